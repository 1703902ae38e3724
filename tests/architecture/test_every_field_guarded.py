"""Every field says what it requires, or that it is open and why."""

from strawberry.types.base import StrawberryObjectDefinition

from xuanpai_core.authz.actions import Action
from xuanpai_core.config import Settings
from xuanpai_graphql.lookahead.install import field_requirements
from xuanpai_graphql.permissions import Guard
from xuanpai_graphql.schema import Mutation, Query, make_schema


def _roots() -> list[tuple[str, list[Guard]]]:
    roots: list[tuple[str, list[Guard]]] = []
    for root in (Query, Mutation):
        definition: StrawberryObjectDefinition = root.__strawberry_definition__  # type: ignore[union-attr]
        roots += [
            (field.python_name, [item for item in field.extensions if isinstance(item, Guard)])
            for field in definition.fields
        ]
    return roots


def test_every_root_field_has_exactly_one_guard() -> None:
    roots = _roots()

    assert len(roots) > 30
    assert {name: len(guards) for name, guards in roots if len(guards) != 1} == {}


def test_every_guard_states_its_requirement() -> None:
    assert [name for name, guards in _roots() if not guards[0].requirement.strip()] == []


def test_every_declared_field_requires_a_known_action_or_gives_a_reason() -> None:
    requirements = field_requirements(make_schema(Settings(environment="development")))

    assert len(requirements) > 80
    assert [item for item in requirements if item.action is None and not item.reason] == []
    assert {item.action for item in requirements if item.action} <= set(Action)


def test_the_schema_shows_its_requirements() -> None:
    sdl = make_schema(Settings(environment="development")).as_str()

    assert "需要权限 stipend:prepare" in sdl

"""Role × action × relation, enumerated in full: by SQL, by the read engine, in Python, by an oracle, and as pinned.

``python -m tests.core.authz.test_decision_table`` writes the pinned table anew from the oracle; whoever does so reads
the difference line by line, for it says who may do more, or less, from now on.
"""

import pytest_asyncio

from tests.core.authz.deciding import (
    TABLE,
    Decisions,
    decided_by_the_read_engine,
    decided_in_python,
    decided_in_sql,
    expected_by_the_oracle,
    read_table,
    table_text,
)
from tests.core.authz.ground import Ground, Relation, lay_ground
from tests.factories.world import World
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES


@pytest_asyncio.fixture
async def ground(world: World, other_world: World) -> Ground:
    return await lay_ground(world, other_world)


def _differences(one: Decisions, other: Decisions) -> dict[tuple[str, str], tuple[object, object]]:
    keys = one.keys() | other.keys()
    return {key: (one.get(key), other.get(key)) for key in keys if one.get(key) != other.get(key)}


def test_the_table_holds_every_role_action_and_relation() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()

    assert lines[0].split(",")[2:] == list(Relation)
    assert [tuple(line.split(",")[:2]) for line in lines[1:]] == [(role, action) for role in ROLES for action in Action]


def test_the_oracle_agrees_with_the_table() -> None:
    assert _differences(expected_by_the_oracle(), read_table()) == {}


async def test_services_decide_as_the_table_says(ground: Ground) -> None:
    assert _differences(await decided_in_sql(ground), read_table()) == {}


async def test_the_read_engine_decides_as_the_table_says(ground: Ground) -> None:
    assert _differences(await decided_by_the_read_engine(ground), read_table()) == {}


async def test_a_single_row_is_decided_as_the_table_says(ground: Ground) -> None:
    assert _differences(decided_in_python(ground), read_table()) == {}


def test_nothing_of_another_tenant_an_ancestor_or_a_sibling_is_ever_allowed() -> None:
    never = {Relation.OTHER_TENANT, Relation.ANCESTOR, Relation.SIBLING, Relation.OTHER_UNITS_CADRE}

    assert {key: allowed & never for key, allowed in read_table().items() if allowed & never} == {}


if __name__ == "__main__":
    TABLE.write_text(table_text(expected_by_the_oracle()), encoding="utf-8")

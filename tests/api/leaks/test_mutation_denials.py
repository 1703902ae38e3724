"""Each role × each mutation that its policy denies: FORBIDDEN, and nothing is changed anywhere.

Mutations, guards and arguments come from the schema, denials from the policy: neither can grow past this test.
"""

import asyncpg
import pytest

from tests.api.leaks.conftest import TENANT_ROLES, officer
from tests.api.leaks.documents import Root, document, minimal, roots
from tests.factories.fingerprint import fingerprint
from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from xuanpai_core.authz.policies import default_policy

# What counts requests and remembers when a session was used last; neither is what a mutation is about.
_METERS = ("session", "allowance_use")


def denied(role: str) -> list[Root]:
    """The mutations that the policy denies to ``role``."""
    allowed = default_policy()[role]
    return [root for root in roots("mutation") if root.action is not None and root.action not in allowed]


@pytest.mark.parametrize("role", TENANT_ROLES)
async def test_what_the_policy_denies_is_forbidden_and_changes_nothing(
    api: Api, world: World, admin: asyncpg.Connection, role: str
) -> None:
    client = await api.sign_in(world, await officer(world, role))
    before = await fingerprint(admin, [world.tenant_id], _METERS)

    answers = {}
    for root in denied(role):
        given = minimal(root)
        with pytest.raises(Refused) as refused:
            await client(document("mutation", root, given), **given)
        answers[root.name] = (refused.value.codes, refused.value.data)

    assert len(answers) > 10
    assert {name: answer for name, answer in answers.items() if answer != (["FORBIDDEN"], None)} == {}
    assert await fingerprint(admin, [world.tenant_id], _METERS) == before


async def test_without_a_session_every_guarded_mutation_is_refused_and_changes_nothing(
    api: Api, world: World, admin: asyncpg.Connection
) -> None:
    before = await fingerprint(admin, [world.tenant_id])

    codes = {}
    for root in roots("mutation"):
        if root.action is not None:
            given = minimal(root)
            with pytest.raises(Refused) as refused:
                await api.browser()(document("mutation", root, given), **given)
            codes[root.name] = refused.value.codes

    assert {name: code for name, code in codes.items() if code != ["UNAUTHENTICATED"]} == {}
    assert await fingerprint(admin, [world.tenant_id]) == before


def test_every_mutation_is_denied_to_somebody_and_allowed_to_somebody() -> None:
    """So that the matrix shows something of each, and none is dead."""
    guarded = {root.name for root in roots("mutation") if root.action is not None}
    refused = {role: {root.name for root in denied(role)} for role in default_policy()}

    assert len(guarded) > 50
    assert set.union(*refused.values()) == guarded
    assert set.intersection(*refused.values()) == set()

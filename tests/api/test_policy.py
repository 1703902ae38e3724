"""A change of the policy rules the very next request: of a session already open, in every process."""

from typing import Any

import pytest

from tests.api.test_approvals import DENY_SIGNING, decide, propose
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.models import PolicyEffect, PolicyOverride
from xuanpai_core.authz.repository import next_version
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.ports import Ports
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application

SIGN = """mutation($township: String!, $key: String!) {
  signSheets(townshipCode: $township, month: "2025-09", idempotencyKey: $key) { state }
}"""
POLICY = "{ policy { version roles { role people rules { action byDefault override allowed mayAllow } } } }"


async def _code(client: Client, query: str, **variables: Any) -> str | None:
    """The code with which the request is refused."""
    try:
        await client(query, **variables)
    except Refused as refused:
        return str(refused.codes[0])
    return None


async def _signing(client: Client) -> str | None:
    return await _code(client, SIGN, township=FANGSHAN, key=str(new_id()))


async def _change(api: Api, world: World, *changes: dict[str, str]) -> None:
    proposed = await propose(await api.sign_in(world, "security"), *changes)
    await decide(await api.sign_in(world, "admin"), proposed["id"])


async def test_a_denial_rules_the_next_request_of_an_open_session_in_every_process(
    api: Api, world: World, settings: Settings, ports: Ports, clock: FixedClock
) -> None:
    elsewhere = Database(settings, ports, clock)
    second = Api(create_app(settings, Application(settings, elsewhere)), api.opened)
    here, there = await api.sign_in(world, "secretary"), await second.sign_in(world, "secretary")

    # The permission is there, only the sheets are not.
    before = [await _signing(here), await _signing(there)]
    await _change(api, world, DENY_SIGNING)
    after = [await _signing(here), await _signing(there)]
    await _change(api, world, {**DENY_SIGNING, "effect": "DEFAULT"})
    restored = [await _signing(there), await _signing(here)]
    await elsewhere.close()

    assert before == ["SHEET_NOT_FOUND", "SHEET_NOT_FOUND"]
    assert after == ["FORBIDDEN", "FORBIDDEN"]
    assert restored == ["SHEET_NOT_FOUND", "SHEET_NOT_FOUND"]


async def test_what_is_allowed_to_a_role_it_may_do_at_once_and_nobody_in_another_tenant(
    api: Api, world: World, other_world: World
) -> None:
    parks = "{ parks { nodes { id } } }"
    reader, stranger = await api.sign_in(world, "reader"), await api.sign_in(other_world, "reader")

    before = [await _code(reader, parks), await _code(stranger, parks)]
    await _change(api, world, {"role": "reader", "action": "park:read", "effect": "ALLOW"})
    after = [await _code(reader, parks), await _code(stranger, parks)]
    await _change(api, world, {"role": "reader", "action": "park:read", "effect": "DENY"})
    denied = await _code(reader, parks)

    assert before == ["FORBIDDEN", "FORBIDDEN"]
    assert after == [None, "FORBIDDEN"]
    assert denied == "FORBIDDEN"


async def test_an_override_that_may_not_be_made_opens_nothing_even_from_the_table(api: Api, world: World) -> None:
    async with world.database.work(world.ctx("security")) as work:
        work.session.add(
            PolicyOverride(
                tenant_id=world.tenant_id,
                id=new_id(),
                role="tenant_administrator",
                action=Action.POLICY_CHANGE,
                effect=PolicyEffect.ALLOW,
                reason="绕过审批写入",
                changed_by=new_id(),
            )
        )
        await next_version(work)
    admin = await api.sign_in(world, "admin")

    with pytest.raises(Refused) as refused:
        await propose(admin, DENY_SIGNING)

    assert refused.value.codes == ["FORBIDDEN"]


async def test_the_policy_shows_every_role_by_every_action(api: Api, world: World) -> None:
    await _change(api, world, DENY_SIGNING)

    policy = (await (await api.sign_in(world, "security"))(POLICY))["policy"]

    roles = {role["role"]: role for role in policy["roles"]}
    rules = {rule["action"]: rule for rule in roles["township_secretary"]["rules"]}
    assert policy["version"] == 1
    assert len(roles) == 16
    assert {len(role["rules"]) for role in policy["roles"]} == {len(Action)}
    assert roles["township_secretary"]["people"] == 1
    assert rules["sheet:sign"] == {
        "action": "sheet:sign",
        "byDefault": True,
        "override": "DENY",
        "allowed": False,
        "mayAllow": True,
    }
    assert rules["audit:read"]["mayAllow"] is False


async def test_only_who_may_read_the_policy_sees_it(api: Api, world: World) -> None:
    told = [await _code(await api.sign_in(world, person), POLICY) for person in ("admin", "province", "auditor")]

    assert told == ["FORBIDDEN"] * 3


async def test_a_forbidden_change_is_refused_at_once(api: Api, world: World) -> None:
    security = await api.sign_in(world, "security")
    told = []

    for change in (
        {"role": "tenant_administrator", "action": "audit:read", "effect": "ALLOW"},
        {"role": "auditor", "action": "audit:read", "effect": "DENY"},
        {"role": "reader", "action": "sheet:forge", "effect": "ALLOW"},
    ):
        with pytest.raises(Refused) as refused:
            await propose(security, change)
        told += refused.value.codes

    assert told == ["OVERRIDE_FORBIDDEN", "POLICY_LOCKS_OUT", "UNKNOWN_ACTION"]

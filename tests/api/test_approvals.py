"""Proposing, reading and deciding over HTTP: each person sees what they proposed and what they may decide."""

from typing import Any

import pytest

from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id

PROPOSE = """mutation($input: ProposePolicyChangeInput!) {
  proposePolicyChange(input: $input) { id matter title summary reason state mine requestedBy decidedBy regionCode }
}"""
REQUESTS = """query($state: ApprovalState) {
  approvalRequests(state: $state) { totalCount nodes { id state mine requestedBy decidedBy decisionNote } }
}"""
DECIDE = """mutation($id: ID!, $approve: Boolean!, $note: String, $key: String!) {
  decideApproval(id: $id, approve: $approve, note: $note, idempotencyKey: $key) { state decidedBy decisionNote mine }
}"""
WITHDRAW = "mutation($id: ID!) { withdrawApproval(id: $id) { state } }"

DENY_SIGNING = {"role": "township_secretary", "action": "sheet:sign", "effect": "DENY"}


async def propose(client: Client, *changes: dict[str, str]) -> Any:
    """The request that asks for ``changes`` of the policy."""
    given = {"idempotencyKey": str(new_id()), "changes": list(changes), "reason": "按省委组织部要求"}
    return (await client(PROPOSE, input=given))["proposePolicyChange"]


async def decide(client: Client, request_id: str, *, approve: bool = True, note: str | None = None) -> Any:
    """The request after the decision."""
    answer = await client(DECIDE, id=request_id, approve=approve, note=note, key=str(new_id()))
    return answer["decideApproval"]


async def _seen(client: Client, state: str | None = None) -> list[Any]:
    nodes: list[Any] = (await client(REQUESTS, state=state))["approvalRequests"]["nodes"]
    return nodes


async def test_a_request_goes_from_one_person_to_another(api: Api, world: World) -> None:
    security, admin = await api.sign_in(world, "security"), await api.sign_in(world, "admin")

    proposed = await propose(security, DENY_SIGNING)
    waiting = await _seen(admin, "PENDING")
    decided = await decide(admin, proposed["id"], note="同意")

    assert {**proposed, "id": ""} == {
        "id": "",
        "matter": "CHANGE_POLICY",
        "title": "变更权限策略",
        "summary": "变更权限策略:禁止乡镇党委书记“月表签字”(sheet:sign,现有1人)。",
        "reason": "按省委组织部要求",
        "state": "PENDING",
        "mine": True,
        "requestedBy": "security",
        "decidedBy": None,
        "regionCode": None,
    }
    assert [(node["id"], node["mine"]) for node in waiting] == [(proposed["id"], False)]
    assert decided == {"state": "APPROVED", "decidedBy": "admin", "decisionNote": "同意", "mine": False}
    assert await _seen(admin, "PENDING") == []


async def test_only_the_proposer_and_those_who_may_decide_see_a_request(
    api: Api, world: World, other_world: World
) -> None:
    security = await api.sign_in(world, "security")
    request_id = (await propose(security, DENY_SIGNING))["id"]

    seen = {
        person: [node["id"] for node in await _seen(await api.sign_in(world, person))]
        for person in ("security", "admin", "province", "city", "county")
    }
    foreign = await _seen(await api.sign_in(other_world, "admin"))

    assert seen == {
        "security": [request_id],
        "admin": [request_id],
        "province": [request_id],
        "city": [],
        "county": [],
    }
    assert foreign == []


async def test_a_request_out_of_reach_is_unknown_by_every_door(api: Api, world: World, other_world: World) -> None:
    request_id = (await propose(await api.sign_in(world, "security"), DENY_SIGNING))["id"]
    told = []

    for home, person in ((world, "city"), (other_world, "admin")):
        client = await api.sign_in(home, person)
        assert await client("query($id: ID!) { node(id: $id) { id } }", id=request_id) == {"node": None}
        with pytest.raises(Refused) as refused:
            await decide(client, request_id)
        told.append(refused.value.errors[0])
        with pytest.raises(Refused) as refused:
            await client(WITHDRAW, id=request_id)
        assert refused.value.codes == ["APPROVAL_NOT_FOUND"]

    assert [error["extensions"]["code"] for error in told] == ["APPROVAL_NOT_FOUND"] * 2
    assert len({error["message"] for error in told}) == 1
    assert [node["state"] for node in await _seen(await api.sign_in(world, "admin"))] == ["PENDING"]


async def test_those_without_the_permission_do_not_even_ask(api: Api, world: World) -> None:
    for person in ("clerk", "auditor", "王建国"):
        client = await api.sign_in(world, person)
        with pytest.raises(Refused) as refused:
            await client(REQUESTS)
        assert refused.value.codes == ["FORBIDDEN"]
        with pytest.raises(Refused) as refused:
            await propose(client, DENY_SIGNING)
        assert refused.value.codes == ["FORBIDDEN"]


async def test_the_proposer_is_refused_by_name(api: Api, world: World) -> None:
    security = await api.sign_in(world, "security")
    request_id = (await propose(security, DENY_SIGNING))["id"]

    with pytest.raises(Refused) as refused:
        await decide(security, request_id)

    assert refused.value.codes == ["SAME_PERSON"]
    assert [node["state"] for node in await _seen(security)] == ["PENDING"]


async def test_too_late_is_refused_and_stays_written(api: Api, world: World, clock: FixedClock) -> None:
    request_id = (await propose(await api.sign_in(world, "security"), DENY_SIGNING))["id"]
    clock.advance(days=8)
    admin = await api.sign_in(world, "admin")

    waiting = await _seen(admin, "PENDING")
    with pytest.raises(Refused) as refused:
        await decide(admin, request_id)

    assert waiting == []
    assert refused.value.codes == ["APPROVAL_EXPIRED"]
    assert [(node["state"], node["decidedBy"]) for node in await _seen(admin)] == [("EXPIRED", None)]


async def test_a_rejection_and_a_withdrawal_are_kept(api: Api, world: World) -> None:
    security, admin = await api.sign_in(world, "security"), await api.sign_in(world, "admin")
    rejected, withdrawn = await propose(security, DENY_SIGNING), await propose(security, DENY_SIGNING)

    await decide(admin, rejected["id"], approve=False, note="理由不充分")
    await security(WITHDRAW, id=withdrawn["id"])
    with pytest.raises(Refused) as refused:
        await decide(admin, withdrawn["id"])

    assert refused.value.codes == ["ALREADY_DECIDED"]
    assert {node["id"]: (node["state"], node["decisionNote"]) for node in await _seen(security)} == {
        rejected["id"]: ("REJECTED", "理由不充分"),
        withdrawn["id"]: ("WITHDRAWN", None),
    }

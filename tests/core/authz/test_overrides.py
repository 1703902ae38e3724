"""A tenant's own rules: agreed by two persons, in force at once, never across the three administrations."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.factories.world import World
from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.approvals.service import decide
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.authz import repository
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.errors import (
    InvalidPolicyChange,
    NothingChanges,
    OverrideForbidden,
    PolicyLocksOut,
    UnknownAction,
    UnknownRole,
)
from xuanpai_core.authz.matters import CHANGE_POLICY, MOST_CHANGES, Change, PolicyChange, propose_policy_change
from xuanpai_core.authz.models import PolicyEffect, PolicyOverride
from xuanpai_core.authz.overrides import policy_in_force
from xuanpai_core.authz.policies import Permissions, default_policy
from xuanpai_core.authz.service import policy_table
from xuanpai_core.authz.titles import TITLES
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, XuanpaiError

SIGN = PolicyChange("township_secretary", Action.SHEET_SIGN, Change.DENY)


async def _propose(world: World, *changes: PolicyChange, person: str = "security") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await propose_policy_change(work, changes, "按省委组织部要求", str(new_id()))


async def _agree(world: World, request_id: UUID, person: str = "admin") -> ApprovalRequest:
    async with world.database.work(world.ctx(person)) as work:
        decided = await decide(
            work, request_id, {"CHANGE_POLICY": CHANGE_POLICY}, approve=True, note=None, key=str(new_id())
        )
    assert isinstance(decided, ApprovalRequest)
    return decided


async def _change(world: World, *changes: PolicyChange) -> None:
    await _agree(world, await _propose(world, *changes))


async def _in_force(world: World) -> Permissions:
    async with world.database.read(world.ctx("security")) as work:
        version = await repository.version(work)
        return (await policy_in_force(work.transaction, version))[1]


async def _stored(world: World) -> Sequence[tuple[str, str, PolicyEffect]]:
    async with world.database.read(world.ctx("security")) as work:
        return [(row.role, row.action, row.effect) for row in await repository.overrides(work)]


async def test_a_denial_is_in_force_once_two_persons_agree_and_not_before(world: World) -> None:
    request_id = await _propose(world, SIGN)

    before = await _in_force(world)
    await _agree(world, request_id)

    assert Action.SHEET_SIGN in before["township_secretary"]
    assert Action.SHEET_SIGN not in (await _in_force(world))["township_secretary"]
    assert (await _in_force(world))["township_clerk"] == default_policy()["township_clerk"]


async def test_the_second_person_reads_each_line_and_how_many_it_concerns(world: World) -> None:
    request_id = await _propose(world, SIGN, PolicyChange("reader", Action.EVIDENCE_READ, Change.ALLOW))

    async with world.database.read(world.ctx("admin")) as work:
        request = await work.session.get_one(ApprovalRequest, (world.tenant_id, request_id))

    assert request.summary == (
        "变更权限策略:禁止乡镇党委书记“月表签字”(sheet:sign,现有1人);允许只读查阅“查看佐证”(evidence:read,现有1人)。"
    )


async def test_the_tenant_administrator_agrees_to_what_the_security_administrator_proposed(world: World) -> None:
    decided = await _agree(world, await _propose(world, SIGN))

    assert decided.state is ApprovalState.APPROVED
    assert decided.outcome == {"version": 1}


async def test_nobody_else_proposes_it(world: World) -> None:
    for person in ("admin", "province", "county", "auditor"):
        with pytest.raises(Forbidden):
            await _propose(world, SIGN, person=person)

    assert await _stored(world) == []


async def test_an_allowance_and_its_removal(world: World) -> None:
    allow = PolicyChange("reader", Action.EVIDENCE_READ, Change.ALLOW)
    await _change(world, allow)
    allowed = await _in_force(world)

    await _change(world, PolicyChange("reader", Action.EVIDENCE_READ, Change.DEFAULT))

    assert Action.EVIDENCE_READ in allowed["reader"]
    assert await _in_force(world) == default_policy()
    assert await _stored(world) == []


async def test_each_change_counts_and_leaves_before_and_after(world: World) -> None:
    await _change(world, SIGN)
    await _change(world, PolicyChange("township_secretary", Action.SHEET_SIGN, Change.DEFAULT))

    async with world.database.read(world.ctx("security")) as work:
        events = await work.session.execute(
            select(AuditEvent.subject_id, AuditEvent.before, AuditEvent.after, AuditEvent.reason)
            .where(AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == Action.POLICY_CHANGE)
            .order_by(AuditEvent.id)
        )

    rule = {"role": "township_secretary", "action": "sheet:sign"}
    default, deny = [{**rule, "effect": "DEFAULT"}], [{**rule, "effect": "DENY"}]
    assert [tuple(event) for event in events] == [
        ("1", default, deny, "按省委组织部要求"),
        ("2", deny, default, "按省委组织部要求"),
    ]


async def test_another_tenant_is_not_concerned(world: World, other_world: World) -> None:
    await _change(world, SIGN)

    assert await _in_force(other_world) == default_policy()
    assert await _stored(other_world) == []


async def test_a_denial_beats_an_allowance(world: World) -> None:
    await _change(world, PolicyChange("reader", Action.EVIDENCE_READ, Change.ALLOW))
    await _change(world, PolicyChange("reader", Action.EVIDENCE_READ, Change.DENY))

    assert await _stored(world) == [("reader", "evidence:read", PolicyEffect.DENY)]
    assert Action.EVIDENCE_READ not in (await _in_force(world))["reader"]


async def test_an_override_that_may_not_be_made_changes_nothing_even_if_it_stands_in_the_table(world: World) -> None:
    async with world.database.work(world.ctx("security")) as work:
        for role, action in (("tenant_administrator", Action.AUDIT_READ), ("province_organiser", Action.AUDIT_EXPORT)):
            work.session.add(
                PolicyOverride(
                    tenant_id=world.tenant_id,
                    id=new_id(),
                    role=role,
                    action=action,
                    effect=PolicyEffect.ALLOW,
                    reason="绕过审批写入",
                    changed_by=new_id(),
                )
            )
        await repository.next_version(work)

    assert await _in_force(world) == default_policy()


REFUSED: list[tuple[list[PolicyChange], type[XuanpaiError]]] = [
    ([], InvalidPolicyChange),
    ([SIGN, SIGN], InvalidPolicyChange),
    ([SIGN] * (MOST_CHANGES + 1), InvalidPolicyChange),
    ([PolicyChange("nobody", Action.SHEET_SIGN, Change.DENY)], UnknownRole),
    ([PolicyChange("reader", "sheet:forge", Change.ALLOW)], UnknownAction),
    ([PolicyChange("tenant_administrator", Action.AUDIT_READ, Change.ALLOW)], OverrideForbidden),
    ([PolicyChange("province_organiser", Action.AUDIT_READ, Change.ALLOW)], OverrideForbidden),
    ([PolicyChange("auditor", Action.POLICY_CHANGE, Change.ALLOW)], OverrideForbidden),
    ([PolicyChange("province_organiser", Action.TENANT_MANAGE, Change.ALLOW)], OverrideForbidden),
    ([PolicyChange("platform_operator", Action.ACCOUNT_READ, Change.DENY)], OverrideForbidden),
    ([PolicyChange("platform_operator", Action.ACCOUNT_READ, Change.DEFAULT)], OverrideForbidden),
    ([PolicyChange("township_secretary", Action.SHEET_SIGN, Change.ALLOW)], NothingChanges),
    ([PolicyChange("reader", Action.SHEET_SIGN, Change.DENY)], NothingChanges),
    ([PolicyChange("reader", Action.SHEET_SIGN, Change.DEFAULT)], NothingChanges),
    ([PolicyChange("security_administrator", Action.POLICY_CHANGE, Change.DENY)], PolicyLocksOut),
    ([PolicyChange("security_administrator", Action.APPROVAL_PROPOSE, Change.DENY)], PolicyLocksOut),
    ([PolicyChange("auditor", Action.AUDIT_READ, Change.DENY)], PolicyLocksOut),
    (
        [
            PolicyChange(role, Action.APPROVAL_DECIDE, Change.DENY)
            for role in (
                "tenant_administrator",
                "security_administrator",
                "province_organiser",
                "city_organiser",
                "county_organiser",
            )
        ],
        PolicyLocksOut,
    ),
    # One security administrator alone would be left to decide, and only for what he himself proposes.
    (
        [
            PolicyChange(role, Action.APPROVAL_DECIDE, Change.DENY)
            for role in ("tenant_administrator", "province_organiser")
        ],
        PolicyLocksOut,
    ),
]


@pytest.mark.parametrize(("changes", "refusal"), REFUSED)
async def test_what_cannot_be_is_refused_when_it_is_proposed(
    world: World, changes: list[PolicyChange], refusal: type[XuanpaiError]
) -> None:
    with pytest.raises(refusal):
        await _propose(world, *changes)

    async with world.database.read(world.ctx("security")) as work:
        assert await work.session.scalar(select(func.count()).select_from(ApprovalRequest)) == 0
    assert await _in_force(world) == default_policy()


async def test_what_has_become_so_meanwhile_is_refused_when_it_is_agreed_to(world: World) -> None:
    first, second = await _propose(world, SIGN), await _propose(world, SIGN)
    await _agree(world, first)

    with pytest.raises(NothingChanges):
        await _agree(world, second, "province")

    assert await _stored(world) == [("township_secretary", "sheet:sign", PolicyEffect.DENY)]


async def test_two_changes_that_only_together_lock_out_are_not_both_agreed_to(world: World) -> None:
    requests = [
        await _propose(world, PolicyChange(role, Action.APPROVAL_DECIDE, Change.DENY))
        for role in ("tenant_administrator", "province_organiser")
    ]
    await _agree(world, requests[0], "province")

    with pytest.raises(PolicyLocksOut):
        await _agree(world, requests[1], "province")

    assert Action.APPROVAL_DECIDE in (await _in_force(world))["province_organiser"]


async def test_the_table_shows_default_override_and_effect(world: World) -> None:
    await _change(world, SIGN)

    async with world.database.read(world.ctx("security")) as work:
        table = await policy_table(work)
    roles = {policy.role.code: policy for policy in table.roles}
    rules = {rule.action: rule for rule in roles["township_secretary"].rules}

    assert table.version == 1
    assert not any(code.startswith("platform_") for code in roles)
    assert roles["township_secretary"].people == 1
    signing = rules[Action.SHEET_SIGN]
    assert (signing.by_default, signing.override, signing.allowed) == (True, PolicyEffect.DENY, False)
    assert signing.reason == "按省委组织部要求"
    assert (rules[Action.AUDIT_READ].by_default, rules[Action.AUDIT_READ].may_allow) == (False, False)


async def test_only_who_may_read_the_policy_reads_it(world: World) -> None:
    for person in ("province", "auditor", "county"):
        async with world.database.read(world.ctx(person)) as work:
            with pytest.raises(Forbidden):
                await policy_table(work)


def test_every_action_has_a_chinese_name_of_its_own() -> None:
    assert set(TITLES) == set(Action)
    assert len(set(TITLES.values())) == len(TITLES)

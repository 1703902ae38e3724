"""One proposes, another decides: once, in time, and what was agreed happens with the agreement or not at all."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.core.approvals.trial import TRIAL, decided, effects, proposed, stored, trial
from tests.factories.world import World
from xuanpai_core.approvals.errors import AlreadyDecided, ApprovalExpired, ApprovalNotFound
from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.approvals.service import expire_requests, propose, withdraw
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Invalid


async def test_nothing_happens_until_a_second_person_agrees(world: World, clock: FixedClock) -> None:
    request_id = await proposed(world)

    before = await effects(world)
    outcome = await decided(world, "city", request_id, note="同意办理")

    kept = await stored(world, request_id)
    assert isinstance(outcome, ApprovalRequest)
    assert (before, await effects(world)) == (0, 1)
    assert kept.state is ApprovalState.APPROVED
    assert (kept.requested_by, kept.decided_by) == (
        world.people["county"].account_id,
        world.people["city"].account_id,
    )
    assert (kept.summary, kept.reason, kept.decision_note) == ("试一试", "工作需要", "同意办理")
    assert (kept.outcome, kept.decided_at) == ({"done": "it"}, clock.now())
    assert kept.expires_at == clock.now() + timedelta(days=7)


async def test_proposing_and_deciding_leave_their_traces(world: World) -> None:
    request_id = await proposed(world)
    await decided(world, "city", request_id)

    async with world.database.read(world.ctx("province")) as work:
        events = await work.session.execute(
            select(AuditEvent.action, AuditEvent.account_id, AuditEvent.after)
            .where(AuditEvent.tenant_id == world.tenant_id, AuditEvent.subject_type == "approval_request")
            .order_by(AuditEvent.id)
        )

    assert [tuple(event) for event in events] == [
        ("approval:propose", world.people["county"].account_id, trial()),
        ("approval:decide", world.people["city"].account_id, {"state": "APPROVED"}),
    ]


async def test_a_proposal_needs_a_reason(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        async with world.database.work(world.ctx("county")) as work:
            await propose(work, TRIAL, trial(), "  ", str(new_id()))

    assert refused.value.error_code == "INVALID_TEXT"


async def test_too_late_is_written_down_and_refused(world: World, clock: FixedClock) -> None:
    request_id = await proposed(world)
    clock.advance(days=7)

    outcome = await decided(world, "city", request_id)

    kept = await stored(world, request_id)
    assert isinstance(outcome, ApprovalExpired)
    assert (kept.state, kept.decided_by, kept.decided_at) == (ApprovalState.EXPIRED, None, clock.now())
    assert await effects(world) == 0


async def test_a_moment_before_the_end_is_in_time(world: World, clock: FixedClock) -> None:
    request_id = await proposed(world)
    clock.advance(days=7, seconds=-1)

    await decided(world, "city", request_id)

    assert (await stored(world, request_id)).state is ApprovalState.APPROVED


async def test_the_daily_job_expires_what_nobody_decided(world: World, clock: FixedClock) -> None:
    old = await proposed(world)
    clock.advance(days=6)
    young = await proposed(world)
    clock.advance(days=1)

    async with world.database.work(world.ctx("province")) as work:
        expired = await expire_requests(work)

    assert expired == 1
    assert [(await stored(world, each)).state for each in (old, young)] == [
        ApprovalState.EXPIRED,
        ApprovalState.PENDING,
    ]


async def test_a_second_decision_is_refused(world: World) -> None:
    request_id = await proposed(world)
    await decided(world, "city", request_id)

    with pytest.raises(AlreadyDecided):
        await decided(world, "province", request_id, approve=False, note="不同意")

    assert (await stored(world, request_id)).state is ApprovalState.APPROVED
    assert await effects(world) == 1


async def test_two_deciders_at_once_have_one_effect(world: World) -> None:
    request_id = await proposed(world)

    outcomes = await asyncio.gather(
        *(decided(world, person, request_id) for person in ("city", "province")), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDecided", "ApprovalRequest"]
    assert await effects(world) == 1


async def test_agreeing_and_withdrawing_at_once_have_one_result(world: World) -> None:
    request_id = await proposed(world)

    async def take_back() -> ApprovalRequest:
        async with world.database.work(world.ctx("county")) as work:
            return await withdraw(work, request_id)

    outcomes = await asyncio.gather(decided(world, "city", request_id), take_back(), return_exceptions=True)

    state = (await stored(world, request_id)).state
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == 1
    assert (state, await effects(world)) in {(ApprovalState.APPROVED, 1), (ApprovalState.WITHDRAWN, 0)}


async def test_a_retry_answers_again_without_a_second_effect(world: World) -> None:
    request_id = await proposed(world)

    first = await decided(world, "city", request_id, key="the-same-key")
    again = await decided(world, "city", request_id, key="the-same-key")

    assert isinstance(first, ApprovalRequest)
    assert isinstance(again, ApprovalRequest)
    assert again.state is ApprovalState.APPROVED
    assert await effects(world) == 1


async def test_a_retried_proposal_is_one_request(world: World) -> None:
    made = set()
    for _ in range(2):
        async with world.database.work(world.ctx("county")) as work:
            made.add(await propose(work, TRIAL, trial(), "工作需要", "the-same-key"))

    async with world.database.read(world.ctx("province")) as work:
        kept = await work.session.scalars(
            select(ApprovalRequest.id).where(ApprovalRequest.tenant_id == world.tenant_id)
        )
    assert set(kept) == made
    assert len(made) == 1


async def test_where_the_act_fails_the_agreement_is_not_kept_either(world: World) -> None:
    request_id = await proposed(world, name="impossible")

    with pytest.raises(Conflict) as refused:
        await decided(world, "city", request_id)

    assert refused.value.error_code == "TRIAL_CHANGED"
    assert (await stored(world, request_id)).state is ApprovalState.PENDING
    assert await effects(world) == 0


async def test_a_rejection_keeps_its_note_and_needs_one(world: World) -> None:
    request_id = await proposed(world)

    with pytest.raises(Invalid):
        await decided(world, "city", request_id, approve=False)
    await decided(world, "city", request_id, approve=False, note="材料不全")

    kept = await stored(world, request_id)
    assert (kept.state, kept.decision_note, kept.outcome) == (ApprovalState.REJECTED, "材料不全", None)
    assert await effects(world) == 0


async def test_only_the_proposer_takes_a_request_back_and_only_while_it_waits(world: World) -> None:
    request_id = await proposed(world)

    async with world.database.work(world.ctx("city")) as work:
        with pytest.raises(ApprovalNotFound):
            await withdraw(work, request_id)
    async with world.database.work(world.ctx("county")) as work:
        taken_back = await withdraw(work, request_id)
    with pytest.raises(AlreadyDecided):
        await decided(world, "city", request_id)

    assert taken_back.state is ApprovalState.WITHDRAWN
    assert (await stored(world, request_id)).state is ApprovalState.WITHDRAWN
    assert await effects(world) == 0

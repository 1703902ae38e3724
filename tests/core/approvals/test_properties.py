"""Whatever three people do in whatever order, nobody's own proposal is carried out on their own word."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.core.approvals.trial import MATTERS, TRIAL, effects, trial
from tests.factories.world import World
from xuanpai_core.approvals.errors import ApprovalExpired
from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.approvals.service import decide, propose, withdraw
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError

PEOPLE = ("county", "city", "province")


class Step(NamedTuple):
    """One person does one thing, mostly to a request that is already there."""

    person: str
    act: str
    at: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(PEOPLE),
        st.sampled_from(["propose", "approve", "approve", "reject", "withdraw", "wait"]),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=14,
)


async def _do(world: World, step: Step, requests: list[UUID], clock: FixedClock) -> None:
    if step.act == "wait":
        clock.advance(days=3)
        return
    async with world.database.work(world.ctx(step.person)) as work:
        if step.act == "propose":
            requests.append(await propose(work, TRIAL, trial(), "工作需要", str(new_id())))
        elif requests:
            request_id = requests[step.at % len(requests)]
            if step.act == "withdraw":
                await withdraw(work, request_id)
            else:
                await decide(work, request_id, MATTERS, approve=step.act == "approve", note="意见", key=str(new_id()))


async def _stored(world: World) -> Sequence[ApprovalRequest]:
    async with world.database.read(world.ctx("province")) as work:
        found = await work.session.scalars(select(ApprovalRequest).where(ApprovalRequest.tenant_id == world.tenant_id))
        return found.all()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_no_sequence_ends_in_an_approval_by_the_proposer(
    world: World, clock: FixedClock, steps: list[Step]
) -> None:
    requests: list[UUID] = []
    refused: list[XuanpaiError] = []

    for step in steps:
        try:
            await _do(world, step, requests, clock)
        except XuanpaiError as refusal:
            refused.append(refusal)

    stored = await _stored(world)
    approved = [request for request in stored if request.state is ApprovalState.APPROVED]
    assert not [request for request in stored if request.decided_by == request.requested_by]
    assert all(request.decided_by is not None for request in approved)
    assert all(request.decided_at is not None and request.decided_at < request.expires_at for request in approved)
    # The world is one for all examples: over all of them, each approval had its one effect.
    assert await effects(world) == len(approved)
    assert {refusal.error_code for refusal in refused} <= {
        "ALREADY_DECIDED",
        "APPROVAL_NOT_FOUND",
        "SAME_PERSON",
        ApprovalExpired.code,
    }

"""Asking for leave: checked, put to its chain, and not yet laid on any day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from xuanpai_core.attendance.service import MonthSealed, PostingNotInForce
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import repository
from xuanpai_core.leave.chains import Chain, chain_of
from xuanpai_core.leave.errors import (
    InvalidStretch,
    LeaveInPast,
    LeaveOverlaps,
    LeaveTooLate,
    PurposeRequired,
)
from xuanpai_core.leave.models import LeaveKind, LeaveRequest, LeaveState, LeaveStep
from xuanpai_core.leave.slots import Half, day_of, slot, stretch_name
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import LeaveRule
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import paragraphs

RECORD_TYPE = "leave_request"
LATE_DAYS = 7
"""How many days past a leave that nobody asked for in time may have begun."""
AHEAD_DAYS = 366
LONGEST_DAYS = 366
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one half day to another, both included: WHOLE begins in the morning and ends in the afternoon."""

    from_day: date
    to_day: date
    from_part: DayPart = DayPart.WHOLE
    to_part: DayPart = DayPart.WHOLE

    @property
    def first(self) -> int:
        """The first half day."""
        return slot(self.from_day, Half.AFTERNOON if self.from_part is DayPart.AFTERNOON else Half.MORNING)

    @property
    def after(self) -> int:
        """The half day after the last."""
        return after_of(self.to_day, self.to_part)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLeave:
    """Leave to be asked for; ``posting_id`` None: the one in force on its first day.

    ``purpose``: of an official trip, and of nothing else. ``late``: it is known to have begun on an earlier day.
    """

    kind: LeaveKind
    stretch: Stretch
    reason: str
    posting_id: UUID | None = None
    purpose: str | None = None
    late: bool = False
    evidence_ids: tuple[UUID, ...] = field(default=())


def after_of(day: date, part: DayPart) -> int:
    """The half day after leave that ends on ``day``, at noon where ``part`` is MORNING."""
    return slot(day, Half.MORNING if part is DayPart.MORNING else Half.AFTERNOON) + 1


def of_oneself(work: Work) -> UUID:
    """The cadre that the caller is; raises ``Forbidden``."""
    cadre_id = require(work.ctx, Action.LEAVE_REQUEST).cadre_id
    if cadre_id is None:
        raise Forbidden("只有选派干部本人可以请假、续假、销假。")
    return cadre_id


async def request_leave(work: Work, new: NewLeave, key: str) -> UUID:
    """Ask for leave of one's own posting; returns its id. Nothing is laid on any day until it is approved.

    Raises ``Forbidden``, ``PostingNotFound``, ``PostingNotInForce``, ``InvalidStretch``, ``PurposeRequired``,
    ``LeaveInPast``, ``LeaveTooLate``, ``LeaveOverlaps``, ``MonthSealed``, ``EvidenceNotFound``, ``Invalid``
    (``INVALID_TEXT``, ``TOO_MANY_FILES``).
    """
    cadre_id = of_oneself(work)
    first, after = new.stretch.first, new.stretch.after
    reason = paragraphs(new.reason, path="reason", title="请假事由", limit=REASON_LIMIT)
    purpose = _purpose(new)

    async def act() -> Outcome:
        check_stretch(work, first, after)
        late = is_late(work, day_of(first), stated=new.late)
        posting = await repository.own_posting(work, cadre_id, new.posting_id, day_of(first))
        if posting is None:
            raise PostingNotFound
        await check_days(work, posting, first, after)
        chain = await chain_at(work, posting, new.kind, after - first)
        leave = LeaveRequest(
            tenant_id=work.tenant_id,
            id=new_id(),
            posting_id=posting.id,
            region_code=posting.region_code,
            sending_unit_id=posting.sending_unit_id,
            cadre_id=cadre_id,
            kind=new.kind,
            state=LeaveState.SUBMITTED,
            first_slot=first,
            after_slot=after,
            asked_after_slot=after,
            laid_to_slot=first,
            reason=reason,
            purpose=purpose,
            late=late,
            round=0,
            waits_at=chain.places[0],
            clause=cited(chain.clause),
            requested_by=work.ctx.actor.account_id,
            requested_at=work.clock.now(),
        )
        work.session.add(leave)
        await work.session.flush()
        await add_steps(work, leave, chain)
        await link(work, new.evidence_ids, RECORD_TYPE, str(leave.id), posting_id=posting.id)
        record(work, Action.LEAVE_REQUEST, RECORD_TYPE, leave.id, after={**told(leave), "chain": list(chain.places)})
        return {"id": str(leave.id)}

    return UUID((await once(work, Action.LEAVE_REQUEST, key, asdict(new), act))["id"])


async def check_days(work: Work, posting: Posting, first: int, after: int, *, other_than: UUID | None = None) -> None:
    """Refuse half days outside the posting, of a sealed month, or of other leave."""
    start, last = day_of(first), day_of(after - 1)
    if start < posting.start_date:
        raise PostingNotInForce(start)
    if posting.end_date is not None and last > posting.end_date:
        raise PostingNotInForce(last)
    if await repository.sealed_months(work, posting.id, start, last):
        raise MonthSealed
    taken = await repository.clash(work, posting.id, first, after, other_than=other_than)
    if taken is not None:
        raise LeaveOverlaps(stretch_name(*taken))


async def chain_at(work: Work, posting: Posting, kind: LeaveKind, half_days: int) -> Chain:
    """Who approves that much leave there by the rules of today."""
    found = await leave_rule(work, posting.region_code, today(work.clock))
    return chain_of(found, kind, half_days, RegionCode.stored(posting.region_code))


async def leave_rule(work: Work, region_code: str, on: date) -> LeaveRule | None:
    """The rule on leave in force there that day."""
    found = (await rulebooks(work)).one(LeaveRule, "leave", region_code, on)
    return None if found is None else found[1]


def told(leave: LeaveRequest) -> dict[str, Any]:
    """What the trail keeps: what it is and from when to when it holds; the reason stays with the request."""
    holds = stretch_name(leave.first_slot, leave.after_slot) if leave.after_slot > leave.first_slot else None
    return {"kind": leave.kind, "state": leave.state, "stretch": holds, "round": leave.round}


async def add_steps(work: Work, leave: LeaveRequest, chain: Chain) -> None:
    """Write down the steps of the leave's present round, none of them taken."""
    for number, place in enumerate(chain.places, start=1):
        work.session.add(
            LeaveStep(
                tenant_id=work.tenant_id,
                leave_id=leave.id,
                round=leave.round,
                number=number,
                level=place.level.value,
                region_code=str(place),
            )
        )
    await work.session.flush()


def check_stretch(work: Work, first: int, after: int) -> None:
    """Raise ``InvalidStretch`` for what is empty, too long or too far ahead."""
    if after <= first:
        raise InvalidStretch("toDay", "请假的结束不能早于开始;只请半天的,首日、末日填同一天、同一个半天。")
    if after - first > 2 * LONGEST_DAYS:
        raise InvalidStretch("toDay", f"一次请假最多{LONGEST_DAYS}天,请核对日期。")
    if day_of(first) > today(work.clock) + timedelta(days=AHEAD_DAYS):
        raise InvalidStretch("fromDay", f"最早可以提前{AHEAD_DAYS}天请假,请核对日期。")


def _purpose(new: NewLeave) -> str | None:
    if new.kind is LeaveKind.OFFICIAL_TRIP:
        if new.purpose is None:
            raise PurposeRequired("因公外出须写明任务,如“参加市里培训”“跑项目”。")
        return paragraphs(new.purpose, path="purpose", title="外出任务", limit=REASON_LIMIT)
    if new.purpose is not None:
        raise PurposeRequired("只有因公外出才填写外出任务,请假请写在事由里。")
    return None


def is_late(work: Work, begins: date, *, stated: bool) -> bool:
    """Whether it begins on an earlier day; raises ``LeaveInPast`` where that is not stated, ``LeaveTooLate``."""
    day = today(work.clock)
    if begins >= day:
        return False
    if begins < day - timedelta(days=LATE_DAYS):
        raise LeaveTooLate(LATE_DAYS)
    if not stated:
        raise LeaveInPast(LATE_DAYS)
    return True


def cited(clause: Clause | None) -> Mapping[str, str] | None:
    """The clause as it is kept with what it was applied to."""
    return None if clause is None else asdict(clause)

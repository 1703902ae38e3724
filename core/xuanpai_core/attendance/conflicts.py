"""Contradictions of a day: opened by whatever came second, decided by a person, who says why."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance import halves
from xuanpai_core.attendance.days import hold_days, write_days
from xuanpai_core.attendance.errors import ConflictDecided, ConflictNotFound
from xuanpai_core.attendance.halves import HALVES, Day, Half, parts_of
from xuanpai_core.attendance.models import AttendanceConflict, AttendanceStatus, ConflictDecision, ConflictState
from xuanpai_core.attendance.reasons import demanded
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.judgement.month import DayPart

TITLES: Mapping[AttendanceStatus, str] = {
    AttendanceStatus.ON_DUTY: "到岗",
    AttendanceStatus.OFFICIAL_TRIP: "因公外出",
    AttendanceStatus.LEAVE: "请假",
    AttendanceStatus.ABSENT: "未到岗",
    AttendanceStatus.UNRECORDED: "未登记",
}
_BY_HAND = "已登记当天考勤"
_PARTS: Mapping[DayPart, str] = {DayPart.WHOLE: "", DayPart.MORNING: "上午", DayPart.AFTERNOON: "下午"}
DECISIONS: Mapping[AttendanceStatus, ConflictDecision] = {
    AttendanceStatus.ON_DUTY: ConflictDecision.PRESENCE,
    AttendanceStatus.OFFICIAL_TRIP: ConflictDecision.LEAVE,
    AttendanceStatus.LEAVE: ConflictDecision.LEAVE,
    AttendanceStatus.ABSENT: ConflictDecision.ABSENCE,
}


def opened(
    work: Work,
    posting_id: UUID,
    region_code: str,
    day: date,
    part: DayPart,
    standing: AttendanceStatus,
    claimed: AttendanceStatus,
    leave_id: UUID | None,
) -> AttendanceConflict:
    """A new contradiction, added to the session; whether it was opened before is the caller's to know."""
    conflict = AttendanceConflict(
        tenant_id=work.tenant_id,
        id=new_id(),
        posting_id=posting_id,
        region_code=region_code,
        day=day,
        part=part,
        standing=standing,
        claimed=claimed,
        leave_id=leave_id,
        explanation=_explanation(day, part, standing, claimed),
        state=ConflictState.OPEN,
        raised_at=work.clock.now(),
    )
    work.session.add(conflict)
    return conflict


async def known_conflicts(work: Work, posting_id: UUID, days: Sequence[date]) -> list[AttendanceConflict]:
    """The contradictions of these days, open and decided."""
    rows = await work.session.scalars(
        select(AttendanceConflict)
        .where(
            AttendanceConflict.tenant_id == work.tenant_id,
            AttendanceConflict.posting_id == posting_id,
            AttendanceConflict.day.in_(days),
        )
        .order_by(AttendanceConflict.day, AttendanceConflict.id)
    )
    return list(rows.all())


async def settle_lifted(work: Work, posting_id: UUID, leave_id: UUID, lifted: Mapping[date, DayPart]) -> None:
    """Close what is open against a request that no longer speaks of these parts of days.

    Where it goes on speaking of the other half, that half stays in dispute.
    """
    await work.session.flush()
    for conflict in await known_conflicts(work, posting_id, sorted(lifted)):
        if conflict.leave_id != leave_id or conflict.state is not ConflictState.OPEN:
            continue
        left = [half for half in parts_of(conflict.part) if half not in parts_of(lifted[conflict.day])]
        if left:
            conflict.part = halves.whole(left)
            conflict.explanation = _explanation(conflict.day, conflict.part, conflict.standing, conflict.claimed)
        else:
            conflict.state, conflict.decided_at = ConflictState.DECIDED, work.clock.now()
            conflict.reason = "请假或外出已取消或提前销假"
    await work.session.flush()


async def settle_out_of_post(work: Work, posting_id: UUID, last_day: date) -> int:
    """Close what is open on days after the posting's last one; returns how many contradictions that were."""
    rows = await work.session.scalars(
        select(AttendanceConflict)
        .where(
            AttendanceConflict.tenant_id == work.tenant_id,
            AttendanceConflict.posting_id == posting_id,
            AttendanceConflict.day > last_day,
            AttendanceConflict.state == ConflictState.OPEN,
        )
        .with_for_update()
    )
    found = rows.all()
    for conflict in found:
        conflict.state, conflict.decided_at = ConflictState.DECIDED, work.clock.now()
        conflict.reason = "任职已经结束,这一天不在任"
    await work.session.flush()
    return len(found)


async def decide_conflict(work: Work, conflict_id: UUID, decision: ConflictDecision, reason: str) -> AttendanceConflict:
    """Say what the disputed half days were; only then do they change. Saying the same again changes nothing.

    Raises ``ConflictNotFound``, ``ConflictDecided``, ``MonthSealed``, ``Invalid`` (``REASON_REQUIRED``,
    ``INVALID_REASON``, ``INVALID_DECISION``), ``Forbidden``.
    """
    places = Extent(places=require(work.ctx, Action.ATTENDANCE_DECIDE).places)
    wanted = select(AttendanceConflict).where(
        AttendanceConflict.tenant_id == work.tenant_id,
        AttendanceConflict.id == conflict_id,
        within(places, region_code=AttendanceConflict.region_code),
    )
    seen = await work.session.scalar(wanted)
    if seen is None:
        raise ConflictNotFound
    reason = demanded(reason, "裁定须写明理由。")
    if seen.state is not ConflictState.OPEN:
        return _decided_alike(work, seen, decision, reason)
    # The day is held first, as by everybody: then nobody else can close the conflict either.
    before = await hold_days(work, seen.posting_id, [seen.day])
    await work.session.refresh(seen, with_for_update=True)
    if seen.state is not ConflictState.OPEN:
        # Somebody was quicker; what is held is given back with the refusal.
        raise ConflictDecided
    if decision not in {DECISIONS[seen.standing], DECISIONS[seen.claimed]}:
        titles = "”或“".join(dict.fromkeys((TITLES[seen.standing], TITLES[seen.claimed])))
        raise Invalid(f"这条冲突只能裁定为“{titles}”。", code="INVALID_DECISION")
    after = before[seen.day]
    if decision is DECISIONS[seen.claimed]:
        leave_id = seen.leave_id if halves.away(seen.claimed) else None
        after = halves.put(after, seen.part, Half(seen.claimed, leave_id))
    await write_days(work, seen.posting_id, before, {seen.day: after})
    _close(work, seen, decision, reason)
    await settle_displaced(work, seen.posting_id, seen.region_code, seen.day, (before[seen.day], after), reason)
    record(
        work,
        Action.ATTENDANCE_DECIDE,
        "attendance_conflict",
        seen.id,
        before={"day": seen.day.isoformat(), "standing": seen.standing, "claimed": seen.claimed},
        after={"decision": decision},
        reason=reason,
    )
    return seen


async def settle_displaced(
    work: Work, posting_id: UUID, region_code: str, day: date, change: tuple[Day, Day], reason: str | None
) -> None:
    """Keep in mind which requests a person's hand took half a day from: laid again, they do not come back.

    What was open against them on that half is thereby decided.
    """
    before, after = change
    told = await known_conflicts(work, posting_id, [day])
    for half in HALVES:
        was, now = before.half(half), after.half(half)
        if was == now:
            continue
        open_ones = [one for one in told if one.state is ConflictState.OPEN and half in parts_of(one.part)]
        for conflict in open_ones:
            _close(work, conflict, DECISIONS[now.status], reason or _BY_HAND)
        if was.leave_id is not None and not any(covers(one, was.leave_id, half) for one in told):
            noted = opened(work, posting_id, region_code, day, half, was.status, now.status, was.leave_id)
            _close(work, noted, DECISIONS[now.status], reason or _BY_HAND)


def _decided_alike(work: Work, seen: AttendanceConflict, decision: ConflictDecision, reason: str) -> AttendanceConflict:
    """The answer to whoever asks again for what was done already; raises ``ConflictDecided`` for anything else."""
    if (seen.decided_by, seen.decision, seen.reason) != (work.ctx.actor.account_id, decision, reason):
        raise ConflictDecided
    return seen


def covers(conflict: AttendanceConflict, leave_id: UUID | None, half: DayPart) -> bool:
    """Whether this contradiction is about that half day and that request."""
    return conflict.leave_id == leave_id and half in parts_of(conflict.part)


def _close(work: Work, conflict: AttendanceConflict, decision: ConflictDecision, reason: str) -> None:
    conflict.state = ConflictState.DECIDED
    conflict.decision = decision
    conflict.reason = reason
    conflict.decided_by = work.ctx.actor.account_id
    conflict.decided_at = work.clock.now()


def _explanation(day: date, part: DayPart, standing: AttendanceStatus, claimed: AttendanceStatus) -> str:
    when = f"{day.year}年{day.month}月{day.day}日{_PARTS[part]}"
    came = "当天又收到签到" if claimed is AttendanceStatus.ON_DUTY else f"又批准了{TITLES[claimed]}"
    return f"{when}已记为{TITLES[standing]},{came}。裁定以前,仍按{TITLES[standing]}计。"

"""On which days a person was away with leave, as attendance and the approved requests tell."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, tuple_

from xuanpai_core.attendance.models import AttendanceDay, AttendanceStatus
from xuanpai_core.db.session import Work
from xuanpai_core.leave.service import on_leave

PersonDay = tuple[UUID, date]
_AWAY = (AttendanceStatus.LEAVE, AttendanceStatus.OFFICIAL_TRIP)


async def excused(work: Work, days: Collection[PersonDay]) -> set[PersonDay]:
    """Those of ``days`` of which at least one half was leave or an official trip; half a day excuses the whole visit,
    for nobody wrote down at what hour the visit was. Asks nobody's permission."""
    if not days:
        return set()
    rows = await work.session.execute(
        select(AttendanceDay.posting_id, AttendanceDay.day).where(
            AttendanceDay.tenant_id == work.tenant_id,
            tuple_(AttendanceDay.posting_id, AttendanceDay.day).in_(sorted(days)),
            # Named once more, so that only the months in question are read.
            AttendanceDay.day.between(min(day for _, day in days), max(day for _, day in days)),
            or_(AttendanceDay.status.in_(_AWAY), AttendanceDay.afternoon.in_(_AWAY)),
        )
    )
    away = {(row.posting_id, row.day) for row in rows}
    # A leave that contradicts what was recorded first is not in the days yet; it is approved all the same.
    by_day: dict[date, list[UUID]] = {}
    for posting_id, day in days:
        by_day.setdefault(day, []).append(posting_id)
    for day, posting_ids in sorted(by_day.items()):
        away |= {(posting_id, day) for posting_id in await on_leave(work, posting_ids, day)}
    return away

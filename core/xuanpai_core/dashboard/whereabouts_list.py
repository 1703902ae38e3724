"""Who was where on a day, one by one: what is known of each, and what the month's norm says of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, tuple_

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.presence import PresenceVerdict, verdicts_of
from xuanpai_core.dashboard.whereabouts import DayState, LookedAt, in_post_on, look_at
from xuanpai_core.dashboard.whereabouts_rows import told
from xuanpai_core.db.session import Work
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.leave.slots import stretch_name
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Measure
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.turning import cursor_of, read_cursor
from xuanpai_core.vocabulary import DispatchLevel, Outcome, PostingRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The day's check-ins: metres to the nearest fence, 0 inside, empty where there is no place or no fence.

    ``photos``: how many of them name a photo; ``photos_there``: how many of those have come and been checked.
    """

    count: int
    first_at: datetime | None
    last_at: datetime | None
    nearest_m: int | None
    farthest_m: int | None
    photos: int
    photos_there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Leave or a trip that covers some of the day; told to those alone who may read leave.

    ``stretch``: from when until when, in words. ``approved_by`` and ``office``: of the last step that was taken.
    ``waits_at``: the place whose step is next.
    """

    leave_id: UUID
    kind: LeaveKind
    state: LeaveState
    stretch: str
    approved_by: str | None
    office: str | None
    waits_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsLine:
    """Somebody in post, and what is known of their day.

    ``status`` and ``afternoon``: as the day is recorded, empty while it is not. ``night``: whether the night that
    began on the day was spent in the village, ``night_before`` that of the day before; empty: nothing is known.
    ``norm``: what the month's norm says, as of today; empty where there is none.
    """

    posting_id: UUID
    cadre_name: str
    role: PostingRole
    dispatch_level: DispatchLevel
    region_code: str
    place_name: str
    unit_name: str
    state: DayState
    status: AttendanceStatus | None
    afternoon: AttendanceStatus | None
    registered: bool
    approved: bool
    late: bool
    acts: Acts
    night: bool | None
    night_before: bool | None
    away: Away | None
    claimed_at: datetime | None
    conflict: str | None
    norm: PresenceVerdict | None


@dataclass(frozen=True, slots=True)
class WhereaboutsPage:
    """Some of those in post, by place; ``after`` goes on behind the last, None: that was all."""

    looked_at: LookedAt
    read_at: datetime
    lines: tuple[WhereaboutsLine, ...]
    after: str | None


async def whereabouts(
    work: Work,
    region_code: str | None = None,
    day: date | None = None,
    *,
    states: Collection[DayState] = (),
    first: int = 20,
    after: str | None = None,
) -> WhereaboutsPage:
    """Those in post below the place and within reach on the day (today), in one of ``states`` if any, by place.

    One statement for the page, and those by which ``verdicts_of`` judges their months. Raises ``Forbidden``,
    ``InvalidRegionCode``, ``Invalid`` (``DAY_IN_FUTURE``, ``DAY_TOO_EARLY``, ``BAD_CURSOR``).
    """
    looked_at = await look_at(work, day)
    some = in_post_on(work, region_code, looked_at, states)
    if after is not None:
        some = some.where(tuple_(Posting.region_code, Posting.id) > read_cursor(after))
    page = some.order_by(Posting.region_code, Posting.id).limit(first + 1)
    rows = await told(work, page.subquery(), looked_at.day)
    shown = rows[:first]
    norms = await verdicts_of(work, [row.id for row in shown], looked_at.day)
    lines = tuple(_line(row, norms.get(row.id, ())) for row in shown)
    last = lines[-1] if len(rows) > first else None
    cursor = None if last is None else cursor_of((last.region_code, last.posting_id))
    return WhereaboutsPage(looked_at, work.clock.now(), lines, cursor)


def _line(row: Row[Any], verdicts: Iterable[PresenceVerdict]) -> WhereaboutsLine:
    return WhereaboutsLine(
        posting_id=row.id,
        cadre_name=row.cadre_name,
        role=row.role,
        dispatch_level=row.dispatch_level,
        region_code=row.region_code,
        place_name=row.place_name,
        unit_name=row.unit_name,
        state=DayState(row.state),
        status=row.status,
        afternoon=row.afternoon,
        registered=row.registered,
        approved=row.approved,
        late=row.late,
        acts=Acts(
            count=row.acts,
            first_at=row.first_at,
            last_at=row.last_at,
            nearest_m=row.nearest_m,
            farthest_m=row.farthest_m,
            photos=row.photos,
            photos_there=row.photos_there,
        ),
        night=row.night,
        night_before=row.night_before,
        away=_away(row),
        claimed_at=row.claimed_at,
        conflict=row.conflict,
        norm=_of_the_month(verdicts),
    )


def _away(row: Row[Any]) -> Away | None:
    if row.leave_id is None:
        return None
    return Away(
        leave_id=row.leave_id,
        kind=row.leave_kind,
        state=row.leave_state,
        stretch=stretch_name(row.first_slot, row.after_slot),
        approved_by=row.approved_by,
        office=row.office,
        waits_at=row.waits_at,
    )


def _of_the_month(verdicts: Iterable[PresenceVerdict]) -> PresenceVerdict | None:
    """The month's norm in days; of several the one that is furthest from being met."""
    monthly = [
        one
        for one in verdicts
        if one.period.cadence is Cadence.MONTH
        and one.measure is Measure.DAYS
        and one.outcome not in {Outcome.NOT_APPLICABLE, Outcome.EXEMPT}
    ]
    return max(monthly, key=lambda one: one.missing, default=None)

"""Who was where on a day: one state for everybody in post, counted by place (JZ-05, JZ-08)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, func, literal, literal_column, or_, select

from xuanpai_core.attendance.models import (
    AttendanceConflict,
    AttendanceDay,
    AttendanceStatus,
    BackfillRequest,
    ClaimState,
    ConflictState,
)
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent, require
from xuanpai_core.calendars.service import workdays_of
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.periods import EARLIEST_YEAR, day_come
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post, within_posting
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayState(StrEnum):
    """Where somebody was, as far as it is known; the first that holds, so that everybody is counted once.

    CONFLICT: two things are said of the day, and nobody has decided. CLAIMED: nothing is recorded, and a claim (补签)
    waits. ABSENT: registered as that. NOTHING: nothing recorded on a workday; DAY_OFF: on a day on which one is off.
    """

    CONFLICT = "CONFLICT"
    IN_VILLAGE = "IN_VILLAGE"
    OFFICIAL_TRIP = "OFFICIAL_TRIP"
    LEAVE = "LEAVE"
    CLAIMED = "CLAIMED"
    ABSENT = "ABSENT"
    NOTHING = "NOTHING"
    DAY_OFF = "DAY_OFF"


class DayKind(StrEnum):
    """What sort of day it is by the province's calendar; by the week alone while its year is not published."""

    WORKDAY = "WORKDAY"
    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A day that is looked at: ``holiday`` is its name, ``published`` whether its year's calendar is known."""

    day: date
    kind: DayKind
    holiday: str | None
    published: bool


Counts = dict[DayState, int]
"""How many are where; they add up to those in post."""


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """One place of the next level below; what lies at the place that was asked for itself goes by its own code."""

    region_code: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class WhereaboutsFigures:
    """Everybody in post on the day, counted: as a whole and by place, as it stood at ``read_at``."""

    looked_at: LookedAt
    read_at: datetime
    counts: Counts
    places: tuple[PlaceCounts, ...]


async def whereabouts_figures(
    work: Work, region_code: str | None = None, day: date | None = None
) -> WhereaboutsFigures:
    """How many of those in post below the place, within the caller's reach, were where on the day (today).

    Without a place it is everybody within reach, by county. One statement over the postings, and two small ones for
    the calendar. Raises ``Forbidden``, ``InvalidRegionCode``, ``Invalid`` (``DAY_IN_FUTURE``, ``DAY_TOO_EARLY``).
    """
    looked_at = await look_at(work, day)
    place = _next_below(region_code)
    # Grouped by the state too, so that it is worked out once a posting.
    inner = in_post_on(work, region_code, looked_at).add_columns(place.label("place")).subquery()
    counted = (
        select(inner.c.place, inner.c.state, func.count().label("number"))
        .group_by(inner.c.place, inner.c.state)
        .subquery()
    )
    rows = await work.session.execute(
        select(counted.c.place, func.coalesce(Region.name, counted.c.place), counted.c.state, counted.c.number)
        .outerjoin(Region, (Region.tenant_id == work.tenant_id) & (Region.code == counted.c.place))
        .order_by(counted.c.place)
    )
    places: dict[str, PlaceCounts] = {}
    for code, name, state, number in rows:
        one = places.setdefault(code, PlaceCounts(code, name, dict.fromkeys(DayState, 0)))
        one.counts[DayState(state)] = number
    total = {state: sum(one.counts[state] for one in places.values()) for state in DayState}
    return WhereaboutsFigures(looked_at, work.clock.now(), total, tuple(places.values()))


async def look_at(work: Work, day: date | None) -> LookedAt:
    """The day that is meant and what sort of day it is; raises ``Invalid`` (``DAY_IN_FUTURE``, ``DAY_TOO_EARLY``)."""
    meant = day_come(day, today(work.clock))
    if meant.year < EARLIEST_YEAR:
        raise Invalid(f"日期太早,请选择{EARLIEST_YEAR}年以后的日期。", code="DAY_TOO_EARLY")
    calendar = await workdays_of(work, meant, meant + _ONE_DAY)
    published = not calendar.unpublished
    if meant in calendar.holidays:
        return LookedAt(meant, DayKind.HOLIDAY, dict(calendar.names).get(meant), published)
    works = meant in calendar.workdays if published else meant.weekday() < _SATURDAY
    return LookedAt(meant, DayKind.WORKDAY if works else DayKind.WEEKEND, None, published)


def in_post_on(
    work: Work, region_code: str | None, looked_at: LookedAt, states: Collection[DayState] = ()
) -> Select[Any]:
    """Whoever is in post on the day below the place and within the caller's reach, in one of ``states`` if any.

    It selects ``Posting.id`` and ``state``. Raises ``Forbidden``, ``InvalidRegionCode``.
    """
    reach = require(work.ctx, Action.ATTENDANCE_READ)
    day, tenant = looked_at.day, work.tenant_id
    wanted = [Posting.tenant_id == tenant, in_post(day), within_posting(reach)]
    # A list names people in post: whoever may read their days but not their postings sees none of them.
    if (known_of := extent(work.ctx, Action.POSTING_READ)) != reach:
        wanted.append(within_posting(known_of))
    bounds = None if region_code is None else RegionCode.parse(region_code).range()
    if bounds is not None:
        wanted += [Posting.region_code >= bounds[0], Posting.region_code < bounds[1]]
    known = and_(AttendanceDay.tenant_id == tenant, AttendanceDay.posting_id == Posting.id, AttendanceDay.day == day)
    holding = _holding(work, day, bounds)
    nothing = DayState.NOTHING if looked_at.kind is DayKind.WORKDAY else DayState.DAY_OFF
    named = [(holds, literal(state.value, Text())) for state, holds in holding.items()]
    state = case(*named, else_=literal(nothing.value, Text()))
    if states:
        wanted.append(state.in_(sorted(states)))
    if states and holding.keys() >= set(states):
        # Said once more in its own terms, by which few are found among many.
        wanted.append(or_(*(holding[one] for one in states)))
    return select(Posting.id, state.label("state")).outerjoin(AttendanceDay, known).where(*wanted)


def _holding(work: Work, day: date, bounds: tuple[str, str] | None) -> dict[DayState, ColumnElement[bool]]:
    """When which state holds: the first one that does counts, and where none does, nothing is known."""
    unfinished = and_(AttendanceDay.check_ins > 0, _half(AttendanceStatus.UNRECORDED))
    return {
        DayState.CONFLICT: _waiting(work, AttendanceConflict, ConflictState.OPEN, day, bounds),
        DayState.IN_VILLAGE: or_(_half(AttendanceStatus.ON_DUTY), unfinished),
        DayState.OFFICIAL_TRIP: _half(AttendanceStatus.OFFICIAL_TRIP),
        DayState.LEAVE: _half(AttendanceStatus.LEAVE),
        DayState.CLAIMED: _waiting(work, BackfillRequest, ClaimState.SUBMITTED, day, bounds),
        DayState.ABSENT: _half(AttendanceStatus.ABSENT),
    }


def _half(status: AttendanceStatus) -> ColumnElement[bool]:
    return or_(AttendanceDay.status == status, AttendanceDay.afternoon == status)


def _waiting(
    work: Work,
    of: type[AttendanceConflict] | type[BackfillRequest],
    state: ConflictState | ClaimState,
    day: date,
    bounds: tuple[str, str] | None,
) -> ColumnElement[bool]:
    """Whether something of that kind waits for a decision: few do, so they are read once, not once a posting."""
    wanted = [of.tenant_id == work.tenant_id, of.state == state, of.day == day]
    if bounds is not None:
        wanted += [of.region_code >= bounds[0], of.region_code < bounds[1]]
    return Posting.id.in_(select(of.posting_id).where(*wanted))


def _next_below(region_code: str | None) -> ColumnElement[str]:
    """The place one level below in which a posting lies; by county without a place."""
    digits = RegionLevel.COUNTY.digits
    if region_code is not None:
        length = len(RegionCode.parse(region_code))
        digits = next((level.digits for level in RegionLevel if level.digits > length), length)
    # Written out: a parameter here would be another one in GROUP BY to whoever sends the statement otherwise.
    return func.substr(Posting.region_code, literal_column("1"), literal_column(str(int(digits))))

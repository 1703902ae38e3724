"""How many events a month held in each place, and who was recorded at them: one statement (JZ-06)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, func, literal_column, or_, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.db.session import Work
from xuanpai_core.events.models import EventAttendance, EventKind, EventPresence, MustAttendEvent
from xuanpai_core.events.repository import near
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region


@dataclass(frozen=True, slots=True)
class PlaceEvents:
    """The events of one kind in one place, withdrawn ones left out.

    ``events`` of which ``begun`` have begun. The rest counts persons at events that have begun: ``required`` were to
    attend, of whom ``present``, ``on_leave``, ``absent`` were recorded so and ``unrecorded`` have no record.
    """

    region_code: str
    place_name: str
    kind: EventKind
    events: int
    begun: int
    required: int
    present: int
    on_leave: int
    absent: int
    unrecorded: int


async def events_by_place(work: Work, region_code: str | None, month: Month) -> list[PlaceEvents]:
    """The month's events within ``region_code`` and the caller's reach: one entry a place next below and kind.

    Without a place it is everything within the caller's reach, by county. Raises ``Forbidden``, ``InvalidRegionCode``.
    """
    reach = require(work.ctx, Action.EVENT_READ)
    event, state = _events(work, reach, region_code, month), EventAttendance.state
    place, begun, one = event.c.place, event.c.at <= work.clock.now(), event.c.id.distinct()
    named = and_(Posting.id.is_not(None), begun)
    counted = (
        select(
            place,
            event.c.kind,
            func.count(one).label("events"),
            func.count(one).filter(begun).label("begun"),
            func.count().filter(named).label("required"),
            func.count().filter(named, state == EventPresence.PRESENT).label("present"),
            func.count().filter(named, state == EventPresence.ON_LEAVE).label("on_leave"),
            func.count().filter(named, state == EventPresence.ABSENT).label("absent"),
            func.count().filter(named, state.is_(None)).label("unrecorded"),
        )
        .select_from(event)
        .outerjoin(
            Posting,
            and_(
                Posting.tenant_id == work.tenant_id,
                Posting.region_code >= event.c.region_code,
                Posting.region_code < event.c.beyond,
                Posting.start_date <= event.c.day,
                or_(Posting.end_date.is_(None), Posting.end_date >= event.c.day),
                within_posting(reach),
            ),
        )
        .outerjoin(
            EventAttendance,
            and_(
                EventAttendance.tenant_id == work.tenant_id,
                EventAttendance.event_id == event.c.id,
                EventAttendance.posting_id == Posting.id,
            ),
        )
        .where(or_(within(reach, region_code=event.c.region_code), Posting.id.is_not(None)))
        .group_by(place, event.c.kind)
        .subquery()
    )
    shown: list[ColumnElement[Any]] = [
        counted.c.place,
        func.coalesce(Region.name, counted.c.place),
        *list(counted.c)[1:],
    ]
    rows = await work.session.execute(
        select(*shown)
        .outerjoin(Region, and_(Region.tenant_id == work.tenant_id, Region.code == counted.c.place))
        .order_by(counted.c.place, counted.c.kind)
    )
    return [PlaceEvents(*row) for row in rows]


def _events(work: Work, reach: Extent, region_code: str | None, month: Month) -> CTE:
    """The month's events, each with the place that it is counted in and the first code ``beyond`` its own place.

    Written down before they are joined: row-level security lets no index of postings look for a bound that is still
    to be put together from an event's row.
    """
    found = select(
        MustAttendEvent.id,
        MustAttendEvent.kind,
        MustAttendEvent.day,
        MustAttendEvent.at,
        MustAttendEvent.region_code,
        MustAttendEvent.region_code.concat(":").label("beyond"),
        _next_below(region_code).label("place"),
    ).where(
        MustAttendEvent.tenant_id == work.tenant_id,
        MustAttendEvent.withdrawn_at.is_(None),
        MustAttendEvent.day >= month.start,
        MustAttendEvent.day < month.end,
        near(work, reach),
        *_below(region_code),
    )
    return found.cte("event").prefix_with("MATERIALIZED")


def _next_below(region_code: str | None) -> ColumnElement[str]:
    """The place one level below in which an event lies; what is the place's own stays with it."""
    digits = RegionLevel.COUNTY.digits
    if region_code is not None:
        length = len(RegionCode.parse(region_code))
        digits = next((level.digits for level in RegionLevel if level.digits > length), length)
    # Written out: a parameter here would be another one in GROUP BY to whoever sends the statement otherwise.
    return func.substr(MustAttendEvent.region_code, literal_column("1"), literal_column(str(int(digits))))


def _below(region_code: str | None) -> list[ColumnElement[bool]]:
    if region_code is None:
        return []
    return [MustAttendEvent.region_code >= region_code, MustAttendEvent.region_code < region_code + ":"]

"""What leave comes to below a place over a period, by kind and by the places below (JZ-11, FJ-18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, literal_column, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, within
from xuanpai_core.db.session import Work
from xuanpai_core.leave.models import LeaveKind, LeaveRequest, LeaveState
from xuanpai_core.leave.repository import RUNNING, TAKEN
from xuanpai_core.leave.slots import days, slot
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTotal:
    """One kind: approved requests, whose they were, and their days within the period; how many still wait."""

    kind: LeaveKind
    requests: int
    people: int
    days: Decimal
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePlaceTotal:
    """The same of one place; what lies at the place that was asked for itself goes by its own code."""

    region_code: str
    name: str
    requests: int
    people: int
    days: Decimal
    waiting: int


async def leave_totals(work: Work, region_code: str | None, first: date, last: date) -> list[LeaveTotal]:
    """The leave within the place and the caller's reach from ``first`` to ``last``, by kind; kinds without any miss.

    Without a place it is everything within the caller's reach. Raises ``Forbidden`` and ``InvalidRegionCode``.
    """
    low, high = slot(first), slot(last + timedelta(days=1))
    rows = await work.session.execute(
        select(LeaveRequest.kind, *_counted(low, high))
        .where(*_meant(work, region_code, low, high))
        .group_by(LeaveRequest.kind)
        .order_by(LeaveRequest.kind)
    )
    return [
        LeaveTotal(kind=kind, requests=requests, people=people, days=days(0, taken), waiting=waiting)
        for kind, requests, people, taken, waiting in rows
    ]


async def leave_places(
    work: Work, region_code: str | None, first: date, last: date, kind: LeaveKind | None = None
) -> list[LeavePlaceTotal]:
    """The same by the places one level below, of all kinds or of one; places without any miss.

    Without a place: by county. Raises ``Forbidden`` and ``InvalidRegionCode``.
    """
    low, high = slot(first), slot(last + timedelta(days=1))
    place = _next_below(region_code)
    wanted = _meant(work, region_code, low, high)
    if kind is not None:
        wanted.append(LeaveRequest.kind == kind)
    counted = select(place.label("place"), *_counted(low, high)).where(*wanted).group_by(place).subquery()
    rows = await work.session.execute(
        select(counted.c.place, func.coalesce(Region.name, counted.c.place), *list(counted.c)[1:])
        .outerjoin(Region, (Region.tenant_id == work.tenant_id) & (Region.code == counted.c.place))
        .order_by(counted.c.place)
    )
    return [
        LeavePlaceTotal(
            region_code=code, name=name, requests=requests, people=people, days=days(0, taken), waiting=waiting
        )
        for code, name, requests, people, taken, waiting in rows
    ]


def _counted(low: int, high: int) -> Sequence[ColumnElement[Any]]:
    """Approved requests, cadres, half days from ``low`` to before ``high``, and requests that wait."""
    given = LeaveRequest.state.in_(TAKEN)
    common = func.least(LeaveRequest.after_slot, high) - func.greatest(LeaveRequest.first_slot, low)
    return (
        func.count().filter(given).label("requests"),
        func.count(LeaveRequest.cadre_id.distinct()).filter(given).label("people"),
        cast(func.coalesce(func.sum(common).filter(given), 0), Integer).label("taken"),
        func.count().filter(LeaveRequest.state == LeaveState.SUBMITTED).label("waiting"),
    )


def _meant(work: Work, region_code: str | None, low: int, high: int) -> list[ColumnElement[bool]]:
    """Running leave of the place and the caller's reach with a half day from ``low`` to before ``high``."""
    reach = within(
        require(work.ctx, Action.LEAVE_READ),
        region_code=LeaveRequest.region_code,
        unit_id=LeaveRequest.sending_unit_id,
        cadre_id=LeaveRequest.cadre_id,
    )
    wanted = [
        LeaveRequest.tenant_id == work.tenant_id,
        reach,
        LeaveRequest.first_slot < high,
        LeaveRequest.after_slot > low,
        LeaveRequest.state.in_(RUNNING),
    ]
    if region_code is not None:
        start, end = RegionCode.parse(region_code).range()
        wanted += [LeaveRequest.region_code >= start, LeaveRequest.region_code < end]
    return wanted


def _next_below(region_code: str | None) -> ColumnElement[str]:
    """The place one level below in which a row lies; what is the place's own stays with it."""
    digits = RegionLevel.COUNTY.digits
    if region_code is not None:
        length = len(RegionCode.parse(region_code))
        digits = next((level.digits for level in RegionLevel if level.digits > length), length)
    # Written out: a parameter here would be another one in GROUP BY to whoever sends the statement otherwise.
    return func.substr(LeaveRequest.region_code, literal_column("1"), literal_column(str(int(digits))))

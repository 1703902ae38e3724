"""What leave comes to below a place over a period (JZ-11, FJ-18)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.leave import repository
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.slots import days, slot
from xuanpai_core.regions.code import RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTotal:
    """One kind: approved requests, whose they were, and their days within the period; how many still wait."""

    kind: LeaveKind
    requests: int
    people: int
    days: Decimal
    waiting: int


async def leave_totals(work: Work, region_code: str, first: date, last: date) -> list[LeaveTotal]:
    """The leave within the place and the caller's reach from ``first`` to ``last``, by kind; kinds without any miss.

    Raises ``Forbidden`` and ``InvalidRegionCode``.
    """
    reach = require(work.ctx, Action.LEAVE_READ)
    place = RegionCode.parse(region_code)
    low, high = slot(first), slot(last + timedelta(days=1))
    return [
        LeaveTotal(
            kind=row.kind, requests=row.requests, people=row.people, days=days(0, row.taken), waiting=row.waiting
        )
        for row in await repository.totals(work, place, reach, low, high)
    ]

"""The plans that the tests look into, each made once."""

from collections import Counter
from datetime import date
from functools import cache
from hashlib import sha256
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.periods import Month
from xuanpai_tenants.demo.plan import PlannedPosting, ProvincePlan
from xuanpai_tenants.demo.seed import PROVINCES

AS_OF = date(2025, 10, 24)
CODES = ("21", "34", "35", "37", "43")


@cache
def plan_of(code: str, as_of: date = AS_OF) -> ProvincePlan:
    """The province's plan on ``as_of``."""
    return next(province for province in PROVINCES if province.code == code).plan(as_of)


def fingerprint(plan: ProvincePlan) -> str:
    """One value for all that the plan holds."""
    return sha256(repr(plan).encode()).hexdigest()


def on_duty(plan: ProvincePlan, month: Month) -> dict[UUID, set[date]]:
    """The days on duty in ``month`` by posting."""
    found: dict[UUID, set[date]] = {posting.id: set() for posting in plan.postings}
    for day in plan.days:
        if day.status is AttendanceStatus.ON_DUTY and month.start <= day.day < month.end:
            found[day.posting_id].add(day.day)
    return found


def logged(plan: ProvincePlan, month: Month) -> dict[UUID, set[date]]:
    """The days with a log in ``month`` by posting."""
    found: dict[UUID, set[date]] = {posting.id: set() for posting in plan.postings}
    for log in plan.logs:
        if month.start <= log.day < month.end:
            found[log.posting_id].add(log.day)
    return found


def per_village(postings: list[PlannedPosting]) -> Counter[str]:
    """How many of the postings each village has."""
    return Counter(posting.region_code for posting in postings)

"""Why somebody was approved to be elsewhere: leave and trips, and what was registered by hand as leave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.service import TakenLeave, leaves_of, on_leave
from xuanpai_core.leave.slots import slot, slot_at, stretch_name

# A trip counts as one only by its approved request (JZ-04); leave may also have been registered by hand.
_REGISTERED = """
SELECT d.posting_id, d.day, d.status, coalesce(d.afternoon, d.status) AS afternoon
  FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.posting_id = ANY($2::uuid[]) AND d.day >= $3 AND d.day < $4
   AND 'LEAVE' IN (d.status, d.afternoon)
"""


@dataclass(frozen=True, slots=True)
class Away:
    """Half days from ``first`` to the one before ``after`` (``leave.slots``), and why, in words."""

    first: int
    after: int
    words: str


def why_away(stretches: Sequence[Away], at: datetime) -> str | None:
    """Why one was elsewhere at that instant; None: nothing says so."""
    number = slot_at(at)
    return next((away.words for away in stretches if away.first <= number < away.after), None)


async def away_in(work: Work, posting_id: UUID, first: date, after: date) -> list[Away]:
    """Where the posting was approved to be elsewhere from ``first`` to the day before ``after``."""
    leaves = [_of_leave(leave) for leave in await leaves_of(work, posting_id, first, after)]
    registered = await _registered(work, [posting_id], first, after)
    return leaves + registered.get(posting_id, [])


async def away_at(work: Work, posting_ids: Collection[UUID], at: datetime) -> dict[UUID, str]:
    """Who of these was approved to be elsewhere at that instant, and why in words."""
    day = civil_date(at)
    after = date.fromordinal(day.toordinal() + 1)
    known = {posting: [_of_leave(leave)] for posting, leave in (await on_leave(work, posting_ids, day)).items()}
    for posting_id, stretches in known.items():
        # Of two half days it is that of the morning.
        if why_away(stretches, at) is None:
            stretches.extend(_of_leave(leave) for leave in await leaves_of(work, posting_id, day, after))
    for posting_id, stretches in (await _registered(work, posting_ids, day, after)).items():
        known.setdefault(posting_id, []).extend(stretches)
    found = {posting_id: why_away(stretches, at) for posting_id, stretches in known.items()}
    return {posting_id: words for posting_id, words in found.items() if words is not None}


def _of_leave(leave: TakenLeave) -> Away:
    what = "因公外出" if leave.kind is LeaveKind.OFFICIAL_TRIP else "请假"
    words = f"{stretch_name(leave.first_slot, leave.after_slot)}已批准{what}"
    return Away(leave.first_slot, leave.after_slot, words)


async def _registered(work: Work, posting_ids: Collection[UUID], first: date, after: date) -> dict[UUID, list[Away]]:
    rows: list[Any] = list(await work.driver.fetch(_REGISTERED, work.tenant_id, list(posting_ids), first, after))
    found: dict[UUID, list[Away]] = {}
    for row in rows:
        low = slot(row["day"]) + (row["status"] != "LEAVE")
        high = slot(row["day"]) + 1 + (row["afternoon"] == "LEAVE")
        found.setdefault(row["posting_id"], []).append(Away(low, high, f"{stretch_name(low, high)}考勤登记为请假"))
    return found

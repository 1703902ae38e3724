"""The organiser's month: how far every township's sheets are, and whose hand they wait for (JZ-08)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import SHANGHAI, today
from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.sheets.hands import Hands, SheetStep, hands_of

SEAL_WITHIN_DAYS: Final = 5
"""By how many days after its end a month is to be sealed; no source says a number, so it is a habit, not a rule."""

# The month is named as a value: so the partition of its days is known before the statement runs.
_PROGRESS = """
SELECT p.township, r.name,
       count(*) FILTER (WHERE p.state IS NULL AND NOT p.recorded) AS unregistered,
       count(*) FILTER (WHERE p.state IS NULL AND p.recorded) AS registered,
       count(*) FILTER (WHERE p.state = 'TOTALLED') AS totalled,
       count(*) FILTER (WHERE p.state = 'SIGNED') AS signed,
       count(*) FILTER (WHERE p.state = 'SEALED') AS sealed,
       count(*) FILTER (WHERE p.state = 'VERIFIED') AS verified,
       min(p.totalled_at) FILTER (WHERE p.state = 'TOTALLED') AS totalled_at,
       min(p.signed_at) FILTER (WHERE p.state = 'SIGNED') AS signed_at,
       min(p.sealed_at) FILTER (WHERE p.state = 'SEALED') AS sealed_at
  FROM (SELECT left(p.region_code, 9) COLLATE "C" AS township, s.state, s.totalled_at, s.signed_at, s.sealed_at,
               s.state IS NULL AND EXISTS (
                   SELECT FROM attendance_day d
                    WHERE d.tenant_id = $1 AND d.posting_id = p.id AND d.day >= $2 AND d.day < $3
               ) AS recorded
          FROM posting p
          LEFT JOIN monthly_sheet s ON s.tenant_id = $1 AND s.posting_id = p.id AND s.month = $2
         WHERE p.tenant_id = $1 AND p.region_code >= $4 AND p.region_code < $4 || ':'
           AND p.start_date < $3 AND (p.end_date IS NULL OR p.end_date >= $2)
           AND EXISTS (
               SELECT FROM unnest($5::text[]) place WHERE p.region_code >= place AND p.region_code < place || ':'
           )
       ) p
  LEFT JOIN region r ON r.tenant_id = $1 AND r.code = p.township
 GROUP BY p.township, r.name
 ORDER BY p.township
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a township's postings of a month stand where; each is counted once.

    ``unregistered``: no sheet, and not a single day recorded; ``registered``: days recorded, no sheet yet.
    """

    township_code: str
    township_name: str
    unregistered: int
    registered: int
    totalled: int
    signed: int
    sealed: int
    verified: int
    totalled_at: datetime | None
    signed_at: datetime | None
    sealed_at: datetime | None
    """Since when the longest waiting one of these has been waiting for what comes next."""

    @property
    def postings(self) -> int:
        """How many were in post on any day of the month."""
        return self.unsealed + self.sealed + self.verified

    @property
    def unsealed(self) -> int:
        """How many are not sealed."""
        return self.unregistered + self.registered + self.totalled + self.signed

    @property
    def waiting(self) -> dict[SheetStep, int]:
        """How many wait for which step, steps for which none waits left out."""
        steps = {
            SheetStep.TOTAL: self.unregistered + self.registered,
            SheetStep.SIGN: self.totalled,
            SheetStep.SEAL: self.signed,
            SheetStep.VERIFY: self.sealed,
        }
        return {step: count for step, count in steps.items() if count}


@dataclass(frozen=True, slots=True)
class MonthProgress:
    """A month below a place: one entry a township, and by when it was to be sealed. ``late``: that day is over.

    ``hands``: who holds the offices that the month goes through there. ``ended``: the month itself is over.
    """

    month: Month
    due_on: date
    late: bool
    ended: bool
    townships: tuple[Progress, ...]
    hands: Hands

    def since(self, township: Progress, step: SheetStep) -> date | None:
        """The day since which ``step`` has been the next one; None: totalling, while the month runs."""
        if step is SheetStep.TOTAL:
            return self.month.end if self.ended else None
        moments = {
            SheetStep.SIGN: township.totalled_at,
            SheetStep.SEAL: township.signed_at,
            SheetStep.VERIFY: township.sealed_at,
        }
        moment = moments[step]
        return moment and moment.astimezone(SHANGHAI).date()


def due_on(month: Month) -> date:
    """The last day on which the month's sheets are to be sealed."""
    return month.end + timedelta(days=SEAL_WITHIN_DAYS - 1)


async def month_progress(work: Work, region_code: str, month: Month) -> MonthProgress:
    """How far the month is in every township below ``region_code`` within the caller's places: two statements.

    Raises ``Forbidden``, ``Invalid`` (``INVALID_REGION_CODE``).
    """
    places = list(require(work.ctx, Action.SHEET_READ).places)
    await work.transaction.flush()
    rows = await work.driver.fetch(
        _PROGRESS, work.tenant_id, month.start, month.end, RegionCode.parse(region_code), places
    )
    due, day = due_on(month), today(work.clock)
    townships = tuple(Progress(row[0], row[1] or row[0], *row[2:]) for row in rows)
    hands = await hands_of(work, [township.township_code for township in townships])
    return MonthProgress(month, due, day > due, day >= month.end, townships, hands)

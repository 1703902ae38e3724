"""Nights spent in the village (夜宿), each under the date of its evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from xuanpai_core.attendance.errors import MonthSealed
from xuanpai_core.attendance.models import NightSource
from xuanpai_core.attendance.months import lock_month
from xuanpai_core.attendance.reasons import checked, demanded
from xuanpai_core.attendance.registering import demand_served, posting_in_place
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month, month_start

# Nothing of a sealed month changes; of two that say the same night, the first is kept.
_NOTE = """
INSERT INTO overnight (tenant_id, posting_id, night, source, check_in_id, noted_by, noted_at)
SELECT $1, p.id, $3, 'CHECK_IN', $4, $5, $6
  FROM posting p
 WHERE p.tenant_id = $1 AND p.id = $2 AND p.start_date <= $3 AND (p.end_date IS NULL OR p.end_date >= $3)
   AND NOT EXISTS (SELECT FROM monthly_attendance m
                    WHERE m.tenant_id = $1 AND m.posting_id = $2 AND m.month = $7 AND m.sealed)
ON CONFLICT DO NOTHING
"""

_HOLD_MONTH = """
SELECT m.sealed
  FROM posting p
  JOIN monthly_attendance m ON m.tenant_id = $1 AND m.posting_id = p.id AND m.month = $3
 WHERE p.tenant_id = $1 AND p.cadre_id = $2
 ORDER BY p.id
   FOR UPDATE OF m
"""

_SEALED = "SELECT m.sealed FROM monthly_attendance m WHERE m.tenant_id = $1 AND m.posting_id = $2 AND m.month = $3"

_REGISTER = """
INSERT INTO overnight AS o (tenant_id, posting_id, night, source, spent, noted_by, noted_at, reason)
VALUES ($1, $2, $3, 'REGISTERED', $4, $5, $6, $7)
ON CONFLICT (tenant_id, posting_id, night) DO UPDATE
   SET source = EXCLUDED.source, spent = EXCLUDED.spent, noted_by = EXCLUDED.noted_by,
       noted_at = EXCLUDED.noted_at, reason = EXCLUDED.reason
RETURNING old.spent AS before
"""

_BETWEEN = """
SELECT o.posting_id, o.night, o.source
  FROM overnight o
 WHERE o.tenant_id = $1 AND o.posting_id = ANY ($2) AND o.night >= $3 AND o.night < $4 AND o.spent
 ORDER BY o.posting_id, o.night
"""

_STANDING = "SELECT o.spent FROM overnight o WHERE o.tenant_id = $1 AND o.posting_id = $2 AND o.night = $3"


@dataclass(frozen=True, slots=True)
class Night:
    """One night in the village, under the date of its evening."""

    night: date
    source: NightSource


async def nights_of(work: Work, posting_ids: Sequence[UUID], first: date, after: date) -> dict[UUID, tuple[Night, ...]]:
    """The nights from ``first`` to the one before ``after`` that were spent there, in order; asks nobody's permission.

    Every posting that was asked for is in the answer.
    """
    await work.transaction.flush()
    found: dict[UUID, list[Night]] = {posting_id: [] for posting_id in posting_ids}
    for row in await work.driver.fetch(_BETWEEN, work.tenant_id, list(posting_ids), first, after):
        found[row["posting_id"]].append(Night(row["night"], NightSource(row["source"])))
    return {posting_id: tuple(nights) for posting_id, nights in found.items()}


async def register_night(
    work: Work, posting_id: UUID, night: date, *, spent: bool = True, reason: str | None = None
) -> None:
    """Register that the night was spent in the village, or strike it out, for whoever keeps the sheets there.

    Changing what stands asks for a reason; registering the same again changes nothing. Raises ``PostingNotFound``,
    ``PostingNotInForce``, ``DayInFuture``, ``MonthSealed``, ``Invalid`` (``REASON_REQUIRED``, ``INVALID_REASON``),
    ``Forbidden``.
    """
    posting = await posting_in_place(work, posting_id, Action.ATTENDANCE_REGISTER)
    checked(reason)
    demand_served(work, posting, night)
    month = Month(month_start(night))
    await lock_month(work, [posting_id], month)
    if await work.driver.fetchval(_SEALED, work.tenant_id, posting_id, month.start):
        raise MonthSealed
    stood = await work.driver.fetchval(_STANDING, work.tenant_id, posting_id, night)
    if stood is spent:
        return
    if stood is not None or not spent:
        reason = demanded(reason, "更改夜宿登记须写明理由。")
    await work.driver.execute(
        _REGISTER,
        work.tenant_id,
        posting_id,
        night,
        spent,
        work.ctx.actor.account_id,
        work.clock.now(),
        reason,
    )
    record(
        work,
        "attendance:register_night",
        "posting",
        posting_id,
        before=stood,
        after=spent,
        reason=reason,
        night=night.isoformat(),
    )


async def note_night(work: Work, posting_id: UUID, night: date, check_in_id: UUID) -> None:
    """Keep what a check-in by night shows: the first act of a night, within the posting, in a month not sealed."""
    await work.driver.execute(
        _NOTE,
        work.tenant_id,
        posting_id,
        night,
        check_in_id,
        work.ctx.actor.account_id,
        work.clock.now(),
        month_start(night),
    )


async def hold_month_before(work: Work, cadre_id: UUID, at: datetime) -> None:
    """Early on the first of a month an act may show a night of the month before: hold that, or it could be sealed.

    It must be held before the act takes any other lock; on other days the act holds the right month itself.
    """
    local = at.astimezone(SHANGHAI)
    if local.day == 1 and local.hour <= 12:
        before = month_start(local.date() - timedelta(days=1))
        await work.driver.fetch(_HOLD_MONTH, work.tenant_id, cadre_id, before)

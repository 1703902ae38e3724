"""What a sheet says, in the one form over which it is signed."""

from collections.abc import Sequence
from datetime import UTC, date
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import DayRecord
from xuanpai_core.judgement.month import MonthVerdict
from xuanpai_core.judgement.presence import PresenceVerdict

Facts = dict[str, Any]
"""What a sheet tells beside its days; see ``MonthlySheet.facts``."""


def told_days(days: Sequence[DayRecord]) -> list[dict[str, Any]]:
    """The days as a sheet keeps them: date, status, first check-in in UTC; and what only some days have.

    That is the status of the second half, where the day has two, and the leave or trip that was approved. A sheet
    without any of it is told, and so hashed, as one ever was.
    """
    return [_told(day) for day in days]


def on_duty(days: Sequence[dict[str, Any]]) -> Decimal:
    """On how many of ``days`` the cadre was on duty, in days and half days."""
    return days_as(AttendanceStatus.ON_DUTY, days)


def whole_and_half(days: Sequence[dict[str, Any]]) -> tuple[int, bool]:
    """The days on duty as a sheet stores them: whole days, and whether half a day comes on top."""
    total = on_duty(days)
    return int(total), total != int(total)


def days_as(status: AttendanceStatus, days: Sequence[dict[str, Any]]) -> Decimal:
    """How many of ``days``, as a sheet keeps them, were of that status, in days and half days."""
    return Decimal(sum(half == status for day in days for half in halves(day))) / 2


def halves(day: dict[str, Any]) -> tuple[str, str]:
    """The statuses of the two halves of a day as a sheet keeps it."""
    return day["status"], day.get("afternoon", day["status"])


def told_verdict(verdict: MonthVerdict | PresenceVerdict) -> dict[str, Any]:
    """The verdict as a sheet keeps it; days are decimal texts, because they may be halves."""
    clause = verdict.clause
    return {
        "outcome": str(verdict.outcome),
        "measured": str(verdict.measured),
        "required": verdict.required,
        "missing": str(verdict.missing),
        "clause": clause and {"document": clause.document, "words": clause.words, "reference": clause.reference},
        "reason": verdict.reason,
    }


def content_hash(
    posting_id: UUID,
    month: date,
    days: Sequence[dict[str, Any]],
    verdict: dict[str, Any],
    facts: Facts | None = None,
) -> bytes:
    """SHA-256 over the canonical JSON (sorted keys) of posting, month, days, their count, the verdict and the facts.

    A sheet without any facts is hashed as one ever was.
    """
    total = on_duty(days)
    content: dict[str, Any] = {
        "posting_id": str(posting_id),
        "month": month.isoformat(),
        "days": days,
        "on_duty_days": int(total) if total == int(total) else str(total),
        "verdict": verdict,
    }
    if facts:
        content["facts"] = facts
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()


def _told(day: DayRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "day": day.day.isoformat(),
        "status": str(day.status),
        "first_check_in_at": day.first_check_in_at and day.first_check_in_at.astimezone(UTC).isoformat(),
    }
    extra = {"afternoon": day.afternoon, "leave_id": day.leave_id, "afternoon_leave_id": day.afternoon_leave_id}
    return told | {name: str(value) for name, value in extra.items() if value is not None}

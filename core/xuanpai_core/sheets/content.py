"""What a sheet says, in the one form over which it is signed."""

from collections.abc import Sequence
from datetime import UTC, date
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import DayRecord
from xuanpai_core.judgement.month import MonthVerdict


def told_days(days: Sequence[DayRecord]) -> list[dict[str, Any]]:
    """The days as a sheet keeps them: date, status, first check-in in UTC."""
    return [
        {
            "day": day.day.isoformat(),
            "status": str(day.status),
            "first_check_in_at": day.first_check_in_at and day.first_check_in_at.astimezone(UTC).isoformat(),
        }
        for day in days
    ]


def on_duty(days: Sequence[dict[str, Any]]) -> int:
    """On how many of ``days`` the cadre was on duty."""
    return sum(day["status"] == AttendanceStatus.ON_DUTY for day in days)


def told_verdict(verdict: MonthVerdict) -> dict[str, Any]:
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


def content_hash(posting_id: UUID, month: date, days: Sequence[dict[str, Any]], verdict: dict[str, Any]) -> bytes:
    """SHA-256 over the canonical JSON (sorted keys) of posting, month, days, their count and the verdict."""
    content = {
        "posting_id": str(posting_id),
        "month": month.isoformat(),
        "days": days,
        "on_duty_days": on_duty(days),
        "verdict": verdict,
    }
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()

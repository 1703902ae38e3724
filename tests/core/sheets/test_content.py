"""What a sheet says of days and half days, and over what it is signed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from xuanpai_core.attendance.models import AttendanceStatus as Status
from xuanpai_core.attendance.service import DayRecord
from xuanpai_core.sheets.content import content_hash, days_as, on_duty, told_days, whole_and_half
from xuanpai_core.sheets.signs import SIGNS, day_sign

POSTING = UUID("b0000000-0000-7000-8000-000000000001")
LEAVE = UUID("e0000000-0000-7000-8000-000000000001")
OCTOBER = date(2025, 10, 1)
VERDICT: dict[str, Any] = {"outcome": "MET", "measured": "20", "required": 20, "missing": "0"}
VERDICT |= {"clause": None, "reason": "到岗20天"}


def day(number: int, status: Status, **more: Any) -> DayRecord:
    """A day of October without a check-in."""
    return DayRecord(date(2025, 10, number), status, None, **more)


def test_a_sheet_of_whole_days_is_hashed_as_ever() -> None:
    """The digest is a fixed text: signatures that were given before there were half days stay valid."""
    told = told_days([DayRecord(date(2025, 10, 24), Status.ON_DUTY, datetime(2025, 10, 24, 0, 30, tzinfo=UTC))])

    assert told == [{"day": "2025-10-24", "status": "ON_DUTY", "first_check_in_at": "2025-10-24T00:30:00+00:00"}]
    assert content_hash(POSTING, OCTOBER, told, VERDICT).hex() == (
        "924ac1d9319831a2c857d36ea1fe9fd0bca320a1edd12b2ccdeba33d732da0ff"
    )


def test_half_days_and_the_leave_behind_them_are_told_and_signed() -> None:
    told = told_days([day(1, Status.LEAVE, leave_id=LEAVE, afternoon=Status.ON_DUTY)])

    assert told == [
        {
            "day": "2025-10-01",
            "status": "LEAVE",
            "first_check_in_at": None,
            "afternoon": "ON_DUTY",
            "leave_id": str(LEAVE),
        }
    ]
    without = told_days([day(1, Status.LEAVE, leave_id=LEAVE)])
    assert content_hash(POSTING, OCTOBER, told, VERDICT) != content_hash(POSTING, OCTOBER, without, VERDICT)


@pytest.mark.parametrize(
    ("days", "duty", "leave", "stored"),
    [
        ([], "0", "0", (0, False)),
        ([day(1, Status.ON_DUTY)], "1", "0", (1, False)),
        ([day(1, Status.ON_DUTY, afternoon=Status.LEAVE)], "0.5", "0.5", (0, True)),
        ([day(1, Status.UNRECORDED, afternoon=Status.ON_DUTY), day(2, Status.ON_DUTY)], "1.5", "0", (1, True)),
        ([day(n, Status.LEAVE, afternoon=Status.ON_DUTY) for n in (1, 2)], "1", "1", (1, False)),
        ([day(n, Status.ON_DUTY) for n in range(1, 32)], "31", "0", (31, False)),
    ],
)
def test_days_are_counted_in_halves(days: list[DayRecord], duty: str, leave: str, stored: tuple[int, bool]) -> None:
    told = told_days(days)

    assert (on_duty(told), days_as(Status.LEAVE, told)) == (Decimal(duty), Decimal(leave))
    assert whole_and_half(told) == stored


@pytest.mark.parametrize(
    ("recorded", "sign"),
    [
        (day(1, Status.ON_DUTY), "√"),
        (day(1, Status.OFFICIAL_TRIP), "△"),
        (day(1, Status.LEAVE), "○"),
        (day(1, Status.ABSENT), "×"),
        (day(1, Status.ON_DUTY, afternoon=Status.LEAVE), "√/○"),
        (day(1, Status.UNRECORDED, afternoon=Status.ON_DUTY), "·/√"),
        (day(1, Status.LEAVE, afternoon=Status.LEAVE), "○"),
    ],
)
def test_every_day_has_its_sign(recorded: DayRecord, sign: str) -> None:
    assert day_sign(told_days([recorded])[0]) == sign


def test_every_status_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(Status)
    assert len(set(SIGNS.values())) == len(Status)

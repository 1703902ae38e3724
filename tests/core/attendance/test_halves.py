"""What each thing said of a day makes of its halves, without a database."""

from uuid import UUID

import pytest

from xuanpai_core.attendance.halves import ON_DUTY, UNKNOWN, Day, Half, lay, lift, whole
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.judgement.month import DayPart

MORNING, AFTERNOON, WHOLE = DayPart.MORNING, DayPart.AFTERNOON, DayPart.WHOLE
FIRST, SECOND = UUID(int=1), UUID(int=2)
LEAVE, TRIP = Half(AttendanceStatus.LEAVE, FIRST), Half(AttendanceStatus.OFFICIAL_TRIP, FIRST)
OTHER = Half(AttendanceStatus.LEAVE, SECOND)
ABSENT = Half(AttendanceStatus.ABSENT)
SEEN = Day(ON_DUTY, ON_DUTY, check_ins=1)


@pytest.mark.parametrize(
    ("day", "part", "half", "expected", "disputed"),
    [
        (Day(), WHOLE, LEAVE, Day(LEAVE, LEAVE), ()),
        (Day(), AFTERNOON, LEAVE, Day(UNKNOWN, LEAVE), ()),
        (Day(OTHER, UNKNOWN), AFTERNOON, LEAVE, Day(OTHER, LEAVE), ()),
        (SEEN, WHOLE, LEAVE, SEEN, (MORNING, AFTERNOON)),
        (SEEN, AFTERNOON, LEAVE, Day(ON_DUTY, LEAVE, 1), ()),
        (Day(OTHER, ON_DUTY, 1), AFTERNOON, LEAVE, Day(OTHER, ON_DUTY, 1), (AFTERNOON,)),
        (Day(ON_DUTY, ON_DUTY, 1, True), AFTERNOON, LEAVE, Day(ON_DUTY, ON_DUTY, 1, True), (AFTERNOON,)),
        (Day(ABSENT, ABSENT), WHOLE, TRIP, Day(ABSENT, ABSENT), (MORNING, AFTERNOON)),
        (Day(ABSENT, UNKNOWN), WHOLE, TRIP, Day(ABSENT, TRIP), (MORNING,)),
        (Day(Half(AttendanceStatus.LEAVE), UNKNOWN, 0, True), WHOLE, LEAVE, Day(LEAVE, LEAVE, 0, True), ()),
        (Day(LEAVE, LEAVE), WHOLE, LEAVE, Day(LEAVE, LEAVE), ()),
    ],
)
def test_a_request_takes_what_is_free_and_disputes_the_rest(
    day: Day, part: DayPart, half: Half, expected: Day, disputed: tuple[DayPart, ...]
) -> None:
    assert lay(day, part, half) == (expected, disputed)


@pytest.mark.parametrize(
    ("day", "part", "expected"),
    [
        (Day(LEAVE, LEAVE), WHOLE, Day()),
        (Day(LEAVE, LEAVE), AFTERNOON, Day(LEAVE, UNKNOWN)),
        (Day(LEAVE, ON_DUTY, 1), WHOLE, SEEN),
        (Day(LEAVE, OTHER, 2), WHOLE, Day(ON_DUTY, OTHER, 2)),
        (Day(ABSENT, LEAVE, 0, True), WHOLE, Day(ABSENT, UNKNOWN, 0, True)),
        (SEEN, WHOLE, SEEN),
    ],
)
def test_a_request_taken_back_leaves_what_the_check_ins_say(day: Day, part: DayPart, expected: Day) -> None:
    assert lift(day, part, FIRST) == expected


def test_halves_are_counted_and_joined() -> None:
    assert [day.on_duty_halves for day in (Day(), Day(ON_DUTY, LEAVE), SEEN)] == [0, 1, 2]
    assert whole([MORNING, AFTERNOON]) is whole([WHOLE]) is WHOLE
    assert whole([AFTERNOON]) is AFTERNOON
    assert [Day().blank, Day(check_ins=1).blank, Day(UNKNOWN, ABSENT).blank] == [True, False, False]

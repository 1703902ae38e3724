"""The two halves of a day, and what each thing said of it makes of them: pure, so that the rules can be read here.

What was recorded first stands. A check-in is on duty for every half of which nothing is known; an approved leave takes
a half of which nothing is known, and half a day of it takes its half from a check-in, whose other half remains. What
somebody registers by hand outranks both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.judgement.month import DayPart

HALVES = (DayPart.MORNING, DayPart.AFTERNOON)
_AWAY = frozenset({AttendanceStatus.LEAVE, AttendanceStatus.OFFICIAL_TRIP})


@dataclass(frozen=True, slots=True)
class Half:
    """What half a day counts as, and the approved request that says so, if one does."""

    status: AttendanceStatus = AttendanceStatus.UNRECORDED
    leave_id: UUID | None = None

    @property
    def known(self) -> bool:
        """Whether anything is recorded."""
        return self.status is not AttendanceStatus.UNRECORDED


UNKNOWN = Half()
ON_DUTY = Half(AttendanceStatus.ON_DUTY)


@dataclass(frozen=True, slots=True)
class Day:
    """One posting's day as it stands."""

    morning: Half = UNKNOWN
    afternoon: Half = UNKNOWN
    check_ins: int = 0
    registered: bool = False

    def half(self, part: DayPart) -> Half:
        """The half of that name."""
        return self.morning if part is DayPart.MORNING else self.afternoon

    def with_half(self, part: DayPart, half: Half) -> "Day":
        """The day with another half."""
        return replace(self, morning=half) if part is DayPart.MORNING else replace(self, afternoon=half)

    @property
    def on_duty_halves(self) -> int:
        """Halves on duty: 0, 1 or 2."""
        return sum(self.half(part).status is AttendanceStatus.ON_DUTY for part in HALVES)

    @property
    def blank(self) -> bool:
        """Whether nothing at all is recorded."""
        return not self.morning.known and not self.afternoon.known and not self.check_ins


def parts_of(part: DayPart) -> tuple[DayPart, ...]:
    """The halves that ``part`` covers."""
    return HALVES if part is DayPart.WHOLE else (part,)


def whole(parts: Iterable[DayPart]) -> DayPart:
    """The part that covers these halves, of which there is at least one."""
    covered = {half for part in parts for half in parts_of(part)}
    return DayPart.WHOLE if len(covered) == len(HALVES) else covered.pop()


def lay(day: Day, part: DayPart, half: Half) -> tuple[Day, tuple[DayPart, ...]]:
    """The day with an approved request on ``part`` of it, and the halves at which something else stands."""
    disputed = []
    for wanted in parts_of(part):
        there = day.half(wanted)
        if there == half:
            continue
        if not there.known or _gives_way(day, part, wanted):
            day = day.with_half(wanted, half)
        elif there.status is half.status and there.leave_id is None:
            # Somebody registered what the request now proves.
            day = day.with_half(wanted, half)
        else:
            disputed.append(wanted)
    return day, tuple(disputed)


def _gives_way(day: Day, part: DayPart, wanted: DayPart) -> bool:
    """Half a day's leave leaves a check-in the other half; that one must still be there."""
    if part is DayPart.WHOLE or day.registered or not day.check_ins:
        return False
    return all(day.half(half) == ON_DUTY for half in HALVES) and day.half(wanted) == ON_DUTY


def lift(day: Day, part: DayPart, leave_id: UUID, acts_asked: int = 1) -> Day:
    """The day without that request on ``part`` of it: what the check-ins say if there are enough, or nothing."""
    left = ON_DUTY if day.check_ins >= acts_asked else UNKNOWN
    for half in parts_of(part):
        if day.half(half).leave_id == leave_id:
            day = day.with_half(half, left)
    return day


def put(day: Day, part: DayPart, half: Half) -> Day:
    """The day with ``part`` of it set by a person."""
    for wanted in parts_of(part):
        day = day.with_half(wanted, half)
    return day


def away(status: AttendanceStatus) -> bool:
    """Whether one is elsewhere by leave or on a trip."""
    return status in _AWAY

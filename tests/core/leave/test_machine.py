"""Any sequence of asking, deciding, returning, checking in and nights: leave and the days never contradict silently."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from tests.factories.acting import ActingMachine, run_machine
from xuanpai_core.attendance.service import CheckInEntry, check_in
from xuanpai_core.clock import today
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import service
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.slots import Half, day_of, half_of, slot, slot_at
from xuanpai_core.ports import Ports

CADRE = "王建国"
START = datetime(2025, 12, 27, 1, tzinfo=UTC)
RUNNING = {"SUBMITTED", "APPROVED", "CLOSED"}
TAKEN = {"APPROVED", "CLOSED"}
OFFSETS = st.integers(-1, 6)
LENGTHS = st.integers(1, 8)
CHOICES = st.integers(0, 5)

DAYS = """
SELECT day, status, coalesce(afternoon, status) AS afternoon, leave_id,
       CASE WHEN afternoon IS NULL THEN leave_id ELSE afternoon_leave_id END AS afternoon_leave_id
  FROM attendance_day WHERE tenant_id = $1 AND posting_id = $2
"""
DISPUTED = "SELECT day, part, leave_id FROM attendance_conflict WHERE tenant_id = $1 AND state = 'OPEN'"
LEAVES = (
    "SELECT id, state, first_slot, after_slot, waits_at FROM leave_request WHERE tenant_id = $1 AND posting_id = $2"
)


@dataclass(slots=True)
class Leave:
    """Leave as the plain model has it: ``longer`` is what a waiting extension asks for, ``back`` the day of return."""

    id: UUID
    first: int
    after: int
    state: str = "SUBMITTED"
    longer: int | None = None
    back: date | None = None

    @property
    def waits(self) -> bool:
        return self.state == "SUBMITTED" or self.longer is not None

    @property
    def held(self) -> int:
        return max(self.after, self.longer or 0)


class Model:
    """What should be: leave, days with a check-in, days marked absent. Knows no database and no rule but these."""

    def __init__(self) -> None:
        self.leaves: list[Leave] = []
        self.there: set[date] = set()
        self.absent: set[date] = set()

    def clash(self, first: int, after: int, but: Leave | None = None) -> bool:
        return any(
            one is not but and one.state in RUNNING and one.first < after and one.held > first for one in self.leaves
        )

    def owner(self, number: int) -> Leave | None:
        found = [one for one in self.leaves if one.state in TAKEN and one.first <= number < one.after]
        assert len(found) <= 1
        return found[0] if found else None

    def blank(self, day: date) -> bool:
        return day not in self.there and not any(self.owner(slot(day) + half) for half in (0, 1))

    def stay_away(self, leave: Leave, until: date) -> None:
        """Days without any record from the end of the leave to before ``until``, or before one was seen."""
        back = {one.back for one in self.leaves if one.first >= leave.after and one.back is not None}
        seen = [day for day in self.there | back if day_of(leave.after) <= day < until]
        day, last = day_of(leave.held + 1), min([until, *seen])
        while day < last:
            if self.blank(day):
                self.absent.add(day)
            day += timedelta(days=1)

    def end(self, leave: Leave, after: int) -> None:
        leave.longer, leave.after = None, after
        if after == leave.first:
            leave.state = "CANCELLED"


class Machine(ActingMachine):
    """The service beside the model, in one transaction that is never committed."""

    @initialize()
    def begin(self) -> None:
        self.clock.instant = START
        self.model = Model()
        self.open()

    def one(self, choice: int) -> Leave | None:
        return self.model.leaves[choice % len(self.model.leaves)] if self.model.leaves else None

    @property
    def day(self) -> date:
        return today(self.clock)

    @rule(offset=OFFSETS, begins=st.booleans(), length=LENGTHS)
    def ask(self, offset: int, begins: bool, length: int) -> None:
        first = slot(self.day + timedelta(days=offset)) + begins
        after = first + length
        new = service.NewLeave(
            kind=LeaveKind.PERSONAL,
            reason="家中有事",
            stretch=service.Stretch(
                from_day=day_of(first),
                to_day=day_of(after - 1),
                from_part=DayPart.AFTERNOON if half_of(first) is Half.AFTERNOON else DayPart.WHOLE,
                to_part=DayPart.MORNING if half_of(after - 1) is Half.MORNING else DayPart.WHOLE,
            ),
        )
        told = self.do(CADRE, service.request_leave, new, str(uuid4()))
        if offset < 0:
            assert told == "LEAVE_IN_PAST"
        elif self.model.clash(first, after):
            assert told == "LEAVE_OVERLAPS"
        else:
            self.model.leaves.append(Leave(told, first, after))

    @rule(choice=CHOICES)
    def approve(self, choice: int) -> None:
        if leave := self.one(choice):
            told = self.do("secretary", service.approve_leave, leave.id, None, str(uuid4()))
            if not leave.waits:
                assert told == "WRONG_LEAVE_STATE"
                return
            assert told == leave.id
            leave.state, leave.after, leave.longer = "APPROVED", leave.held, None

    @rule(length=LENGTHS, away=st.integers(0, 8))
    def be_granted_leave_and_sleep(self, length: int, away: int) -> None:
        """A short way to where things happen: leave from today, approved, some days gone, a night."""
        asked = len(self.model.leaves)
        self.ask(0, False, length)
        if len(self.model.leaves) > asked:
            self.approve(asked)
        self.clock.advance(hours=12 * away)
        self.night()

    @rule(choice=CHOICES, rejected=st.booleans())
    def refuse_or_withdraw(self, choice: int, rejected: bool) -> None:
        if leave := self.one(choice):
            if rejected:
                told = self.do("secretary", service.reject_leave, leave.id, "不准", str(uuid4()))
            else:
                told = self.do(CADRE, service.withdraw_leave, leave.id, str(uuid4()))
            if not leave.waits:
                assert told == "WRONG_LEAVE_STATE"
            elif leave.longer is not None:
                leave.longer = None
            else:
                leave.state = "REJECTED" if rejected else "WITHDRAWN"

    @rule(choice=CHOICES, more=LENGTHS)
    def extend(self, choice: int, more: int) -> None:
        if leave := self.one(choice):
            after = leave.after + more
            part = DayPart.MORNING if half_of(after - 1) is Half.MORNING else DayPart.WHOLE
            new = service.NewExtension(leave_id=leave.id, to_day=day_of(after - 1), to_part=part, reason="病未好")
            told = self.do(CADRE, service.extend_leave, new, str(uuid4()))
            begins = day_of(leave.after)
            if leave.state != "APPROVED" or leave.longer is not None:
                assert told == "WRONG_LEAVE_STATE"
            elif begins < self.day:
                assert told == ("LEAVE_TOO_LATE" if begins < self.day - timedelta(days=7) else "LEAVE_IN_PAST")
            elif self.model.clash(leave.after, after, leave):
                assert told == "LEAVE_OVERLAPS"
            else:
                assert told == leave.id
                leave.longer = after

    @rule(choice=CHOICES)
    def cancel(self, choice: int) -> None:
        if leave := self.one(choice):
            told = self.do(CADRE, service.cancel_leave, leave.id, "不去了", str(uuid4()))
            now = slot_at(self.clock.now())
            if leave.state != "APPROVED":
                assert told == "WRONG_LEAVE_STATE"
            elif now >= leave.after:
                assert told == "LEAVE_OVER"
            else:
                assert told == leave.id
                self.model.end(leave, max(now, leave.first))
                if leave.state == "APPROVED":
                    leave.state, leave.back = "CLOSED", self.day

    @rule(choice=CHOICES, offset=st.integers(-4, 1), afternoon=st.booleans(), confirmed=st.booleans())
    def come_back(self, choice: int, offset: int, afternoon: bool, confirmed: bool) -> None:
        if leave := self.one(choice):
            on = self.day + timedelta(days=offset)
            since, now = slot(on) + afternoon, slot_at(self.clock.now())
            part = DayPart.AFTERNOON if afternoon else DayPart.WHOLE
            back = service.Return(leave_id=leave.id, on=on, part=part)
            person, verb = ("secretary", service.confirm_return) if confirmed else (CADRE, service.report_back)
            told = self.do(person, verb, back, str(uuid4()))
            ahead = offset > 0 and leave.after <= slot(self.day) + 1
            if leave.state != "APPROVED":
                assert told == "WRONG_LEAVE_STATE"
            elif since < leave.first or now < leave.first or ahead:
                assert told == "INVALID_RETURN"
            else:
                assert told == leave.id
                leave.longer = None
                if since < leave.after:
                    self.model.end(leave, since)
                else:
                    self.model.stay_away(leave, min(on, self.day))
                if leave.state == "APPROVED":
                    leave.state, leave.back = "CLOSED", on

    @rule()
    def be_there(self) -> None:
        entry = CheckInEntry(id=new_id(), day=self.day, at=self.clock.now(), latitude=41.7, longitude=122.1)
        told = self.do(CADRE, check_in, entry, str(entry.id))
        assert not isinstance(told, str)
        self.model.there.add(self.day)

    @rule(halves=st.integers(1, 5))
    def pass_time(self, halves: int) -> None:
        self.clock.advance(hours=12 * halves)

    @rule()
    def night(self) -> None:
        for leave_id in self.do("admin", service.due_tonight):
            assert self.do("admin", service.lay_ahead, leave_id) is None
        for leave in self.model.leaves:
            if leave.state == "APPROVED" and leave.after < slot(self.day):
                self.model.stay_away(leave, self.day)

    @invariant()
    def leave_is_as_the_model_has_it(self) -> None:
        if not hasattr(self, "opened"):
            return
        rows = self.fetch(LEAVES, self.world.postings[CADRE])
        found = {
            row["id"]: (row["state"], row["first_slot"], row["after_slot"], row["waits_at"] is not None) for row in rows
        }
        assert found == {one.id: (one.state, one.first, one.after, one.waits) for one in self.model.leaves}

    @invariant()
    def every_half_day_is_what_leave_and_check_ins_make_of_it(self) -> None:
        if not hasattr(self, "opened"):
            return
        posting = self.world.postings[CADRE]
        halves: dict[int, tuple[str, UUID | None]] = {}
        for row in self.fetch(DAYS, posting):
            halves[slot(row["day"])] = (row["status"], row["leave_id"])
            halves[slot(row["day"]) + 1] = (row["afternoon"], row["afternoon_leave_id"])
        disputed = {
            (slot(row["day"]) + half, row["leave_id"])
            for row in self.fetch(DISPUTED)
            for half in ((0, 1) if row["part"] == "WHOLE" else (row["part"] == "AFTERNOON",))
        }
        taken = {number for one in self.model.leaves if one.state in TAKEN for number in range(one.first, one.after)}
        spoken_of = {slot(day) + half for day in self.model.there | self.model.absent for half in (0, 1)}
        for number in taken | spoken_of | set(halves):
            self.check_half(number, *halves.get(number, ("UNRECORDED", None)), disputed)
        assert {number for number, _ in disputed} <= taken

    def check_half(self, number: int, status: str, said_by: UUID | None, disputed: set[tuple[int, UUID]]) -> None:
        owner, day = self.model.owner(number), day_of(number)
        if said_by is not None:
            assert owner is not None
            assert (owner.id, status) == (said_by, "LEAVE")
        elif owner is not None:
            # Something else was recorded first: a person is asked, and nothing changes until he has decided.
            assert (number, owner.id) in disputed
            assert status == ("ON_DUTY" if day in self.model.there else "ABSENT")
        elif day in self.model.there:
            assert status == "ON_DUTY"
        else:
            assert status == ("ABSENT" if day in self.model.absent else "UNRECORDED")


def test_no_sequence_of_acts_makes_leave_and_attendance_contradict(
    request: pytest.FixtureRequest, ports: Ports
) -> None:
    run_machine(Machine, request, ports, START, examples=25, steps=20)

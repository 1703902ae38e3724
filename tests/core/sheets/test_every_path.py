"""Every act that writes a day, a night, a log, leave or a sheet, in any order: what must hold holds after each of them.

There is no model of what each act does, other machines have those; here is what no act may ever do: change a sealed
month, leave a total that a recount would put right, let leave and attendance contradict each other with nobody asked.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.factories.acting import ActingMachine, run_machine
from tests.factories.world import FANGSHAN
from xuanpai_core.attendance import service as attendance
from xuanpai_core.attendance.models import AttendanceStatus, ConflictDecision
from xuanpai_core.clock import today
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import service as leave
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.slots import Half, day_of, half_of, slot
from xuanpai_core.periods import Month
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.ports import Ports
from xuanpai_core.postings.appointing import dismiss
from xuanpai_core.sheets import service as sheets
from xuanpai_core.worklogs.service import LogEntry, write_log

CADRE = "王建国"
OCTOBER, NOVEMBER = Month(date(2025, 10, 1)), Month(date(2025, 11, 1))
START = datetime(2025, 11, 1, 1, tzinfo=UTC)
LAST = date(2025, 10, 31)
DAYS = st.integers(28, 34).map(lambda number: date(2025, 9, 30) + timedelta(days=number))
PARTS = st.sampled_from(list(DayPart))
PICKS = st.integers(0, 4)
DECISIONS = {
    "ON_DUTY": ConflictDecision.PRESENCE,
    "LEAVE": ConflictDecision.LEAVE,
    "OFFICIAL_TRIP": ConflictDecision.LEAVE,
    "ABSENT": ConflictDecision.ABSENCE,
}

OF_OCTOBER = {
    "attendance_day": "day",
    "check_in": "day",
    "work_log": "day",
    "overnight": "night",
    "monthly_attendance": "month",
    "monthly_sheet": "month",
}
ROWS = """
SELECT to_jsonb(t) - ARRAY['state', 'verified_by', 'verified_at'] AS row FROM {table} t
 WHERE t.tenant_id = $1 AND t.posting_id = $2 AND t.{day} >= $3 AND t.{day} < $4
 ORDER BY t.{day}
"""
HALVES = """
SELECT d.day, d.status, coalesce(d.afternoon, d.status) AS afternoon, d.leave_id, d.check_ins,
       CASE WHEN d.afternoon IS NULL THEN d.leave_id ELSE d.afternoon_leave_id END AS afternoon_leave_id
  FROM attendance_day d WHERE d.tenant_id = $1 AND d.posting_id = $2
"""
LEAVES = "SELECT id, state, first_slot, after_slot, laid_to_slot FROM leave_request WHERE tenant_id = $1"
CONFLICTS = "SELECT id, day, part, state, leave_id, standing, claimed FROM attendance_conflict WHERE tenant_id = $1"
CLAIMS = "SELECT id FROM backfill_request WHERE tenant_id = $1 ORDER BY id"
SHEET = """
SELECT s.id, s.state, s.content_hash, s.signed_hash, g.content_hash AS signature
  FROM monthly_sheet s LEFT JOIN sheet_signature g ON g.tenant_id = $1 AND g.id = s.signature_id
 WHERE s.tenant_id = $1 AND s.posting_id = $2
"""
ENDS = "SELECT end_date FROM posting WHERE tenant_id = $1 AND id = $2"


class Machine(ActingMachine):
    """Everybody's acts on one person's months, in one transaction that is never committed."""

    @initialize()
    def begin(self) -> None:
        self.clock.instant = START
        self.open()
        self.sealed: Any = None
        for month in (OCTOBER, NOVEMBER):
            self.do("admin", attendance.open_month, month)

    def keyed(self, person: str, verb: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
        return self.do(person, verb, *args, str(uuid4()), **more)

    def one_of(self, sql: str, pick: int) -> Any:
        found = self.fetch(sql)
        return found[pick % len(found)] if found else None

    @property
    def posting(self) -> UUID:
        return self.world.postings[CADRE]

    @property
    def day(self) -> date:
        return today(self.clock)

    @rule(back=st.integers(0, 4), midnight=st.booleans())
    def check_in(self, back: int, midnight: bool) -> None:
        day = self.day - timedelta(days=back)
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8 if midnight else 0)
        entry = attendance.CheckInEntry(id=new_id(), day=day, at=at, latitude=41.7, longitude=122.1)
        if self.do(CADRE, attendance.check_in, entry, str(entry.id)) in {"CHECK_IN_TOO_OLD", "MONTH_SEALED"}:
            self.do(CADRE, attendance.claim_entry, entry, str(entry.id))

    @rule(day=DAYS, status=st.sampled_from(["ON_DUTY", "OFFICIAL_TRIP", "LEAVE", "ABSENT"]), part=PARTS)
    def register(self, day: date, status: str, part: DayPart) -> None:
        self.do("clerk", attendance.register_day, self.posting, day, AttendanceStatus(status), "经核实", part)

    @rule(day=DAYS, spent=st.booleans())
    def register_a_night(self, day: date, spent: bool) -> None:
        self.do("village", attendance.register_night, self.posting, day, spent=spent, reason="经核实")

    @rule(day=DAYS, part=PARTS)
    def claim(self, day: date, part: DayPart) -> None:
        self.keyed(CADRE, attendance.claim_day, attendance.NewClaim(day=day, reason="没电", part=part))

    @rule(pick=PICKS, how=st.sampled_from(["approve", "approve", "reject", "withdraw"]))
    def settle_a_claim(self, pick: int, how: str) -> None:
        if row := self.one_of(CLAIMS, pick):
            if how == "withdraw":
                self.do(CADRE, attendance.withdraw_claim, row["id"])
            else:
                approve = how == "approve"
                self.do("secretary", attendance.decide_claim, row["id"], approve=approve, reason="经核实")

    @rule(pick=PICKS, second=st.booleans())
    def decide_a_conflict(self, pick: int, second: bool) -> None:
        if row := self.one_of(f"{CONFLICTS} AND state = 'OPEN' ORDER BY id", pick):
            decision = DECISIONS[row["claimed" if second else "standing"]]
            self.do("secretary", attendance.decide_conflict, row["id"], decision, "经核实")

    @rule(offset=st.integers(-4, 2), noon=st.booleans(), length=st.integers(1, 9), trip=st.booleans())
    def ask_for_leave(self, offset: int, noon: bool, length: int, trip: bool) -> None:
        first = slot(self.day + timedelta(days=offset)) + noon
        last = first + length - 1
        new = leave.NewLeave(
            kind=LeaveKind.OFFICIAL_TRIP if trip else LeaveKind.SICK,
            reason="有事",
            purpose="培训" if trip else None,
            late=True,
            stretch=leave.Stretch(
                from_day=day_of(first),
                to_day=day_of(last),
                from_part=DayPart.AFTERNOON if half_of(first) is Half.AFTERNOON else DayPart.WHOLE,
                to_part=DayPart.MORNING if half_of(last) is Half.MORNING else DayPart.WHOLE,
            ),
        )
        asked = self.keyed(CADRE, leave.request_leave, new)
        if isinstance(asked, UUID):
            self.keyed("secretary", leave.approve_leave, asked, None)

    @rule(
        pick=PICKS, how=st.sampled_from(["extend", "approve", "reject", "withdraw", "cancel"]), more=st.integers(1, 5)
    )
    def go_on_with_leave(self, pick: int, how: str, more: int) -> None:
        row = self.one_of(f"{LEAVES} ORDER BY id", pick)
        if row is None:
            return
        if how == "extend":
            last = row["after_slot"] + more - 1
            part = DayPart.MORNING if half_of(last) is Half.MORNING else DayPart.WHOLE
            new = leave.NewExtension(leave_id=row["id"], to_day=day_of(last), to_part=part, reason="未愈", late=True)
            self.keyed(CADRE, leave.extend_leave, new)
        elif how == "approve":
            self.keyed("secretary", leave.approve_leave, row["id"], None)
        elif how == "reject":
            self.keyed("secretary", leave.reject_leave, row["id"], "不准")
        elif how == "withdraw":
            self.keyed(CADRE, leave.withdraw_leave, row["id"])
        else:
            self.keyed(CADRE, leave.cancel_leave, row["id"], "不去了")

    @rule(pick=PICKS, offset=st.integers(-4, 1), noon=st.booleans(), confirmed=st.booleans())
    def come_back(self, pick: int, offset: int, noon: bool, confirmed: bool) -> None:
        if row := self.one_of(f"{LEAVES} ORDER BY id", pick):
            part = DayPart.AFTERNOON if noon else DayPart.WHOLE
            back = leave.Return(leave_id=row["id"], on=self.day + timedelta(days=offset), part=part)
            self.keyed(*(("secretary", leave.confirm_return) if confirmed else (CADRE, leave.report_back)), back)

    @rule(halves=st.integers(1, 3))
    def let_time_pass_and_the_night_work(self, halves: int) -> None:
        self.clock.advance(hours=12 * halves)
        for leave_id in self.do("admin", leave.due_tonight):
            assert self.do("admin", leave.lay_ahead, leave_id) is None

    @rule(day=DAYS)
    def write_a_log(self, day: date) -> None:
        self.keyed(CADRE, write_log, LogEntry(day=day, content="走访"))

    @rule()
    def total(self) -> None:
        assert not isinstance(self.keyed("clerk", sheets.total_month, FANGSHAN, OCTOBER), str)

    @rule(verb=st.sampled_from(["sign", "seal", "verify"]))
    def take_a_step(self, verb: str) -> None:
        person, act = {
            "sign": ("secretary", sheets.sign_sheets),
            "seal": ("clerk", sheets.seal_sheets),
            "verify": ("county", sheets.verify_sheets),
        }[verb]
        self.keyed(person, act, FANGSHAN, OCTOBER)

    @rule()
    def bring_it_under_the_seal(self) -> None:
        self.total()
        for verb in ("sign", "seal"):
            self.take_a_step(verb)
        assert self.fetch(SHEET, self.posting)[0]["state"] in {"SEALED", "VERIFIED"}

    @rule()
    def reopen(self) -> None:
        for row in self.fetch(SHEET, self.posting):
            self.do("county", sheets.reopen_sheets, FANGSHAN, OCTOBER, [row["id"]], "核对后退回", str(uuid4()))

    @precondition(lambda self: self.sealed is not None)
    @rule()
    def change_the_rules(self) -> None:
        new = NewActivation("region_jinzhou", "2107", OCTOBER.start)
        assert self.keyed("admin", activate, new) == "CLOSED_MONTH"

    @rule(
        pick=st.integers(0, 9), last=st.sampled_from([date(2025, 9, 30), date(2025, 10, 29), LAST, date(2025, 11, 1)])
    )
    def leave_the_post(self, pick: int, last: date) -> None:
        if pick == 0:
            told = self.keyed("county", dismiss, self.posting, last, "调回")
            assert told in {self.posting, "POSTING_ALREADY_ENDED", "MONTH_SEALED"}
            assert told != self.posting or self.sealed is None or last >= LAST

    @invariant()
    def a_sealed_month_is_as_it_was_sealed(self) -> None:
        if not hasattr(self, "opened"):
            return
        sheet: Any = next(iter(self.fetch(SHEET, self.posting)), None)
        state = sheet["state"] if sheet else None
        if state in {"SIGNED", "SEALED", "VERIFIED"}:
            assert sheet["signed_hash"] == sheet["content_hash"] == sheet["signature"]
        if state not in {"SEALED", "VERIFIED"}:
            self.sealed = None
            return
        now = {
            table: self.fetch(ROWS.format(table=table, day=day), self.posting, OCTOBER.start, OCTOBER.end)
            for table, day in OF_OCTOBER.items()
        }
        [end] = self.fetch(ENDS, self.posting)
        told = ({table: [dict(row) for row in rows] for table, rows in now.items()}, min(end["end_date"] or LAST, LAST))
        self.sealed = told if self.sealed is None else self.sealed
        assert told == self.sealed
        assert self.do("county", sheets.verify_sheets, FANGSHAN, OCTOBER, str(uuid4()), keep=False) != "SIGNATURE_VOID"

    @invariant()
    def totals_are_those_of_a_recount(self) -> None:
        if hasattr(self, "opened"):
            for month in (OCTOBER, NOVEMBER):
                made = self.do("admin", attendance.recount, month, keep=False)
                assert (made.postings, made.buckets) == (0, 0)

    @invariant()
    def leave_and_days_say_the_same_or_a_person_was_asked(self) -> None:
        if not hasattr(self, "opened"):
            return
        [end] = self.fetch(ENDS, self.posting)
        last = end["end_date"] or date.max
        said: dict[int, UUID | None] = {}
        for row in self.fetch(HALVES, self.posting):
            assert row["day"] <= last
            assert row["check_ins"] or (row["status"], row["afternoon"]) != ("UNRECORDED", "UNRECORDED")
            said |= {slot(row["day"]): row["leave_id"], slot(row["day"]) + 1: row["afternoon_leave_id"]}
        asked = set()
        for row in self.fetch(CONFLICTS):
            halves = {"WHOLE": (0, 1), "MORNING": (0,), "AFTERNOON": (1,)}[row["part"]]
            asked |= {(slot(row["day"]) + half, row["leave_id"]) for half in halves}
            assert row["state"] == "DECIDED" or row["day"] <= last
        meant = {
            number: row["id"]
            for row in self.fetch(LEAVES)
            if row["state"] in {"APPROVED", "CLOSED"}
            for number in range(row["first_slot"], min(row["after_slot"], row["laid_to_slot"]))
            if day_of(number) <= last
        }
        assert {number: by for number, by in said.items() if by is not None and meant.get(number) != by} == {}
        assert {n: by for n, by in meant.items() if said.get(n) != by and (n, by) not in asked} == {}


def test_no_act_changes_a_sealed_month_or_lets_what_is_said_of_a_day_contradict_silently(
    request: pytest.FixtureRequest, ports: Ports
) -> None:
    run_machine(Machine, request, ports, START, examples=12, steps=22)

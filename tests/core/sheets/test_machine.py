"""The month as a state machine beside a plain model: no path changes a sealed month, a signature is of what is so.

The model says where the sheet stands, what each day is, and what was totalled and signed. Every act is tried in every
state: what the model calls impossible is refused, and leaves everything as it was.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from tests.factories.acting import ActingMachine, run_machine
from tests.factories.world import FANGSHAN
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import register_day
from xuanpai_core.periods import Month
from xuanpai_core.ports import Ports
from xuanpai_core.sheets import service

CADRE = "王建国"
OCTOBER = Month(date(2025, 10, 1))
START = datetime(2025, 11, 3, 1, tzinfo=UTC)
DAYS = st.integers(1, 3)
STATUSES = st.sampled_from(["ON_DUTY", "LEAVE", "ABSENT"])
CLOSED = {"SEALED", "VERIFIED"}

SHEET = """
SELECT id, state, days, content_hash, signed_hash, signature_id, reopenings
  FROM monthly_sheet WHERE tenant_id = $1 AND posting_id = $2
"""
RECORDED = "SELECT day, status FROM attendance_day WHERE tenant_id = $1 AND posting_id = $2 ORDER BY day"
MONTH = "SELECT sealed, on_duty_days FROM monthly_attendance WHERE tenant_id = $1 AND posting_id = $2"
SIGNED = "SELECT id, content_hash FROM sheet_signature WHERE tenant_id = $1 AND sheet_id = $2"
REOPENED = "SELECT state, content_hash FROM sheet_reopening WHERE tenant_id = $1 AND sheet_id = $2"


class Model:
    """One person's month: the days as recorded, the days as totalled, and where the sheet stands."""

    def __init__(self) -> None:
        self.days: dict[int, str] = {}
        self.totalled: dict[int, str] = {}
        self.state = "NONE"
        self.reopenings = 0
        self.signatures = 0

    @property
    def stale(self) -> bool:
        """Whether the days are no longer those that were totalled."""
        return self.days != self.totalled


class Machine(ActingMachine):
    """The service beside the model, in one transaction that is never committed."""

    @initialize()
    def begin(self) -> None:
        self.model = Model()
        self.open()

    def refusal(self, person: str, verb: Callable[..., Awaitable[Any]], *args: Any) -> str | None:
        """None, or the code of the refusal: then nothing of it happened."""
        return self.attempt(person, verb, *args)[1]

    def month(self, person: str, verb: Callable[..., Awaitable[Any]]) -> str | None:
        return self.refusal(person, verb, FANGSHAN, OCTOBER, str(uuid4()))

    @rule(day=DAYS, status=STATUSES)
    def record(self, day: int, status: str) -> None:
        told = self.refusal(
            "clerk",
            register_day,
            self.world.postings[CADRE],
            date(2025, 10, day),
            AttendanceStatus(status),
            "村党组织更正",
        )
        if self.model.state in CLOSED:
            assert told == "MONTH_SEALED"
        else:
            assert told is None
            self.model.days[day] = status

    @rule()
    def total(self) -> None:
        assert self.month("clerk", service.total_month) is None
        model = self.model
        if model.state in {"NONE", "TOTALLED"} or (model.state == "SIGNED" and model.stale):
            model.totalled, model.state = dict(model.days), "TOTALLED"

    @rule()
    def sign(self) -> None:
        told, model = self.month("secretary", service.sign_sheets), self.model
        if model.state == "NONE":
            assert told == "SHEET_NOT_FOUND"
        elif model.state == "TOTALLED" and model.stale:
            assert told == "SHEET_CHANGED"
        else:
            assert told is None
            if model.state == "TOTALLED":
                model.state, model.signatures = "SIGNED", model.signatures + 1

    @rule()
    def seal(self) -> None:
        told, model = self.month("clerk", service.seal_sheets), self.model
        if model.state in {"NONE", "TOTALLED"}:
            assert told == ("SHEET_NOT_FOUND" if model.state == "NONE" else "SHEET_NOT_SIGNED")
        elif model.state == "SIGNED" and model.stale:
            assert told == "SIGNATURE_VOID"
        else:
            assert told is None
            if model.state == "SIGNED":
                model.state = "SEALED"

    @rule()
    def verify(self) -> None:
        told, model = self.month("county", service.verify_sheets), self.model
        if model.state in CLOSED:
            assert told is None
            model.state = "VERIFIED"
        else:
            assert told == ("SHEET_NOT_FOUND" if model.state == "NONE" else "SHEET_UNSEALED")

    @rule()
    def reopen(self) -> None:
        model = self.model
        if model.state == "NONE":
            return
        sheet = self.sheet()
        told = self.refusal(
            "county", service.reopen_sheets, FANGSHAN, OCTOBER, [sheet["id"]], "核对后退回", str(uuid4())
        )
        if model.state == "TOTALLED":
            assert told == "SHEET_NOT_CLOSED"
            return
        assert told is None
        kept = self.fetch(REOPENED, sheet["id"])
        assert (sheet["state"], sheet["content_hash"]) in {(row["state"], row["content_hash"]) for row in kept}
        model.state, model.reopenings = "TOTALLED", model.reopenings + 1

    @invariant()
    def the_sheet_is_as_the_model_has_it(self) -> None:
        if not hasattr(self, "opened"):
            return
        sheet, model = self.sheet(), self.model
        assert (sheet["state"] if sheet else "NONE") == model.state
        if sheet is None:
            return
        told = {int(day["day"][-2:]): day["status"] for day in _json(sheet["days"])}
        assert (told, sheet["reopenings"]) == (model.totalled, model.reopenings)
        signatures = {row["id"]: row["content_hash"] for row in self.fetch(SIGNED, sheet["id"])}
        assert len(signatures) == model.signatures
        if model.state == "TOTALLED":
            assert (sheet["signature_id"], sheet["signed_hash"]) == (None, None)
        else:
            assert sheet["signed_hash"] == sheet["content_hash"] == signatures[sheet["signature_id"]]

    @invariant()
    def the_days_are_as_the_model_has_them_and_closed_days_are_those_signed(self) -> None:
        if not hasattr(self, "opened"):
            return
        posting, model = self.world.postings[CADRE], self.model
        days = {row["day"].day: row["status"] for row in self.fetch(RECORDED, posting)}
        assert days == model.days
        month = next(iter(self.fetch(MONTH, posting)), None)
        assert (month is not None and month["sealed"]) == (model.state in CLOSED)
        if month is not None:
            assert month["on_duty_days"] == sum(status == "ON_DUTY" for status in days.values())
        if model.state in CLOSED:
            assert days == model.totalled

    def sheet(self) -> Any:
        return next(iter(self.fetch(SHEET, self.world.postings[CADRE])), None)


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def test_no_sequence_of_acts_changes_a_sealed_month_or_leaves_a_signature_under_other_content(
    request: pytest.FixtureRequest, ports: Ports
) -> None:
    run_machine(Machine, request, ports, START, examples=15, steps=20)

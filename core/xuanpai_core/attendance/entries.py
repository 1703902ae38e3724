"""A check-in as a phone sends it, and what can be told wrong about it before anything is read."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from math import isfinite
from typing import Any
from uuid import UUID

import orjson

from xuanpai_core.attendance.errors import CheckInInFuture
from xuanpai_core.attendance.places import Datum, to_wgs84
from xuanpai_core.clock import civil_date
from xuanpai_core.errors import FieldProblem, Invalid

# Phones are minutes off, not hours; a larger difference would move an entry to another day.
CLOCK_TOLERANCE = timedelta(minutes=10)
EARLIEST_YEAR = 2000
NOTE_LIMIT = 500
DEVICE_LIMIT_BYTES = 2000
# What a phone says of the sending: its clock then, and whether it sent at once.
_OF_SENDING = frozenset({"sentAt", "online"})


@dataclass(frozen=True, slots=True)
class CheckInEntry:
    """One act of checking in: ``id`` is made by the client, ``day`` is the civil day in Asia/Shanghai of ``at``.

    Degrees (of ``datum``) and metres; place, photo and note may be missing. ``posting_id`` None: the one in force on
    that day. ``device`` is plain JSON about the phone.
    """

    id: UUID
    day: date
    at: datetime
    posting_id: UUID | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    photo_id: UUID | None = None
    note: str | None = None
    device: dict[str, Any] = field(default_factory=dict)
    datum: Datum = Datum.WGS84

    def content(self) -> dict[str, Any]:
        """The entry as plain values, whole; a datum that goes without saying is not said."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        if self.datum is Datum.WGS84:
            del told["datum"]
        return told

    def fingerprint(self) -> bytes:
        """What an idempotency key stands for: the act, not the sending, which differs each time it is tried."""
        act = self.content()
        act["device"] = {name: value for name, value in self.device.items() if name not in _OF_SENDING}
        return sha256(orjson.dumps(act, option=orjson.OPT_SORT_KEYS, default=str)).digest()

    def in_wgs84(self) -> "CheckInEntry":
        """The same act with its place as GPS would have reported it."""
        if self.datum is Datum.WGS84 or self.latitude is None or self.longitude is None:
            return self
        latitude, longitude = to_wgs84(self.latitude, self.longitude)
        return replace(self, latitude=latitude, longitude=longitude, datum=Datum.WGS84)


def check_entry(entry: CheckInEntry, now: datetime) -> None:
    """Raise ``CheckInInFuture``, or ``Invalid`` (``INVALID_CHECK_IN``) with every field that cannot be right."""
    if entry.at.tzinfo is None or entry.at.year < EARLIEST_YEAR:
        raise Invalid("签到时间不正确,请检查手机的日期、时间和时区。", code="INVALID_CHECK_IN")
    if entry.day > civil_date(now) or entry.at > now + CLOCK_TOLERANCE:
        raise CheckInInFuture
    problems = [*place_problems(entry.latitude, entry.longitude, entry.accuracy_m), *_other_problems(entry)]
    if problems:
        raise Invalid(" ".join(problem.message for problem in problems), code="INVALID_CHECK_IN", fields=problems)


def place_problems(latitude: float | None, longitude: float | None, accuracy_m: float | None) -> list[FieldProblem]:
    """What cannot be right about a fix."""
    problems = []
    if (latitude is None) != (longitude is None):
        problems.append(FieldProblem("latitude", "INCOMPLETE", "纬度和经度须同时填写。"))
    if latitude is not None and not -90 <= latitude <= 90:
        problems.append(FieldProblem("latitude", "OUT_OF_RANGE", "纬度须在 -90 到 90 之间。"))
    if longitude is not None and not -180 <= longitude <= 180:
        problems.append(FieldProblem("longitude", "OUT_OF_RANGE", "经度须在 -180 到 180 之间。"))
    if accuracy_m is not None and not (isfinite(accuracy_m) and accuracy_m >= 0):
        problems.append(FieldProblem("accuracyM", "OUT_OF_RANGE", "定位精度须是不小于 0 的米数。"))
    return problems


def _other_problems(entry: CheckInEntry) -> list[FieldProblem]:
    problems = []
    if civil_date(entry.at) != entry.day:
        problems.append(FieldProblem("day", "DAY_MISMATCH", "签到日期与签到时间不是同一天,请检查手机时间。"))
    if entry.note is not None and (len(entry.note) > NOTE_LIMIT or "\0" in entry.note):
        problems.append(FieldProblem("note", "TOO_LONG", f"备注不能超过 {NOTE_LIMIT} 字,也不能含控制字符。"))
    if not _storable(entry.device):
        problems.append(FieldProblem("device", "TOO_LONG", "设备信息过长或含有无法保存的内容。"))
    return problems


def _storable(device: dict[str, Any]) -> bool:
    try:
        written = orjson.dumps(device)
    except orjson.JSONEncodeError:
        # Nested too deeply, or a number beyond 64 bits.
        return False
    return len(written) <= DEVICE_LIMIT_BYTES and b"\\u0000" not in written

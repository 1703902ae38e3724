"""Attendance: what other rooms and the edge may ask of it."""

from xuanpai_core.attendance.checking import CheckedIn, check_in
from xuanpai_core.attendance.claims import NewClaim, claim_day, decide_claim, withdraw_claim
from xuanpai_core.attendance.conflicts import decide_conflict
from xuanpai_core.attendance.entries import CheckInEntry
from xuanpai_core.attendance.errors import (
    ConflictNotFound,
    DayInFuture,
    LeaveOverlaps,
    MonthSealed,
    PostingNotInForce,
    partition_expected,
)
from xuanpai_core.attendance.fences import NewFence, add_fence, end_fence
from xuanpai_core.attendance.judging import judge, marks_of
from xuanpai_core.attendance.late_entries import claim_entry
from xuanpai_core.attendance.leaves import lay_leave, lift_leave, mark_absent
from xuanpai_core.attendance.leaving import end_days
from xuanpai_core.attendance.models import AttendanceConflict, AttendanceStatus
from xuanpai_core.attendance.months import (
    Corrections,
    DayRecord,
    count_log,
    days_of,
    lock_month,
    open_month,
    recount,
    seal_month,
    unseal_month,
)
from xuanpai_core.attendance.nights import Night, nights_of, register_night
from xuanpai_core.attendance.registering import RegisteredDay, register_day
from xuanpai_core.attendance.rules import night_of, rule_at
from xuanpai_core.attendance.submitting import EntryOutcome, Submitted, submit_entries, submit_entry
from xuanpai_core.judgement.month import DayPart

__all__ = [
    "AttendanceConflict",
    "AttendanceStatus",
    "CheckInEntry",
    "CheckedIn",
    "ConflictNotFound",
    "Corrections",
    "DayInFuture",
    "DayPart",
    "DayRecord",
    "EntryOutcome",
    "LeaveOverlaps",
    "MonthSealed",
    "NewClaim",
    "NewFence",
    "Night",
    "PostingNotInForce",
    "RegisteredDay",
    "Submitted",
    "add_fence",
    "check_in",
    "claim_day",
    "claim_entry",
    "count_log",
    "days_of",
    "decide_claim",
    "decide_conflict",
    "end_days",
    "end_fence",
    "judge",
    "lay_leave",
    "lift_leave",
    "lock_month",
    "mark_absent",
    "marks_of",
    "night_of",
    "nights_of",
    "open_month",
    "partition_expected",
    "recount",
    "register_day",
    "register_night",
    "rule_at",
    "seal_month",
    "submit_entries",
    "submit_entry",
    "unseal_month",
    "withdraw_claim",
]

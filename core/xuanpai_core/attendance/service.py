"""Checking in, registering a day, and the month's running totals."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import select

from xuanpai_core.attendance import repository
from xuanpai_core.attendance.entries import CheckInEntry, check_entry
from xuanpai_core.attendance.errors import (
    CheckInIdReused,
    CheckInTooOld,
    DayInFuture,
    KeyReused,
    MonthSealed,
    PostingNotInForce,
    partition_expected,
)
from xuanpai_core.attendance.judging import judge
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.months import (
    Corrections,
    DayRecord,
    count_log,
    days_of,
    lock_month,
    open_month,
    recount,
    seal_month,
)
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.evidence.service import EvidenceNotFound
from xuanpai_core.periods import Month, month_start
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting

__all__ = [
    "CheckInEntry",
    "CheckedIn",
    "Corrections",
    "DayInFuture",
    "DayRecord",
    "MonthSealed",
    "PostingNotInForce",
    "RegisteredDay",
    "check_in",
    "count_log",
    "days_of",
    "judge",
    "lock_month",
    "open_month",
    "partition_expected",
    "recount",
    "register_day",
    "seal_month",
]

# A phone without network keeps its entries for a few days; what comes later is for the township to register.
MAX_AGE_DAYS = 3
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What a check-in did: ``counted`` tells whether it made its day one more day on duty."""

    posting_id: UUID
    day: date
    counted: bool
    on_duty_days: int


@dataclass(frozen=True, slots=True)
class RegisteredDay:
    """A day as it now stands, what it was before, and the month's days on duty."""

    posting_id: UUID
    day: date
    before: AttendanceStatus | None
    status: AttendanceStatus
    on_duty_days: int


async def check_in(work: Work, entry: CheckInEntry, key: str) -> CheckedIn:
    """Take a cadre's own check-in: one effect a key and an id, one day however many acts (JZ-02).

    A day that the village or township registered otherwise stands; the act is kept, and a person decides.
    Raises ``CheckInInFuture``, ``CheckInTooOld``, ``PostingNotFound``, ``PostingNotInForce``, ``MonthSealed``,
    ``EvidenceNotFound`` (the photo is not the caller's own, checked photo), ``CheckInIdReused``, ``KeyReused``,
    ``Invalid`` (``INVALID_CHECK_IN``, ``INVALID_IDEMPOTENCY_KEY``), ``Forbidden``, ``PartitionMissing``.
    """
    cadre_id = require(work.ctx, Action.ATTENDANCE_CHECK_IN).cadre_id
    if cadre_id is None:
        raise Forbidden("只有选派干部本人可以签到。")
    _check_key(key)
    check_entry(entry, work.clock.now())
    fingerprint = entry.fingerprint()
    oldest = today(work.clock) - timedelta(days=MAX_AGE_DAYS)
    with partition_expected():
        row = await repository.take_check_in(work, cadre_id, entry, key, fingerprint, oldest)
    if row["claimed"]:
        return _told(row["told"])
    if row["earlier_outcome"] is not None:
        return _answer_again(row["earlier_fingerprint"], row["earlier_outcome"], fingerprint)
    if row["id_known"]:
        return await _same_act(work, cadre_id, entry)
    _refuse(row, entry, too_old=entry.day < oldest)
    return await _after_a_twin(work, cadre_id, entry, key, fingerprint)


def _refuse(row: asyncpg.Record, entry: CheckInEntry, *, too_old: bool) -> None:
    """Raise why nothing was taken; returns when only a concurrent twin can be the reason."""
    if not row["found"]:
        raise PostingNotFound
    if not row["in_force"]:
        raise PostingNotInForce(entry.day)
    if too_old:
        raise CheckInTooOld(MAX_AGE_DAYS)
    if row["sealed"] or (row["entered"] and row["told"] is None):
        raise MonthSealed
    if not row["photo_usable"]:
        raise EvidenceNotFound


async def _after_a_twin(work: Work, cadre_id: UUID, entry: CheckInEntry, key: str, fingerprint: bytes) -> CheckedIn:
    """A concurrent request took the key or the id first, and has committed by now."""
    settled = await work.driver.fetchrow(repository.SETTLED, work.tenant_id, work.ctx.actor.account_id, key)
    if settled is not None:
        return _answer_again(settled["fingerprint"], settled["outcome"], fingerprint)
    return await _same_act(work, cadre_id, entry)


async def _same_act(work: Work, cadre_id: UUID, entry: CheckInEntry) -> CheckedIn:
    """Answer an id that is known under another key: it must be the same act, and nothing more is counted."""
    row = await work.driver.fetchrow(
        repository.KNOWN_ID,
        work.tenant_id,
        cadre_id,
        entry.id,
        min(today(work.clock) - timedelta(days=MAX_AGE_DAYS), entry.day),
        today(work.clock),
    )
    if row is None or (row["day"], row["at"]) != (entry.day, entry.at):
        raise CheckInIdReused
    return CheckedIn(row["posting_id"], row["day"], False, row["on_duty_days"])


def _answer_again(stored: bytes, outcome: dict[str, Any], fingerprint: bytes) -> CheckedIn:
    if stored != fingerprint:
        raise KeyReused
    return _told(outcome)


def _told(told: dict[str, Any]) -> CheckedIn:
    return CheckedIn(UUID(told["posting_id"]), date.fromisoformat(told["day"]), told["counted"], told["on_duty_days"])


def _check_key(key: str) -> None:
    if not (8 <= len(key) <= 128 and key.isprintable()):
        raise Invalid("幂等键应为 8 到 128 个字符,请由客户端生成一个随机编号。", code="INVALID_IDEMPOTENCY_KEY")


async def register_day(
    work: Work, posting_id: UUID, day: date, status: AttendanceStatus, reason: str | None = None
) -> RegisteredDay:
    """Register what a day was, for the village or township in whose place the posting is (JZ-08).

    Registering the same again changes nothing; changing what stands asks for a reason. Raises ``PostingNotFound``,
    ``PostingNotInForce``, ``DayInFuture``, ``MonthSealed``, ``Invalid`` (``REASON_REQUIRED``,
    ``INVALID_REASON``), ``Forbidden``, ``PartitionMissing``.
    """
    posting = await _posting_in_place(work, posting_id)
    if reason is not None and (len(reason) > REASON_LIMIT or "\0" in reason):
        raise Invalid(f"理由不能超过 {REASON_LIMIT} 字,也不能含控制字符。", code="INVALID_REASON")
    if day > today(work.clock):
        raise DayInFuture
    if day < posting.start_date or (posting.end_date is not None and day > posting.end_date):
        raise PostingNotInForce(day)
    month = Month(month_start(day))
    with partition_expected():
        row = await work.driver.fetchrow(
            repository.REGISTER_DAY,
            work.tenant_id,
            month.start,
            posting_id,
            day,
            status,
            posting.region_code,
            posting.dispatch_level,
        )
    before = None if row["before"] is None else AttendanceStatus(row["before"])
    if row["on_duty_days"] is None:
        raise MonthSealed
    if before not in {None, status} and not (reason and reason.strip()):
        raise Invalid("这一天已有登记,更改须写明理由。", code="REASON_REQUIRED")
    if before is AttendanceStatus.ON_DUTY and status is not before:
        await work.driver.execute(repository.LAST_DAY, work.tenant_id, month.start, posting_id, month.end)
    record(
        work,
        "attendance:register_day",
        "posting",
        posting_id,
        day=day.isoformat(),
        before=before,
        after=status,
        reason=reason,
    )
    return RegisteredDay(posting_id, day, before, status, row["on_duty_days"])


async def _posting_in_place(work: Work, posting_id: UUID) -> Posting:
    """The posting if it lies in a place where the caller keeps the sheets; units and oneself do not count here."""
    places = Extent(places=require(work.ctx, Action.ATTENDANCE_REGISTER).places)
    posting = await work.session.scalar(
        select(Posting).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within(places, region_code=Posting.region_code),
        )
    )
    if posting is None:
        raise PostingNotFound
    return posting

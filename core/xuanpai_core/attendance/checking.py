"""Checking in: one statement for what nearly always happens, and a few more for nights and contradictions."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from xuanpai_core.attendance import nights, repository
from xuanpai_core.attendance.conflicts import covers, known_conflicts, opened
from xuanpai_core.attendance.entries import CheckInEntry, check_entry
from xuanpai_core.attendance.errors import (
    CheckInIdReused,
    CheckInTooOld,
    KeyReused,
    MonthSealed,
    PostingNotInForce,
    partition_expected,
)
from xuanpai_core.attendance.fences import Surroundings, surroundings
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.rules import DEFAULT, night_of, rule_at
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.evidence.service import EvidenceNotFound
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.plugins.presence import CheckInRule
from xuanpai_core.postings.errors import PostingNotFound

# What tells one act from another; of the phone, each sending tells something else.
_ACT = ("day", "at", "latitude", "longitude", "accuracy_m", "photo_id", "note")


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What a check-in did: ``counted`` tells whether it made more of its day a day on duty.

    ``conflict``: it contradicts what was recorded, and waits for a person. ``repeated``: it was known already.
    ``claim_id``: it had come too late, and was made a claim.
    """

    posting_id: UUID
    day: date
    counted: bool
    on_duty_days: int
    conflict: bool = False
    repeated: bool = field(default=False, compare=False)
    claim_id: UUID | None = None


async def check_in(work: Work, entry: CheckInEntry, key: str) -> CheckedIn:
    """Take a cadre's own check-in: one effect a key and an id, one day however many acts (JZ-02).

    A day counts with its first act, or with the last that the place's rule asks for. What was recorded first stands;
    where the act contradicts it, a person decides. Outside the fence is no reason to refuse. Raises
    ``CheckInInFuture``, ``CheckInTooOld``, ``PostingNotFound``, ``PostingNotInForce``, ``MonthSealed``,
    ``EvidenceNotFound`` (the photo is not the caller's own, or was refused), ``CheckInIdReused``, ``KeyReused``,
    ``Invalid`` (``INVALID_CHECK_IN``, ``INVALID_IDEMPOTENCY_KEY``), ``Forbidden``, ``PartitionMissing``.
    """
    cadre_id = own_cadre(work)
    check_key(key)
    check_entry(entry, work.clock.now())
    fingerprint, entry = entry.fingerprint(), entry.in_wgs84()
    around = await _around(work, cadre_id, entry)
    days = DEFAULT.counts_within_days if around is None else (await _rule(work, around, entry)).counts_within_days
    oldest = today(work.clock) - timedelta(days=days)
    await nights.hold_month_before(work, cadre_id, entry.at)
    with partition_expected():
        distance_m = None if around is None else around.distance_m(entry.latitude, entry.longitude)
        row = await repository.take_check_in(work, cadre_id, entry, key, fingerprint, oldest, distance_m)
    if row["claimed"]:
        return await _taken(work, row, entry)
    if row["earlier_outcome"] is not None:
        return _answer_again(row["earlier_fingerprint"], row["earlier_outcome"], fingerprint)
    if row["id_known"]:
        return await _same_act(work, cadre_id, entry, oldest)
    _refuse(row, entry, None if entry.day >= oldest else days)
    return await _after_a_twin(work, cadre_id, entry, key, fingerprint, oldest)


def own_cadre(work: Work) -> UUID:
    """The cadre who checks in; raises ``Forbidden`` for anybody else."""
    cadre_id = require(work.ctx, Action.ATTENDANCE_CHECK_IN).cadre_id
    if cadre_id is None:
        raise Forbidden("只有选派干部本人可以签到。")
    return cadre_id


def check_key(key: str) -> None:
    """Raise ``Invalid`` (``INVALID_IDEMPOTENCY_KEY``) for what cannot be one."""
    if not (8 <= len(key) <= 128 and key.isprintable()):
        raise Invalid("幂等键应为 8 到 128 个字符,请由客户端生成一个随机编号。", code="INVALID_IDEMPOTENCY_KEY")


async def _around(work: Work, cadre_id: UUID, entry: CheckInEntry) -> Surroundings | None:
    """Asked only where it matters: for where one is, and for how late one is."""
    if entry.latitude is None and entry.day >= today(work.clock):
        return None
    return await surroundings(work, cadre_id, entry.posting_id, entry.day)


async def _rule(work: Work, around: Surroundings, entry: CheckInEntry) -> CheckInRule:
    if entry.day >= today(work.clock) or around.region_code is None:
        return DEFAULT
    return await rule_at(work, around.region_code, entry.day)


async def _taken(work: Work, row: asyncpg.Record, entry: CheckInEntry) -> CheckedIn:
    """What follows of an act that is in: a night, a contradiction."""
    taken = _told(row["told"])
    if row["perhaps_night"] or night_of(DEFAULT, entry.at) is not None:
        night = night_of(await rule_at(work, row["region_code"], entry.day), entry.at)
        if night is not None:
            await nights.note_night(work, taken.posting_id, night, entry.id)
    # Where the place asks for several acts a day, the first ones say nothing yet, and so contradict nothing.
    if row["halves"] or AttendanceStatus.UNRECORDED in (row["status"], row["afternoon"]):
        return taken
    return replace(taken, conflict=await _contradicts(work, row, entry.day))


async def _contradicts(work: Work, row: asyncpg.Record, day: date) -> bool:
    """Open a contradiction unless the same was opened before; whether one is open now."""
    posting_id, leave_id = row["posting_id"], row["leave_id"]
    known = await known_conflicts(work, posting_id, [day])
    same = [one for one in known if covers(one, leave_id, DayPart.MORNING) or covers(one, leave_id, DayPart.AFTERNOON)]
    if same:
        return any(one.decided_at is None for one in same)
    standing = AttendanceStatus(row["status"])
    opened(work, posting_id, row["region_code"], day, DayPart.WHOLE, standing, AttendanceStatus.ON_DUTY, leave_id)
    return True


def _refuse(row: asyncpg.Record, entry: CheckInEntry, too_old: int | None) -> None:
    """Raise why nothing was taken; returns when only a concurrent twin can be the reason."""
    if not row["found"]:
        raise PostingNotFound
    if not row["in_force"]:
        raise PostingNotInForce(entry.day)
    if too_old is not None:
        raise CheckInTooOld(too_old)
    if row["sealed"] or (row["entered"] and row["told"] is None):
        raise MonthSealed
    if not row["photo_usable"]:
        raise EvidenceNotFound


async def _after_a_twin(
    work: Work, cadre_id: UUID, entry: CheckInEntry, key: str, fingerprint: bytes, oldest: date
) -> CheckedIn:
    """A concurrent request took the key or the id first, and has committed by now."""
    settled = await work.driver.fetchrow(repository.SETTLED, work.tenant_id, work.ctx.actor.account_id, key)
    if settled is not None:
        return _answer_again(settled["fingerprint"], settled["outcome"], fingerprint)
    return await _same_act(work, cadre_id, entry, oldest)


async def _same_act(work: Work, cadre_id: UUID, entry: CheckInEntry, oldest: date) -> CheckedIn:
    """Answer an id that is known under another key: it must be the same act, and nothing more is counted."""
    row = await work.driver.fetchrow(
        repository.KNOWN_ID, work.tenant_id, cadre_id, entry.id, min(oldest, entry.day), today(work.clock)
    )
    if row is None or any(row[name] != getattr(entry, name) for name in _ACT):
        raise CheckInIdReused
    return CheckedIn(row["posting_id"], row["day"], False, row["on_duty_days"], repeated=True)


def _answer_again(stored: bytes, outcome: dict[str, Any], fingerprint: bytes) -> CheckedIn:
    if stored != fingerprint:
        raise KeyReused
    return replace(_told(outcome), repeated=True)


def _told(told: dict[str, Any]) -> CheckedIn:
    claim = told.get("claim_id")
    return CheckedIn(
        UUID(told["posting_id"]),
        date.fromisoformat(told["day"]),
        told["counted"],
        told["on_duty_days"],
        claim_id=None if claim is None else UUID(claim),
    )

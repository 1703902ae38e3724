"""补签: a day that could not be recorded in time is claimed with a reason, and somebody else decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.attendance.checking import CheckedIn, check_key, own_cadre
from xuanpai_core.attendance.entries import CheckInEntry, check_entry
from xuanpai_core.attendance.errors import ClaimClosed, ClaimNotFound, ClaimOpen, MonthSealed, PostingNotInForce
from xuanpai_core.attendance.halves import parts_of
from xuanpai_core.attendance.models import AttendanceStatus, BackfillRequest, ClaimState
from xuanpai_core.attendance.reasons import checked, demanded
from xuanpai_core.attendance.registering import demand_served, set_day
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.models import IdempotencyKey
from xuanpai_core.idempotency.service import once
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import month_start
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting

RECORD_TYPE = "backfill_request"
_LATE = "补传的签到超过期限或当月已盖章,转为补签申请。"

_OWN_POSTING = """
SELECT p.id
  FROM posting p
 WHERE p.tenant_id = $1 AND p.cadre_id = $2 AND ($3::uuid IS NULL OR p.id = $3)
 ORDER BY p.start_date <= $4 AND (p.end_date IS NULL OR p.end_date >= $4) DESC, p.start_date DESC
 LIMIT 1
"""

# Only so that nobody claims in vain: whoever approves it asks again, holding the month.
_SEALED = "SELECT m.sealed FROM monthly_attendance m WHERE m.tenant_id = $1 AND m.posting_id = $2 AND m.month = $3"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """What a cadre claims: to have been on duty on ``day`` or half of it, why it was not recorded, and what proves it.

    ``posting_id`` None: the one in force on that day.
    """

    day: date
    reason: str
    part: DayPart = DayPart.WHOLE
    posting_id: UUID | None = None
    evidence_ids: tuple[UUID, ...] = ()


async def claim_day(work: Work, new: NewClaim, key: str) -> UUID:
    """Claim a day of one's own posting; returns the claim's id.

    Raises ``Forbidden``, ``PostingNotFound``, ``PostingNotInForce``, ``DayInFuture``, ``MonthSealed``, ``ClaimOpen``,
    ``EvidenceNotFound``, ``Invalid`` (``REASON_REQUIRED``, ``INVALID_REASON``).
    """
    cadre_id = _claimant(work)
    content = {
        "day": new.day.isoformat(),
        "part": new.part,
        "reason": new.reason,
        "posting_id": new.posting_id,
        "evidence_ids": sorted(str(one) for one in new.evidence_ids),
    }

    async def act() -> dict[str, Any]:
        posting = await _own_posting(work, cadre_id, new.posting_id, new.day)
        demand_served(work, posting, new.day)
        reason = demanded(new.reason, "补签须写明当天没有签到的原因。")
        await _demand_unsealed(work, posting.id, new.day)
        if any(set(parts_of(one.part)) & set(parts_of(new.part)) for one in await _open(work, posting.id, new.day)):
            raise ClaimOpen
        claim = _submitted(work, posting, new.day, new.part, reason)
        await link(work, new.evidence_ids, RECORD_TYPE, str(claim.id), posting_id=posting.id)
        return {"id": str(claim.id)}

    return UUID((await once(work, Action.ATTENDANCE_CLAIM, key, content, act))["id"])


async def withdraw_claim(work: Work, claim_id: UUID) -> None:
    """Take one's own open claim back. Raises ``ClaimNotFound``, ``ClaimClosed``, ``Forbidden``."""
    cadre_id = _claimant(work)
    own = select(Posting.id).where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == cadre_id)
    claim = await work.session.scalar(
        select(BackfillRequest)
        .where(
            BackfillRequest.tenant_id == work.tenant_id,
            BackfillRequest.id == claim_id,
            BackfillRequest.posting_id.in_(own),
        )
        .with_for_update()
    )
    _close(work, claim, ClaimState.WITHDRAWN, None)


async def decide_claim(work: Work, claim_id: UUID, *, approve: bool, reason: str | None = None) -> None:
    """Approve a claim within reach, and the day is registered on duty; or reject it, with a reason.

    Nobody decides a claim of their own. Raises ``ClaimNotFound``, ``ClaimClosed``, ``MonthSealed``, ``Invalid``
    (``REASON_REQUIRED``, ``INVALID_REASON``), ``Forbidden``.
    """
    places = Extent(places=require(work.ctx, Action.ATTENDANCE_DECIDE).places)
    within_places = within(places, region_code=BackfillRequest.region_code)
    wanted = select(BackfillRequest).where(
        BackfillRequest.tenant_id == work.tenant_id, BackfillRequest.id == claim_id, within_places
    )
    seen = await work.session.scalar(wanted)
    if seen is None:
        raise ClaimNotFound
    posting = await work.session.scalar(
        select(Posting).where(Posting.tenant_id == work.tenant_id, Posting.id == seen.posting_id)
    )
    if posting is None:
        raise ClaimNotFound
    if posting.cadre_id == work.ctx.actor.cadre_id:
        raise Forbidden("不能审批自己的补签申请,请由其他有权限的人审批。")
    reason = checked(reason) if approve else demanded(reason, "不同意补签须写明理由。")
    if approve:
        # The day is held before the claim, as by whoever else changes one.
        await set_day(work, posting, seen.day, AttendanceStatus.ON_DUTY, reason or f"补签:{seen.reason}", seen.part)
    claim = await work.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    _close(work, claim, ClaimState.APPROVED if approve else ClaimState.REJECTED, reason)


async def claim_entry(work: Work, entry: CheckInEntry, key: str) -> CheckedIn:
    """Keep, whole, a check-in that came too late to count by itself, as a claim on its day.

    Entries of one day make one claim; an entry that is in one already changes nothing. Raises as ``check_in`` does,
    but for ``CheckInTooOld`` and ``MonthSealed``.
    """
    cadre_id = own_cadre(work)
    check_key(key)
    check_entry(entry, work.clock.now())
    posting = await _own_posting(work, cadre_id, entry.posting_id, entry.day)
    if not posting.serves(entry.day):
        raise PostingNotInForce(entry.day)
    # Entries of one day wait for each other.
    await work.driver.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{posting.id}{entry.day}")
    claims = await _all(work, posting.id, entry.day)
    holder = next((claim for claim in claims if any(kept["id"] == str(entry.id) for kept in claim.entries)), None)
    if holder is not None:
        return CheckedIn(posting.id, entry.day, False, 0, repeated=True, claim_id=holder.id)
    claim = next((one for one in claims if one.state is ClaimState.SUBMITTED), None)
    if claim is None:
        claim = _submitted(work, posting, entry.day, DayPart.WHOLE, _LATE)
    claim.entries = [*claim.entries, _kept(entry)]
    if entry.photo_id is not None:
        await link(work, [entry.photo_id], RECORD_TYPE, str(claim.id), posting_id=posting.id)
    answer = CheckedIn(posting.id, entry.day, False, 0, claim_id=claim.id)
    await _remember(work, key, entry, answer)
    return answer


def _claimant(work: Work) -> UUID:
    cadre_id = require(work.ctx, Action.ATTENDANCE_CLAIM).cadre_id
    if cadre_id is None:
        raise Forbidden("只有选派干部本人可以申请补签。")
    return cadre_id


async def _own_posting(work: Work, cadre_id: UUID, posting_id: UUID | None, day: date) -> Posting:
    await work.transaction.flush()
    own = await work.driver.fetchval(_OWN_POSTING, work.tenant_id, cadre_id, posting_id, day)
    posting = own and await work.session.scalar(
        select(Posting).where(Posting.tenant_id == work.tenant_id, Posting.id == own)
    )
    if not isinstance(posting, Posting):
        raise PostingNotFound
    return posting


async def _demand_unsealed(work: Work, posting_id: UUID, day: date) -> None:
    if await work.driver.fetchval(_SEALED, work.tenant_id, posting_id, month_start(day)):
        raise MonthSealed


async def _all(work: Work, posting_id: UUID, day: date) -> Sequence[BackfillRequest]:
    rows = await work.session.scalars(
        select(BackfillRequest)
        .where(
            BackfillRequest.tenant_id == work.tenant_id,
            BackfillRequest.posting_id == posting_id,
            BackfillRequest.day == day,
        )
        .order_by(BackfillRequest.id)
        .with_for_update()
    )
    return rows.all()


async def _open(work: Work, posting_id: UUID, day: date) -> list[BackfillRequest]:
    return [claim for claim in await _all(work, posting_id, day) if claim.state is ClaimState.SUBMITTED]


def _submitted(work: Work, posting: Posting, day: date, part: DayPart, reason: str) -> BackfillRequest:
    claim = BackfillRequest(
        tenant_id=work.tenant_id,
        id=new_id(),
        posting_id=posting.id,
        region_code=posting.region_code,
        day=day,
        part=part,
        state=ClaimState.SUBMITTED,
        reason=reason,
        entries=[],
        submitted_by=work.ctx.actor.account_id,
        submitted_at=work.clock.now(),
    )
    work.session.add(claim)
    record(
        work,
        Action.ATTENDANCE_CLAIM,
        RECORD_TYPE,
        claim.id,
        after={"posting_id": str(posting.id), "day": day.isoformat(), "part": part},
        reason=reason,
    )
    return claim


def _close(work: Work, claim: BackfillRequest | None, state: ClaimState, reason: str | None) -> None:
    if claim is None:
        raise ClaimNotFound
    if claim.state is not ClaimState.SUBMITTED:
        raise ClaimClosed
    claim.state = state
    claim.decided_by = work.ctx.actor.account_id
    claim.decided_at = work.clock.now()
    claim.decision_reason = reason
    action = Action.ATTENDANCE_CLAIM if state is ClaimState.WITHDRAWN else Action.ATTENDANCE_DECIDE
    record(work, action, RECORD_TYPE, claim.id, before=ClaimState.SUBMITTED, after=state, reason=reason)


def _kept(entry: CheckInEntry) -> dict[str, Any]:
    """The entry as plain JSON, as it was sent."""
    kept: dict[str, Any] = orjson.loads(orjson.dumps(entry.content(), default=str))
    return kept


async def _remember(work: Work, key: str, entry: CheckInEntry, answer: CheckedIn) -> None:
    """Under the key of a check-in, so that it finds this answer whenever it is sent again."""
    outcome = {
        "posting_id": str(answer.posting_id),
        "day": answer.day.isoformat(),
        "counted": False,
        "on_duty_days": 0,
        "claim_id": str(answer.claim_id),
    }
    await work.session.flush()
    await work.session.execute(
        insert(IdempotencyKey)
        .values(
            tenant_id=work.tenant_id,
            account_id=work.ctx.actor.account_id,
            operation=str(Action.ATTENDANCE_CHECK_IN),
            key=key,
            fingerprint=entry.fingerprint(),
            outcome=outcome,
        )
        .on_conflict_do_nothing()
    )

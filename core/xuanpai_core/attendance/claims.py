"""补签: a day that could not be recorded in time is claimed with a reason, and somebody else decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance.entries import place_problems
from xuanpai_core.attendance.errors import ClaimClosed, ClaimNotFound, ClaimOpen, MonthSealed
from xuanpai_core.attendance.fences import surroundings
from xuanpai_core.attendance.halves import parts_of
from xuanpai_core.attendance.models import AttendanceStatus, BackfillRequest, ClaimState
from xuanpai_core.attendance.places import Datum, Point, to_wgs84
from xuanpai_core.attendance.reasons import checked, demanded
from xuanpai_core.attendance.registering import demand_served, set_day
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.service import once
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import month_start
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.texts import one_line

RECORD_TYPE = "backfill_request"
PLACE_LIMIT = 200

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

    ``posting_id`` None: the one in force on that day. Where one was may be said in words (``place``), or shown by a
    fix in degrees of ``datum`` and metres, or both.
    """

    day: date
    reason: str
    part: DayPart = DayPart.WHOLE
    posting_id: UUID | None = None
    evidence_ids: tuple[UUID, ...] = ()
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    datum: Datum = Datum.WGS84

    def where(self) -> dict[str, Any]:
        """Where it says that one was, as far as it says so."""
        told = {name: getattr(self, name) for name in ("place", "latitude", "longitude", "accuracy_m")}
        if self.datum is not Datum.WGS84:
            told["datum"] = self.datum
        return {name: value for name, value in told.items() if value is not None}


async def claim_day(work: Work, new: NewClaim, key: str) -> UUID:
    """Claim a day of one's own posting; returns the claim's id.

    Raises ``Forbidden``, ``PostingNotFound``, ``PostingNotInForce``, ``DayInFuture``, ``MonthSealed``, ``ClaimOpen``,
    ``EvidenceNotFound``, ``Invalid`` (``REASON_REQUIRED``, ``INVALID_REASON``, ``INVALID_TEXT``, ``INVALID_PLACE``).
    """
    cadre_id = _claimant(work)
    place = None if new.place is None else one_line(new.place, path="place", title="当天所在的地方", limit=PLACE_LIMIT)
    if problems := place_problems(new.latitude, new.longitude, new.accuracy_m):
        raise Invalid(" ".join(one.message for one in problems), code="INVALID_PLACE", fields=problems)
    content = {
        "day": new.day.isoformat(),
        "part": new.part,
        "reason": new.reason,
        "posting_id": new.posting_id,
        "evidence_ids": sorted(str(one) for one in new.evidence_ids),
        **new.where(),
    }

    async def act() -> dict[str, Any]:
        posting = await own_posting_on(work, cadre_id, new.posting_id, new.day)
        demand_served(work, posting, new.day)
        reason = demanded(new.reason, "补签须写明当天没有签到的原因。")
        await _demand_unsealed(work, posting.id, new.day)
        if any(set(parts_of(one.part)) & set(parts_of(new.part)) for one in await _open(work, posting.id, new.day)):
            raise ClaimOpen
        claim = submitted(work, posting, new.day, new.part, reason)
        claim.place = place
        await locate(work, cadre_id, claim, fix_of(new.latitude, new.longitude, new.datum), new.accuracy_m)
        await link(work, new.evidence_ids, RECORD_TYPE, str(claim.id), posting_id=posting.id)
        return {"id": str(claim.id)}

    return UUID((await once(work, Action.ATTENDANCE_CLAIM, key, content, act))["id"])


async def withdraw_claim(work: Work, claim_id: UUID) -> None:
    """Take one's own open claim back; again, and nothing changes.

    Raises ``ClaimNotFound``, ``ClaimClosed``, ``Forbidden``.
    """
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
    if claim is not None and claim.state is ClaimState.WITHDRAWN:
        return
    _close(work, claim, ClaimState.WITHDRAWN, None)


async def decide_claim(work: Work, claim_id: UUID, *, approve: bool, reason: str | None = None) -> None:
    """Approve a claim within reach, and the day is registered on duty; or reject it, with a reason.

    Nobody decides a claim of their own; whoever decides the same again changes nothing. Raises ``ClaimNotFound``,
    ``ClaimClosed``, ``MonthSealed``, ``PostingNotInForce``, ``Invalid`` (``REASON_REQUIRED``, ``INVALID_REASON``),
    ``Forbidden``.
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
    state = ClaimState.APPROVED if approve else ClaimState.REJECTED
    if seen.state is not ClaimState.SUBMITTED:
        if (seen.state, seen.decided_by, seen.decision_reason) != (state, work.ctx.actor.account_id, reason):
            raise ClaimClosed
        return
    if approve:
        # The posting may have ended since it was claimed.
        demand_served(work, posting, seen.day)
        # The day is held before the claim, as by whoever else changes one.
        await set_day(work, posting, seen.day, AttendanceStatus.ON_DUTY, reason or f"补签:{seen.reason}", seen.part)
    claim = await work.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    _close(work, claim, state, reason)


def fix_of(latitude: float | None, longitude: float | None, datum: Datum) -> Point | None:
    """The WGS-84 place; None where there is none."""
    if latitude is None or longitude is None:
        return None
    return to_wgs84(latitude, longitude) if datum is Datum.GCJ02 else (latitude, longitude)


async def locate(
    work: Work, cadre_id: UUID, claim: BackfillRequest, fix: Point | None, accuracy_m: float | None
) -> None:
    """Keep where the claim was made, and how far that is from the fences of the day that is claimed."""
    if fix is None:
        return
    claim.latitude, claim.longitude, claim.accuracy_m = *fix, accuracy_m
    claim.distance_m = (await surroundings(work, cadre_id, claim.posting_id, claim.day)).distance_m(*fix)


def _claimant(work: Work) -> UUID:
    cadre_id = require(work.ctx, Action.ATTENDANCE_CLAIM).cadre_id
    if cadre_id is None:
        raise Forbidden("只有选派干部本人可以申请补签。")
    return cadre_id


async def own_posting_on(work: Work, cadre_id: UUID, posting_id: UUID | None, day: date) -> Posting:
    """The cadre's own posting of that id, else the one in force on the day; raises ``PostingNotFound``."""
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


async def claims_of(work: Work, posting_id: UUID, day: date) -> Sequence[BackfillRequest]:
    """All claims of that day, held until the transaction ends."""
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
    return [claim for claim in await claims_of(work, posting_id, day) if claim.state is ClaimState.SUBMITTED]


def submitted(work: Work, posting: Posting, day: date, part: DayPart, reason: str) -> BackfillRequest:
    """A new claim, added to the session and to the trail."""
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

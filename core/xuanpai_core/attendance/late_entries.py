"""Check-ins that came too late to count by themselves: kept whole, as claims that a person decides."""

from typing import Any

import orjson
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.attendance.checking import CheckedIn, check_key, own_cadre
from xuanpai_core.attendance.claims import RECORD_TYPE, claims_of, fix_of, locate, own_posting_on, submitted
from xuanpai_core.attendance.entries import CheckInEntry, check_entry
from xuanpai_core.attendance.errors import PostingNotInForce
from xuanpai_core.attendance.models import ClaimState
from xuanpai_core.authz.actions import Action
from xuanpai_core.db.session import Work
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.models import IdempotencyKey
from xuanpai_core.judgement.month import DayPart

_LATE = "补传的签到超过期限或当月已盖章,转为补签申请。"


async def claim_entry(work: Work, entry: CheckInEntry, key: str) -> CheckedIn:
    """Keep, whole, a check-in that came too late to count by itself, as a claim on its day.

    Entries of one day make one claim; an entry that is in one already changes nothing. Raises as ``check_in`` does,
    but for ``CheckInTooOld`` and ``MonthSealed``.
    """
    cadre_id = own_cadre(work)
    check_key(key)
    check_entry(entry, work.clock.now())
    posting = await own_posting_on(work, cadre_id, entry.posting_id, entry.day)
    if not posting.serves(entry.day):
        raise PostingNotInForce(entry.day)
    # Entries of one day wait for each other.
    await work.driver.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{posting.id}{entry.day}")
    claims = await claims_of(work, posting.id, entry.day)
    holder = next((claim for claim in claims if any(kept["id"] == str(entry.id) for kept in claim.entries)), None)
    if holder is not None:
        return CheckedIn(posting.id, entry.day, False, 0, repeated=True, claim_id=holder.id)
    claim = next((one for one in claims if one.state is ClaimState.SUBMITTED), None)
    if claim is None:
        claim = submitted(work, posting, entry.day, DayPart.WHOLE, _LATE)
    claim.entries = [*claim.entries, _kept(entry)]
    if claim.latitude is None:
        fix = fix_of(entry.latitude, entry.longitude, entry.datum)
        await locate(work, cadre_id, claim, fix, entry.accuracy_m)
    if entry.photo_id is not None:
        await link(work, [entry.photo_id], RECORD_TYPE, str(claim.id), posting_id=posting.id)
    answer = CheckedIn(posting.id, entry.day, False, 0, claim_id=claim.id)
    await _remember(work, key, entry, answer)
    return answer


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

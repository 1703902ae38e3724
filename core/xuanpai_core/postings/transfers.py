"""Party membership moved to the village and back, and release from the home unit (FJ-11)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parties.tokens import of_posting
from xuanpai_core.postings import repository
from xuanpai_core.postings.appointment import demand_past
from xuanpai_core.postings.errors import (
    NotTransferredIn,
    PostingNotFound,
    ReleaseAlreadyRecorded,
    TransferAlreadyRecorded,
)
from xuanpai_core.postings.models import PartyTransfer, TransferDirection, UnitRelease
from xuanpai_core.texts import one_line

TRANSFER_RECORD, RELEASE_RECORD = "party_transfer", "unit_release"
RELEASED = "released"
_KINDS = {TransferDirection.IN: "party_transfer.in", TransferDirection.BACK: "party_transfer.back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTransfer:
    """A transfer of party membership from one branch to another."""

    posting_id: UUID
    direction: TransferDirection
    transferred_on: date
    from_branch: str
    to_branch: str
    evidence_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """The home unit let go of the cadre's work, and who does it now."""

    posting_id: UUID
    released_on: date
    handed_over_to: str | None = None
    evidence_ids: tuple[UUID, ...] = ()


async def record_transfer(work: Work, new: NewTransfer, key: str) -> UUID:
    """Write a transfer down; returns the posting's id.

    Raises ``Forbidden``, ``PostingNotFound``, ``TransferAlreadyRecorded``, ``NotTransferredIn``, ``EvidenceNotFound``,
    ``Invalid`` (``INVALID_TEXT``, ``IN_FUTURE``).
    """
    reach = require(work.ctx, Action.POSTING_APPOINT)
    demand_past(work, new.transferred_on)
    new = replace(
        new,
        from_branch=one_line(new.from_branch, path="fromBranch", title="转出党组织"),
        to_branch=one_line(new.to_branch, path="toBranch", title="转入党组织"),
    )

    async def act() -> Outcome:
        if await repository.posting_within(work, new.posting_id, reach, hold=True) is None:
            raise PostingNotFound
        there = await repository.transfers(work, new.posting_id)
        if new.direction in there:
            raise TransferAlreadyRecorded
        if new.direction is TransferDirection.BACK and TransferDirection.IN not in there:
            raise NotTransferredIn
        await _store_transfer(work, new)
        return {}

    await once(work, "posting:party_transfer", key, asdict(new), act)
    return new.posting_id


async def record_release(work: Work, new: NewRelease, key: str) -> UUID:
    """Write down that the home unit released the cadre; returns the posting's id.

    Raises ``Forbidden``, ``PostingNotFound``, ``ReleaseAlreadyRecorded``, ``EvidenceNotFound``, ``Invalid``
    (``INVALID_TEXT``, ``IN_FUTURE``).
    """
    reach = require(work.ctx, Action.POSTING_APPOINT)
    demand_past(work, new.released_on)
    if new.handed_over_to is not None:
        new = replace(new, handed_over_to=one_line(new.handed_over_to, path="handedOverTo", title="接手人"))

    async def act() -> Outcome:
        if await repository.posting_within(work, new.posting_id, reach, hold=True) is None:
            raise PostingNotFound
        if await repository.is_released(work, new.posting_id):
            raise ReleaseAlreadyRecorded
        told = {name: value for name, value in asdict(new).items() if name != "evidence_ids"}
        work.session.add(UnitRelease(tenant_id=work.tenant_id, recorded_by=work.ctx.actor.account_id, **told))
        await work.session.flush()
        await _prove(work, RELEASE_RECORD, str(new.posting_id), new.posting_id, new.evidence_ids)
        deed = _deed(work, RELEASED, new.posting_id, new.released_on, new.evidence_ids)
        await tell(work, RELEASE_RECORD, str(new.posting_id), [deed])
        record(work, "posting:release", "posting", new.posting_id, after={"released_on": new.released_on})
        return {}

    await once(work, "posting:release", key, asdict(new), act)
    return new.posting_id


async def _store_transfer(work: Work, new: NewTransfer) -> None:
    told = {name: value for name, value in asdict(new).items() if name != "evidence_ids"}
    work.session.add(PartyTransfer(tenant_id=work.tenant_id, recorded_by=work.ctx.actor.account_id, **told))
    await work.session.flush()
    record_key = f"{new.posting_id}/{new.direction}"
    await _prove(work, TRANSFER_RECORD, record_key, new.posting_id, new.evidence_ids)
    deed = _deed(work, _KINDS[new.direction], new.posting_id, new.transferred_on, new.evidence_ids)
    await tell(work, TRANSFER_RECORD, record_key, [deed])
    record(work, "posting:party_transfer", "posting", new.posting_id, after=told)


async def _prove(work: Work, record_type: str, record_key: str, posting_id: UUID, files: Sequence[UUID]) -> None:
    await link(work, files, record_type, record_key, posting_id=posting_id, checked=True)


def _deed(work: Work, kind: str, posting_id: UUID, day: date, files: Sequence[UUID]) -> Deed:
    features = {"evidence": today(work.clock)} if files else {}
    return Deed.of_day(kind, frozenset({of_posting(posting_id)}), day, features)

"""The marks of a village: set as the rulebook knows them, taken off with proof, never forgotten (JZ-38)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.service import subject_changed
from xuanpai_core.evidence.service import Revealed, link, reveal
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.plugins.rulebook import TagRule
from xuanpai_core.regions.repository import Node
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import one_line, paragraphs
from xuanpai_core.villages import repository
from xuanpai_core.villages.errors import (
    DateImpossible,
    EvidenceRequired,
    TagEnded,
    TagNotFound,
    TagOverlaps,
    UnknownTag,
)
from xuanpai_core.villages.models import VillageTag
from xuanpai_core.villages.places import hold, known_village

RECORD_TYPE = "village_tag"
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class NewTag:
    """A mark that a village carries from a day on, and why."""

    region_code: str
    code: str
    valid_from: date
    reason: str
    evidence_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Delisting:
    """摘帽: ``delisted_on`` is the first day without the mark; ``ground`` says on what basis, the files prove it."""

    tag_id: UUID
    delisted_on: date
    ground: str
    evidence_ids: tuple[UUID, ...] = ()


async def set_tag(work: Work, new: NewTag, key: str) -> UUID:
    """Put a mark of the rulebook on a village; returns the mark's id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotAVillage``, ``UnknownTag``, ``TagOverlaps``,
    ``DateImpossible``, ``Invalid`` (``INVALID_TEXT``), ``EvidenceNotFound``.
    """
    village = await known_village(work, Action.VILLAGE_RECORD, new.region_code)
    if new.valid_from > today(work.clock):
        raise DateImpossible("validFrom", "列入日期不能晚于今天,请在列入之后再登记。")
    reason = paragraphs(new.reason, path="reason", title="列入理由", limit=REASON_LIMIT)
    checked = replace(new, reason=reason)

    async def act() -> Outcome:
        return {"id": str(await _set(work, checked, village))}

    return UUID((await once(work, "village:tag", key, asdict(checked), act))["id"])


async def delist(work: Work, done: Delisting, key: str) -> UUID:
    """Take a mark off from a day on; the rulebook says whether that needs proof.

    Raises ``Forbidden``, ``TagNotFound``, ``TagEnded``, ``EvidenceRequired``, ``DateImpossible``, ``Invalid``
    (``INVALID_TEXT``), ``EvidenceNotFound``; what is refused changes nothing.
    """
    reach = require(work.ctx, Action.VILLAGE_RECORD)
    ground = paragraphs(done.ground, path="ground", title="摘帽依据", limit=REASON_LIMIT)
    checked = replace(done, ground=ground)

    async def act() -> Outcome:
        return {"id": str(await _delist(work, checked, reach))}

    return UUID((await once(work, "village:delist", key, asdict(checked), act))["id"])


async def tag_rules(work: Work, region_code: str, on: date) -> list[TagRule]:
    """The marks that villages may carry there that day, by code. Asks nobody's permission."""
    found = (await rulebooks(work)).every(TagRule, region_code, on)
    return [rule for _, rule in found]


async def _set(work: Work, new: NewTag, village: Node) -> UUID:
    code = one_line(new.code, path="code", title="村的类别", limit=64)
    rule = await _rule(work, village.code, code, (new.valid_from, today(work.clock)))
    if rule is None:
        raise UnknownTag(code, await tag_rules(work, village.code, today(work.clock)))
    await hold(work, village.code)
    standing = await repository.overlapping_tag(work, village.code, code, new.valid_from)
    if standing is not None:
        raise TagOverlaps(standing.title, standing.valid_from, standing.valid_to)
    tag = VillageTag(
        tenant_id=work.tenant_id,
        id=new_id(),
        region_code=village.code,
        code=code,
        title=rule.title,
        valid_from=new.valid_from,
        reason=new.reason,
        recorded_by=work.ctx.actor.account_id,
    )
    work.session.add(tag)
    await work.session.flush()
    await _prove(work, tag, new.evidence_ids)
    await subject_changed(work, places=[village.code])
    after = {"region_code": village.code, "code": code, "valid_from": new.valid_from}
    record(work, Action.VILLAGE_RECORD, RECORD_TYPE, tag.id, after=after, reason=new.reason)
    return tag.id


async def _delist(work: Work, done: Delisting, reach: Extent) -> UUID:
    tag = await repository.tag_within(work, done.tag_id, reach)
    if tag is None:
        raise TagNotFound
    if tag.valid_to is not None:
        raise TagEnded(tag.title, tag.valid_to)
    if not tag.valid_from < done.delisted_on <= today(work.clock):
        raise DateImpossible("delistedOn", "摘帽日期须在列入日期之后,且不能晚于今天。")
    rule = await _rule(work, tag.region_code, tag.code, (done.delisted_on, tag.valid_from))
    if (rule is None or rule.proof) and not done.evidence_ids:
        raise EvidenceRequired(tag.title)
    tag.valid_to = done.delisted_on - timedelta(days=1)
    tag.ended_because, tag.ended_by = done.ground, work.ctx.actor.account_id
    await work.session.flush()
    await _prove(work, tag, done.evidence_ids)
    await subject_changed(work, places=[tag.region_code])
    after = {"valid_to": tag.valid_to, "evidence": [str(evidence) for evidence in done.evidence_ids]}
    record(work, "village:delist", RECORD_TYPE, tag.id, before={"valid_to": None}, after=after, reason=done.ground)
    return tag.id


async def _rule(work: Work, region_code: str, code: str, days: Sequence[date]) -> TagRule | None:
    """The rule on the mark on the first of ``days`` on which there is one: history is entered late."""
    rules = await rulebooks(work)
    for day in days:
        found = rules.one(TagRule, f"tag:{code}", region_code, day)
        if found is not None:
            return found[1]
    return None


async def _prove(work: Work, tag: VillageTag, evidence_ids: Sequence[UUID]) -> None:
    await link(work, evidence_ids, RECORD_TYPE, str(tag.id), posting_id=None, checked=True)
    await reveal(work, RECORD_TYPE, [Revealed(str(tag.id), None, tag.region_code)])

"""Bulletins: drafted where nobody concerned sees them, then published to those they are about (FJ-21)."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.bulletins import repository
from xuanpai_core.bulletins.errors import (
    BulletinNotFound,
    BulletinPublished,
    GroundsNotPublished,
    OneSubject,
    SubjectNotFound,
)
from xuanpai_core.bulletins.models import Bulletin, BulletinGround, BulletinSubject
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.inspections.service import known_findings
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs

__all__ = ["BulletinNotFound", "NewBulletin", "draft_bulletin", "publish_bulletin"]

GROUNDS_LIMIT = 200


@dataclass(frozen=True, slots=True)
class NewBulletin:
    """A draft about one unit, one place (``region_code``) or one person (``posting_id``), and what it rests on."""

    title: str
    content: str
    unit_id: UUID | None = None
    region_code: str | None = None
    posting_id: UUID | None = None
    finding_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whom it is about, and by which place, unit and cadre it will be shown."""

    subject: BulletinSubject
    region_code: str
    unit_id: UUID | None = None
    posting_id: UUID | None = None
    cadre_id: UUID | None = None


async def draft_bulletin(work: Work, new: NewBulletin, key: str) -> UUID:
    """Draft a bulletin about somebody within reach; returns its id.

    Raises ``Forbidden``, ``OneSubject``, ``SubjectNotFound``, ``FindingNotFound`` and ``Invalid``
    (``INVALID_TEXT``, ``INVALID_REGION_CODE``, ``TOO_MANY_GROUNDS``).
    """
    reach = require(work.ctx, Action.BULLETIN_PUBLISH)
    if sum(part is not None for part in (new.unit_id, new.region_code, new.posting_id)) != 1:
        raise OneSubject
    if len(new.finding_ids) > GROUNDS_LIMIT:
        raise Invalid(f"一份通报最多引用 {GROUNDS_LIMIT} 条检查结果。", code="TOO_MANY_GROUNDS")
    new = replace(
        new,
        title=one_line(new.title, path="title", title="通报标题"),
        content=paragraphs(new.content, path="content", title="通报内容", limit=20_000),
    )

    async def act() -> Outcome:
        return {"id": str(await _draft(work, new, reach))}

    return UUID((await once(work, "bulletin:draft", key, asdict(new), act))["id"])


async def publish_bulletin(work: Work, bulletin_id: UUID, key: str) -> UUID:
    """Make a draft known to those it is about and to those above them.

    Raises ``BulletinNotFound``, ``BulletinPublished``, ``GroundsNotPublished``, ``FindingNotFound``, ``Forbidden``.
    """
    reach = require(work.ctx, Action.BULLETIN_PUBLISH)

    async def act() -> Outcome:
        bulletin = await repository.drafted(work, bulletin_id, reach)
        if bulletin is None:
            raise BulletinNotFound
        if bulletin.published_at is not None:
            raise BulletinPublished
        grounds = await known_findings(work, await repository.grounds(work, bulletin_id))
        if any(inspection.published_at is None for _, inspection in grounds):
            raise GroundsNotPublished
        bulletin.published_at, bulletin.published_by = work.clock.now(), work.ctx.actor.account_id
        record(work, Action.BULLETIN_PUBLISH, "bulletin", bulletin_id, title=bulletin.title)
        return {}

    await once(work, Action.BULLETIN_PUBLISH, key, [bulletin_id], act)
    return bulletin_id


async def _draft(work: Work, new: NewBulletin, reach: Extent) -> UUID:
    subject = await _subject(work, new, reach)
    grounds = [finding.id for finding, _ in await known_findings(work, new.finding_ids)]
    bulletin_id = new_id()
    work.session.add(
        Bulletin(
            tenant_id=work.tenant_id,
            id=bulletin_id,
            title=new.title,
            content=new.content,
            drafted_by=work.ctx.actor.account_id,
            drafter_region_code=next(place for place in reach.places if subject.region_code.startswith(place)),
            **asdict(subject),
        )
    )
    await work.session.flush()
    work.session.add_all(
        BulletinGround(tenant_id=work.tenant_id, bulletin_id=bulletin_id, finding_id=finding_id)
        for finding_id in grounds
    )
    detail = {"subject": subject.subject, "title": new.title, "grounds": len(grounds)}
    record(work, "bulletin:draft", "bulletin", bulletin_id, after=detail)
    return bulletin_id


async def _subject(work: Work, new: NewBulletin, reach: Extent) -> _Subject:
    """Whom it is about; unknown and out of reach look the same."""
    if new.posting_id is not None:
        posting = await repository.posting_within(work, new.posting_id, reach)
        if posting is None:
            raise SubjectNotFound
        unit_id, cadre_id = posting.sending_unit_id, posting.cadre_id
        return _Subject(BulletinSubject.PERSON, posting.region_code, unit_id, posting.id, cadre_id)
    if new.unit_id is not None:
        unit = await repository.unit_within(work, new.unit_id, reach)
        if unit is None:
            raise SubjectNotFound
        return _Subject(BulletinSubject.UNIT, unit.region_code, unit.id)
    code = RegionCode.parse(new.region_code or "")
    if not reach.covers_place(code):
        raise SubjectNotFound
    try:
        place = await known_region(work, code)
    except NotFound:
        raise SubjectNotFound from None
    return _Subject(BulletinSubject.PLACE, place.code)

"""Projects and their public notices."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, insert

from xuanpai_core.attendance.service import PostingNotInForce
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem, Forbidden
from xuanpai_core.evidence.models import EvidenceKind
from xuanpai_core.evidence.service import Revealed, link, reveal
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.projects import repository
from xuanpai_core.projects.deeds import RECORD_TYPE, tell_project
from xuanpai_core.projects.errors import (
    InvalidProject,
    PhotoRequired,
    ProjectCancelled,
    ProjectNotFound,
    ProjectTaken,
    ReceivedExceeds,
)
from xuanpai_core.projects.ledger import funding
from xuanpai_core.projects.models import Project, ProjectKind, ProjectQuantity, ProjectStatus, PublicNotice
from xuanpai_core.projects.units import spelled
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs

NOTICE_RECORD = "public_notice"
MOST_FEN = 10**13
MOST_AMOUNT = Decimal(10) ** 12
QUANTITIES_LIMIT = 20


@dataclass(frozen=True, slots=True)
class NewQuantity:
    """So much of one thing, at most three decimals."""

    item: str
    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project of a village or township; ``posting_id``: whose holder brings it, None if nobody's."""

    region_code: str
    title: str
    kind: ProjectKind
    established_on: date
    posting_id: UUID | None = None
    cost_fen: int | None = None
    quantities: tuple[NewQuantity, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """What changes of a project, None: nothing; ``quantities`` replace all that there were; ``reason`` why."""

    project_id: UUID
    reason: str
    status: ProjectStatus | None = None
    cost_fen: int | None = None
    quantities: tuple[NewQuantity, ...] | None = None


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A project on the notice board from ``posted_on`` to ``until``, with photos of it."""

    project_id: UUID
    posted_on: date
    until: date
    photo_ids: tuple[UUID, ...]


async def record_project(work: Work, new: NewProject, key: str) -> UUID:
    """Enter a project; returns its id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``PostingNotFound``, ``PostingNotInForce``,
    ``InvalidProject``, ``ProjectTaken``, ``Invalid`` (``INVALID_TEXT``, ``INVALID_REGION_CODE``).
    """
    reach = require(work.ctx, Action.PROJECT_RECORD)
    code = RegionCode.parse(new.region_code)
    if new.posting_id is None and not reach.covers_place(code):
        raise Forbidden("这个地方不在您的管辖范围内。")
    checked = _checked(work, new, code)

    async def act() -> Outcome:
        return {"id": str(await _record(work, checked, code, reach))}

    return UUID((await once(work, "project:record", key, asdict(checked), act))["id"])


async def change_project(work: Work, change: ProjectChange, key: str) -> UUID:
    """Say how far a project is, what it costs, or what it makes; returns its id.

    Raises ``Forbidden``, ``ProjectNotFound``, ``ProjectCancelled``, ``InvalidProject``, ``ReceivedExceeds``,
    ``Invalid`` (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.PROJECT_RECORD)
    reason = paragraphs(change.reason, path="reason", title="变更原因", limit=500)
    quantities = None if change.quantities is None else _quantities(change.quantities)
    _check_cost(change.cost_fen)
    checked = replace(change, reason=reason, quantities=quantities)

    async def act() -> Outcome:
        return {"id": str(await _change(work, checked, reach))}

    return UUID((await once(work, "project:change", key, asdict(checked), act))["id"])


async def post_notice(work: Work, new: NewNotice, key: str) -> UUID:
    """Enter that a project was made public, proved by photos; returns the notice's id.

    Raises ``Forbidden``, ``ProjectNotFound``, ``ProjectCancelled``, ``PhotoRequired``, ``InvalidProject``,
    ``EvidenceNotFound``.
    """
    reach = require(work.ctx, Action.PROJECT_RECORD)
    if not new.photo_ids:
        raise PhotoRequired
    if new.posted_on > today(work.clock) or new.until < new.posted_on:
        message = "公示日期不能晚于今天,截止日期不能早于公示日期。"
        raise InvalidProject([FieldProblem("postedOn", "DATE_IMPOSSIBLE", message)])

    async def act() -> Outcome:
        return {"id": str(await _post(work, new, reach))}

    return UUID((await once(work, "project:notice", key, asdict(new), act))["id"])


async def held_project(work: Work, project_id: UUID, reach: Extent) -> Project:
    """The project, locked; raises ``ProjectNotFound`` and ``ProjectCancelled``."""
    project = await repository.project_within(work, project_id, reach, lock=True)
    if project is None:
        raise ProjectNotFound
    if project.status is ProjectStatus.CANCELLED:
        raise ProjectCancelled
    return project


def _checked(work: Work, new: NewProject, code: RegionCode) -> NewProject:
    """What can be told wrong before anything is read."""
    if new.established_on > today(work.clock):
        message = "立项日期不能晚于今天,请在立项之后再登记。"
        raise InvalidProject([FieldProblem("establishedOn", "IN_FUTURE", message)])
    if code.level < RegionLevel.TOWNSHIP:
        message = "项目请登记到村或乡镇。"
        raise InvalidProject([FieldProblem("regionCode", "NOT_A_VILLAGE", message)])
    _check_cost(new.cost_fen)
    title = one_line(new.title, path="title", title="项目名称")
    return replace(new, title=title, quantities=_quantities(new.quantities))


def _check_cost(cost_fen: int | None) -> None:
    if cost_fen is not None and not 0 < cost_fen <= MOST_FEN:
        message = "造价须大于 0,且不超过一千亿元;金额以分为单位。"
        raise InvalidProject([FieldProblem("costFen", "OUT_OF_RANGE", message)])


def _quantities(given: Sequence[NewQuantity]) -> tuple[NewQuantity, ...]:
    """Each with its unit's one spelling; raises ``InvalidProject``."""
    if len(given) > QUANTITIES_LIMIT:
        message = f"一个项目最多登记 {QUANTITIES_LIMIT} 项工程量。"
        raise InvalidProject([FieldProblem("quantities", "WRONG_NUMBER", message)])
    found = []
    for at, quantity in enumerate(given):
        path = f"quantities.{at}"
        item = one_line(quantity.item, path=f"{path}.item", title="工程内容", limit=50)
        unit = spelled(one_line(quantity.unit, path=f"{path}.unit", title="单位", limit=16))
        if not 0 < quantity.amount <= MOST_AMOUNT or quantity.amount != round(quantity.amount, 3):
            message = "数量须大于 0,最多三位小数。"
            raise InvalidProject([FieldProblem(f"{path}.amount", "OUT_OF_RANGE", message)])
        found.append(NewQuantity(item, quantity.amount, unit))
    if [name for name, times in Counter((one.item, one.unit) for one in found).items() if times > 1]:
        message = "同一工程内容、同一单位登记了两次,请合并成一行。"
        raise InvalidProject([FieldProblem("quantities", "DUPLICATE", message)])
    return tuple(found)


async def _record(work: Work, new: NewProject, code: RegionCode, reach: Extent) -> UUID:
    if new.posting_id is not None:
        await _check_posting(work, new.posting_id, new.established_on, code, reach)
    place = await known_region(work, code)
    if await repository.same_project(work, place.code, new.title, new.established_on):
        raise ProjectTaken(new.title)
    project = Project(
        tenant_id=work.tenant_id,
        id=new_id(),
        region_code=place.code,
        posting_id=new.posting_id,
        title=new.title,
        kind=new.kind,
        status=ProjectStatus.ESTABLISHED,
        established_on=new.established_on,
        cost_fen=new.cost_fen,
        recorded_by=work.ctx.actor.account_id,
    )
    work.session.add(project)
    await work.session.flush()
    await _store_quantities(work, project.id, new.quantities)
    await tell_project(work, project)
    record(work, Action.PROJECT_RECORD, RECORD_TYPE, project.id, after=asdict(new))
    return project.id


async def _check_posting(work: Work, posting_id: UUID, on: date, code: RegionCode, reach: Extent) -> None:
    posting = await repository.posting_within(work, posting_id, reach)
    if posting is None:
        raise PostingNotFound
    if not posting.serves(on):
        raise PostingNotInForce(on)
    if not code.startswith(posting.region_code):
        message = "项目不在这名干部任职的地方,请核对村或任职。"
        raise InvalidProject([FieldProblem("regionCode", "NOT_AT_THE_POSTING", message)])


async def _change(work: Work, change: ProjectChange, reach: Extent) -> UUID:
    project = await held_project(work, change.project_id, reach)
    before = {"status": project.status, "cost_fen": project.cost_fen}
    if change.cost_fen is not None:
        received = funding(None, await repository.money_of(work, [project.id])).received_fen
        if received > change.cost_fen:
            raise ReceivedExceeds(received, "项目造价", change.cost_fen)
        project.cost_fen = change.cost_fen
    if change.status is not None:
        project.status = change.status
    project.changed_because = change.reason
    await work.session.flush()
    if change.quantities is not None:
        await _store_quantities(work, project.id, change.quantities)
    await tell_project(work, project)
    after = {"status": project.status, "cost_fen": project.cost_fen}
    more = None if change.quantities is None else [asdict(one) for one in change.quantities]
    why = change.reason
    record(work, "project:change", RECORD_TYPE, project.id, before=before, after=after, reason=why, quantities=more)
    return project.id


async def _store_quantities(work: Work, project_id: UUID, quantities: Sequence[NewQuantity]) -> None:
    await work.session.execute(
        delete(ProjectQuantity).where(
            ProjectQuantity.tenant_id == work.tenant_id, ProjectQuantity.project_id == project_id
        )
    )
    rows = [{"tenant_id": work.tenant_id, "project_id": project_id, **asdict(one)} for one in quantities]
    if rows:
        await work.session.execute(insert(ProjectQuantity), rows)


async def _post(work: Work, new: NewNotice, reach: Extent) -> UUID:
    project = await held_project(work, new.project_id, reach)
    notice = PublicNotice(
        tenant_id=work.tenant_id,
        id=new_id(),
        project_id=project.id,
        posted_on=new.posted_on,
        until=new.until,
        recorded_by=work.ctx.actor.account_id,
    )
    work.session.add(notice)
    await work.session.flush()
    key = str(notice.id)
    kind = EvidenceKind.PHOTO
    await link(work, new.photo_ids, NOTICE_RECORD, key, posting_id=project.posting_id, kind=kind, checked=True)
    if project.posting_id is None:
        await reveal(work, NOTICE_RECORD, [Revealed(key, None, project.region_code)])
    await tell_project(work, project)
    after = {"project_id": project.id, "posted_on": new.posted_on, "until": new.until}
    record(work, "project:notice", NOTICE_RECORD, notice.id, after=after)
    return notice.id

"""The ledger of projects: what was promised, what arrived, and what is missing (DY-14, DY-15)."""

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.projects import repository
from xuanpai_core.projects.errors import (
    InvalidProject,
    ProjectNotFound,
    ReceiptNotFound,
    ReceiptReversed,
    ReceivedExceeds,
    SourceNotFound,
)
from xuanpai_core.projects.ledger import Funding, Matching, funding, matching, unit_price_fen
from xuanpai_core.projects.models import FundingKind, FundingReceipt, FundingSource, Project
from xuanpai_core.projects.recording import MOST_FEN, held_project
from xuanpai_core.projects.repository import PlacedProject
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.texts import one_line, paragraphs


@dataclass(frozen=True, slots=True)
class NewPledge:
    """So much 分 promised to a project by somebody on a day."""

    project_id: UUID
    kind: FundingKind
    giver: str
    pledged_fen: int
    pledged_on: date


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """So much 分 of a source arrived on a day in an account (镇财政账户)."""

    source_id: UUID
    received_on: date
    amount_fen: int
    account: str


@dataclass(frozen=True, slots=True)
class ProjectFunding:
    """A project's money, its match, and what one unit costs where the project makes one thing only."""

    money: Funding
    match: Matching
    unit_price_fen: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class SpecialFund:
    """A project that a special fund supports, and how it is matched."""

    project: PlacedProject
    match: Matching


async def pledge(work: Work, new: NewPledge, key: str) -> UUID:
    """Enter what was promised; returns the source's id.

    Raises ``Forbidden``, ``ProjectNotFound``, ``ProjectCancelled``, ``InvalidProject``, ``Invalid``
    (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.PROJECT_RECORD)
    _check(work, "pledgedFen", new.pledged_fen, "pledgedOn", new.pledged_on)
    checked = replace(new, giver=one_line(new.giver, path="giver", title="出资方"))

    async def act() -> Outcome:
        project = await held_project(work, checked.project_id, reach)
        values = asdict(checked)
        source_id, author = new_id(), work.ctx.actor.account_id
        work.session.add(FundingSource(tenant_id=work.tenant_id, id=source_id, recorded_by=author, **values))
        await work.session.flush()
        record(work, "project:pledge", "funding_source", source_id, after=values, project=str(project.id))
        return {"id": str(source_id)}

    return UUID((await once(work, "project:pledge", key, asdict(checked), act))["id"])


async def receive(work: Work, new: NewReceipt, key: str) -> UUID:
    """Enter money that arrived; returns the receipt's id.

    Raises ``Forbidden``, ``SourceNotFound``, ``ProjectCancelled``, ``ReceivedExceeds`` (more than pledged, or than the
    project costs), ``InvalidProject``, ``Invalid`` (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.PROJECT_RECORD)
    _check(work, "amountFen", new.amount_fen, "receivedOn", new.received_on)
    checked = replace(new, account=one_line(new.account, path="account", title="到账账户"))

    async def act() -> Outcome:
        return {"id": str(await _receive(work, checked, reach))}

    return UUID((await once(work, "project:receive", key, asdict(checked), act))["id"])


async def reverse_receipt(work: Work, receipt_id: UUID, reason: str, key: str) -> UUID:
    """Take back a receipt that was entered wrongly, by its opposite of today; returns the new entry's id.

    Raises ``Forbidden``, ``ReceiptNotFound``, ``ReceiptReversed``, ``ProjectCancelled``, ``Invalid``
    (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.PROJECT_RECORD)
    why = paragraphs(reason, path="reason", title="冲回原因", limit=500)

    async def act() -> Outcome:
        return {"id": str(await _reverse(work, receipt_id, why, reach))}

    content = {"receipt_id": receipt_id, "reason": why}
    return UUID((await once(work, "project:reverse", key, content, act))["id"])


async def project_funding(work: Work, project_id: UUID) -> ProjectFunding:
    """A project's money; raises ``Forbidden`` and ``ProjectNotFound``."""
    project = await repository.project_within(work, project_id, require(work.ctx, Action.PROJECT_READ))
    if project is None:
        raise ProjectNotFound
    sources = await repository.money_of(work, [project.id])
    quantities = await repository.quantities_of(work, project.id)
    only = quantities[0] if len(quantities) == 1 and project.cost_fen is not None else None
    return ProjectFunding(
        funding(project.cost_fen, sources),
        matching(sources),
        None if only is None or project.cost_fen is None else unit_price_fen(project.cost_fen, only.amount),
        None if only is None else only.unit,
    )


async def special_funds(work: Work, region_code: str) -> list[SpecialFund]:
    """The projects below the place and within reach that a special fund supports, each with its match (DY-15)."""
    reach = require(work.ctx, Action.PROJECT_READ)
    projects = await repository.with_special_fund(work, RegionCode.parse(region_code), reach)
    sources = defaultdict(list)
    for source in await repository.money_of(work, [project.project_id for project in projects]):
        sources[source.project_id].append(source)
    return [SpecialFund(project, matching(sources[project.project_id])) for project in projects]


def _check(work: Work, money_path: str, amount_fen: int, day_path: str, day: date) -> None:
    if not 0 < amount_fen <= MOST_FEN:
        message = "金额须大于 0,且不超过一千亿元;金额以分为单位。"
        raise InvalidProject([FieldProblem(money_path, "OUT_OF_RANGE", message)])
    if day > today(work.clock):
        raise InvalidProject([FieldProblem(day_path, "IN_FUTURE", "日期不能晚于今天。")])


async def _receive(work: Work, new: NewReceipt, reach: Extent) -> UUID:
    source = await repository.source_of(work, new.source_id)
    if source is None:
        raise SourceNotFound
    project = await _held(work, source.project_id, reach, SourceNotFound())
    money = await repository.money_of(work, [project.id])
    of_source = next(item.received_fen for item in money if item.source_id == source.id) + new.amount_fen
    if of_source > source.pledged_fen:
        raise ReceivedExceeds(of_source, "承诺金额", source.pledged_fen)
    in_all = funding(None, money).received_fen + new.amount_fen
    if project.cost_fen is not None and in_all > project.cost_fen:
        raise ReceivedExceeds(in_all, "项目造价", project.cost_fen)
    return await _book(work, source, new, None)


async def _reverse(work: Work, receipt_id: UUID, reason: str, reach: Extent) -> UUID:
    receipt = await repository.receipt_of(work, receipt_id)
    source = None if receipt is None else await repository.source_of(work, receipt.source_id)
    if receipt is None or source is None:
        raise ReceiptNotFound
    await _held(work, source.project_id, reach, ReceiptNotFound())
    if receipt.reverses_id is not None or await repository.is_reversed(work, receipt.id):
        raise ReceiptReversed
    opposite = NewReceipt(source.id, today(work.clock), -receipt.amount_fen, receipt.account)
    return await _book(work, source, opposite, receipt.id, reason)


async def _held(work: Work, project_id: UUID, reach: Extent, unknown: SourceNotFound | ReceiptNotFound) -> Project:
    """The project, locked; what is out of reach looks like what is not there."""
    try:
        return await held_project(work, project_id, reach)
    except ProjectNotFound:
        raise unknown from None


async def _book(
    work: Work, source: FundingSource, new: NewReceipt, reverses_id: UUID | None, reason: str | None = None
) -> UUID:
    receipt_id, values = new_id(), asdict(new)
    author = work.ctx.actor.account_id
    work.session.add(
        FundingReceipt(tenant_id=work.tenant_id, id=receipt_id, reverses_id=reverses_id, recorded_by=author, **values)
    )
    await work.session.flush()
    action = "project:receive" if reverses_id is None else "project:reverse"
    record(work, action, "funding_receipt", receipt_id, after=values, reason=reason, project=str(source.project_id))
    return receipt_id

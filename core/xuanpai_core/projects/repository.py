"""Queries of projects and their money."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.projects.models import (
    FundingKind,
    FundingReceipt,
    FundingSource,
    Project,
    ProjectQuantity,
    ProjectStatus,
    PublicNotice,
)
from xuanpai_core.regions.models import Region


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """How much of one thing in one unit, over so many projects."""

    item: str
    unit: str
    amount: Decimal
    projects: int


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """A source of a project's money: what was promised and what arrived of it, in 分."""

    project_id: UUID
    source_id: UUID
    kind: FundingKind
    giver: str
    pledged_fen: int
    received_fen: int


@dataclass(frozen=True, slots=True)
class PlacedProject:
    """A project with its place's full name."""

    project_id: UUID
    title: str
    region_code: str
    place_name: str


async def posting_within(work: Work, posting_id: UUID, reach: Extent) -> Posting | None:
    """The posting, if it is there and within reach."""
    return await work.session.scalar(
        select(Posting)
        .where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id)
        .where(within_posting(reach))
    )


def _reached(work: Work, reach: Extent) -> ColumnElement[bool]:
    """Projects of one's places, and those that one's unit's cadres or one oneself brought."""
    brought = (
        select(Posting.id)
        .where(Posting.tenant_id == work.tenant_id, Posting.id == Project.posting_id)
        .where(within(reach, unit_id=Posting.sending_unit_id, cadre_id=Posting.cadre_id))
    )
    return or_(within(reach, region_code=Project.region_code), brought.exists())


async def project_within(work: Work, project_id: UUID, reach: Extent, *, lock: bool = False) -> Project | None:
    """The project, if it is within reach; ``lock`` holds it until this transaction ends."""
    statement = (
        select(Project)
        .where(Project.tenant_id == work.tenant_id, Project.id == project_id)
        .where(_reached(work, reach))
    )
    return await work.session.scalar(statement.with_for_update(of=Project) if lock else statement)


async def same_project(work: Work, region_code: str, title: str, established_on: date) -> bool:
    """Whether the place has a project of this title from that day."""
    there = select(Project.id).where(
        Project.tenant_id == work.tenant_id,
        Project.region_code == region_code,
        Project.title == title,
        Project.established_on == established_on,
    )
    return await work.session.scalar(there.limit(1)) is not None


async def notices_of(work: Work, project_id: UUID) -> Sequence[PublicNotice]:
    """The project's notices, the earliest first."""
    rows = await work.session.scalars(
        select(PublicNotice)
        .where(PublicNotice.tenant_id == work.tenant_id, PublicNotice.project_id == project_id)
        .order_by(PublicNotice.posted_on, PublicNotice.id)
    )
    return rows.all()


async def quantities_of(work: Work, project_id: UUID) -> Sequence[ProjectQuantity]:
    """What the project makes, by item."""
    rows = await work.session.scalars(
        select(ProjectQuantity)
        .where(ProjectQuantity.tenant_id == work.tenant_id, ProjectQuantity.project_id == project_id)
        .order_by(ProjectQuantity.item, ProjectQuantity.unit)
    )
    return rows.all()


async def totals(
    work: Work,
    where: Sequence[ColumnElement[bool]],
    first: date | None,
    last: date | None,
) -> list[UnitTotal]:
    """Quantities of the projects that meet ``where``, established from ``first`` to ``last``, by item and unit."""
    statement = (
        select(
            ProjectQuantity.item,
            ProjectQuantity.unit,
            func.sum(ProjectQuantity.amount),
            func.count(),
        )
        .join(
            Project,
            (Project.tenant_id == ProjectQuantity.tenant_id) & (Project.id == ProjectQuantity.project_id),
        )
        .where(
            ProjectQuantity.tenant_id == work.tenant_id,
            Project.tenant_id == work.tenant_id,
            Project.status != ProjectStatus.CANCELLED,
            *where,
        )
        .group_by(ProjectQuantity.item, ProjectQuantity.unit)
        .order_by(ProjectQuantity.item, ProjectQuantity.unit)
    )
    if first is not None:
        statement = statement.where(Project.established_on >= first)
    if last is not None:
        statement = statement.where(Project.established_on <= last)
    return [UnitTotal(*row) for row in await work.session.execute(statement)]


def below(region_code: str) -> ColumnElement[bool]:
    """Projects in the subtree of a place."""
    return (Project.region_code >= region_code) & (Project.region_code < region_code + ":")


def reached_by(work: Work, reach: Extent) -> ColumnElement[bool]:
    """Projects within reach."""
    return _reached(work, reach)


async def source_of(work: Work, source_id: UUID) -> FundingSource | None:
    """The source, whoever asks."""
    return await work.session.get(FundingSource, (work.tenant_id, source_id))


async def receipt_of(work: Work, receipt_id: UUID) -> FundingReceipt | None:
    """The receipt, whoever asks."""
    return await work.session.get(FundingReceipt, (work.tenant_id, receipt_id))


async def is_reversed(work: Work, receipt_id: UUID) -> bool:
    """Whether another entry takes the receipt back."""
    there = select(FundingReceipt.id).where(
        FundingReceipt.tenant_id == work.tenant_id, FundingReceipt.reverses_id == receipt_id
    )
    return await work.session.scalar(there) is not None


async def money_of(work: Work, project_ids: Collection[UUID]) -> list[SourceMoney]:
    """The sources of these projects with what arrived of each, in the order in which they were entered."""
    received = (
        select(func.coalesce(func.sum(FundingReceipt.amount_fen), 0))
        .where(FundingReceipt.tenant_id == work.tenant_id, FundingReceipt.source_id == FundingSource.id)
        .scalar_subquery()
    )
    rows = await work.session.execute(
        select(
            FundingSource.project_id,
            FundingSource.id,
            FundingSource.kind,
            FundingSource.giver,
            FundingSource.pledged_fen,
            received,
        )
        .where(FundingSource.tenant_id == work.tenant_id, FundingSource.project_id.in_(project_ids))
        .order_by(FundingSource.id)
    )
    return [SourceMoney(row[0], row[1], row[2], row[3], row[4], int(row[5])) for row in rows]


async def with_special_fund(work: Work, region_code: str, reach: Extent) -> list[PlacedProject]:
    """The projects below the place and within reach that a special fund supports, by place."""
    special = select(FundingSource.id).where(
        FundingSource.tenant_id == work.tenant_id,
        FundingSource.project_id == Project.id,
        FundingSource.kind == FundingKind.SPECIAL_FUND,
    )
    rows = await work.session.execute(
        select(Project.id, Project.title, Project.region_code, Region.path_name)
        .join(Region, (Region.tenant_id == Project.tenant_id) & (Region.code == Project.region_code))
        .where(
            Project.tenant_id == work.tenant_id,
            Region.tenant_id == work.tenant_id,
            Project.status != ProjectStatus.CANCELLED,
            below(region_code),
            _reached(work, reach),
            special.exists(),
        )
        .order_by(Project.region_code, Project.id)
    )
    return [PlacedProject(*row) for row in rows]

"""Queries of parks, projects, and their income."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.session import Work
from xuanpai_core.parks.models import IndustrialPark, ParkProject, ProjectIntroducer, RevenueAllocation, RevenueEntry
from xuanpai_core.plugins.facts import Introducer
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.models import Region


@dataclass(frozen=True, slots=True)
class ProjectOfPark:
    """What dividing a project's income needs to know of it."""

    project_id: UUID
    suits_village: bool
    county_code: str
    county_name: str


async def add_unless_there(work: Work, table: type[TenantTable], values: dict[str, object]) -> bool:
    """Store the row unless a unique key has it already; returns whether it was stored."""
    statement = insert(table).values(tenant_id=work.tenant_id, **values).on_conflict_do_nothing()
    return (await work.session.execute(statement.returning(table.tenant_id))).scalar_one_or_none() is not None


async def park_exists(work: Work, park_id: UUID, reach: Extent) -> bool:
    """Whether the park is there and within reach."""
    park = (
        select(IndustrialPark.id)
        .where(IndustrialPark.tenant_id == work.tenant_id, IndustrialPark.id == park_id)
        .where(within(reach, region_code=IndustrialPark.county_code))
    )
    return await work.session.scalar(park) is not None


async def postings_within(work: Work, posting_ids: Iterable[UUID], reach: Extent) -> set[UUID]:
    """Those of the postings that are there and within reach."""
    postings = (
        select(Posting.id)
        .where(Posting.tenant_id == work.tenant_id, Posting.id.in_(posting_ids))
        .where(within(reach, region_code=Posting.region_code))
    )
    return set(await work.session.scalars(postings))


async def project_within(work: Work, project_id: UUID, reach: Extent) -> ProjectOfPark | None:
    """The project, if its park is within reach."""
    row = (
        await work.session.execute(
            select(ParkProject.id, ParkProject.suits_village, IndustrialPark.county_code, Region.path_name)
            .join(
                IndustrialPark,
                (IndustrialPark.tenant_id == work.tenant_id) & (IndustrialPark.id == ParkProject.park_id),
            )
            .join(Region, (Region.tenant_id == work.tenant_id) & (Region.code == IndustrialPark.county_code))
            .where(ParkProject.tenant_id == work.tenant_id, ParkProject.id == project_id)
            .where(within(reach, region_code=IndustrialPark.county_code))
        )
    ).first()
    return ProjectOfPark(row.id, row.suits_village, row.county_code, row.path_name) if row else None


async def introducers_of(work: Work, project_id: UUID) -> tuple[Introducer, ...]:
    """Who brought the project in, as rules are told of them, by place."""
    rows = await work.session.execute(
        select(Posting.role, Posting.region_code)
        .join(
            ProjectIntroducer,
            (ProjectIntroducer.tenant_id == work.tenant_id) & (ProjectIntroducer.posting_id == Posting.id),
        )
        .where(Posting.tenant_id == work.tenant_id, ProjectIntroducer.project_id == project_id)
        .order_by(Posting.region_code, Posting.id)
    )
    return tuple(Introducer(role=row.role, region_code=row.region_code) for row in rows)


async def entry_of(work: Work, entry_id: UUID) -> RevenueEntry | None:
    """The entry, whoever asks."""
    return await work.session.get(RevenueEntry, (work.tenant_id, entry_id))


async def allocations_of(work: Work, entry_id: UUID) -> Sequence[RevenueAllocation]:
    """The entry's shares, in order."""
    return (
        await work.session.scalars(
            select(RevenueAllocation)
            .where(RevenueAllocation.tenant_id == work.tenant_id, RevenueAllocation.entry_id == entry_id)
            .order_by(RevenueAllocation.line)
        )
    ).all()


async def unknown_regions(work: Work, codes: set[str]) -> list[str]:
    """Those of the codes that the tenant has no region of."""
    stored = select(Region.code).where(Region.tenant_id == work.tenant_id, Region.code.in_(codes))
    return sorted(codes - set(await work.session.scalars(stored))) if codes else []

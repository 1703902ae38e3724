"""The statements of the posting room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.reviews import HeldPost
from xuanpai_core.postings.models import PartyTransfer, Posting, TransferDirection, UnitRelease
from xuanpai_core.postings.reach import in_post
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.models import Region
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

HELD = """
SELECT posting.cadre_id, posting.start_date, posting.end_date, posting.region_code, region.path_name
  FROM posting
  JOIN region ON region.tenant_id = $1 AND region.code = posting.region_code
 WHERE posting.tenant_id = $1 AND posting.cadre_id = ANY($2::uuid[])
 ORDER BY posting.cadre_id, posting.start_date
"""

ADD = """
INSERT INTO posting (
    tenant_id, id, cadre_id, role, dispatch_level, sending_unit_id, region_code, start_date, planned_end
)
SELECT $1::uuid, * FROM unnest(
    $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::date[], $9::date[]
)
"""


@dataclass(frozen=True, slots=True)
class HeldPosts:
    """The posts that are held in a village by people of one level."""

    region_code: str
    place_name: str
    dispatch_level: DispatchLevel
    roles: tuple[PostingRole, ...]


async def posting_within(work: Work, posting_id: UUID, reach: Extent, *, hold: bool = False) -> Posting | None:
    """The posting, if its place lies within ``reach``; ``hold`` keeps others from changing it meanwhile."""
    wanted = select(Posting).where(
        Posting.tenant_id == work.tenant_id,
        Posting.id == posting_id,
        within(reach, region_code=Posting.region_code, unit_id=Posting.sending_unit_id),
    )
    found: Posting | None = await work.session.scalar(wanted.with_for_update() if hold else wanted)
    return found


async def hold_place(work: Work, region_code: str) -> Region | None:
    """The place, at which nobody else appoints until this transaction ends."""
    found: Region | None = await work.session.scalar(
        select(Region)
        .where(Region.tenant_id == work.tenant_id, Region.code == region_code)
        .with_for_update(key_share=True)
    )
    return found


async def hold_cadre(work: Work, cadre_id: UUID) -> Cadre:
    """The cadre, whom nobody else appoints until this transaction ends; known to exist."""
    found = await work.session.scalars(
        select(Cadre).where(Cadre.tenant_id == work.tenant_id, Cadre.id == cadre_id).with_for_update(key_share=True)
    )
    return found.one()


async def others_at(work: Work, region_code: str, since: date) -> list[HeldPost]:
    """The posts held at the very place on ``since`` or later."""
    rows = await work.session.execute(
        select(Posting.role, Posting.dispatch_level)
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.region_code == region_code,
            or_(Posting.end_date.is_(None), Posting.end_date >= since),
        )
        .order_by(Posting.start_date, Posting.id)
    )
    return [HeldPost(role=role, dispatch_level=level) for role, level in rows]


async def held_posts(work: Work, place: RegionCode, reach: Extent, day: date) -> list[HeldPosts]:
    """The villages of ``place`` within ``reach`` in which posts are held that day, by code, then by level."""
    low, high = place.range()
    rows = await work.session.execute(
        select(Posting.region_code, Region.path_name, Posting.dispatch_level, func.array_agg(Posting.role))
        .join(Region, (Region.tenant_id == work.tenant_id) & (Region.code == Posting.region_code))
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.region_code >= low,
            Posting.region_code < high,
            Region.level == RegionLevel.VILLAGE,
            in_post(day),
            within(reach, region_code=Posting.region_code),
        )
        .group_by(Posting.region_code, Region.path_name, Posting.dispatch_level)
        .order_by(Posting.region_code, Posting.dispatch_level)
    )
    return [
        HeldPosts(code, name, level, tuple(PostingRole(role) for role in roles)) for code, name, level, roles in rows
    ]


async def stretches(work: Work, cadre_id: UUID) -> list[tuple[Posting, str]]:
    """Every posting of the cadre with its place's full name, oldest first, wherever it is."""
    rows = await work.session.execute(
        select(Posting, Region.path_name)
        .join(Region, (Region.tenant_id == work.tenant_id) & (Region.code == Posting.region_code))
        .where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == cadre_id)
        .order_by(Posting.start_date)
    )
    return [(row[0], row[1]) for row in rows]


async def transfers(work: Work, posting_id: UUID) -> set[TransferDirection]:
    """Which ways the posting's party membership has moved."""
    rows = await work.session.scalars(
        select(PartyTransfer.direction).where(
            PartyTransfer.tenant_id == work.tenant_id, PartyTransfer.posting_id == posting_id
        )
    )
    return set(rows.all())


async def is_released(work: Work, posting_id: UUID) -> bool:
    """Whether the home unit has released the cadre."""
    there = select(UnitRelease.posting_id).where(
        UnitRelease.tenant_id == work.tenant_id, UnitRelease.posting_id == posting_id
    )
    return await work.session.scalar(there) is not None

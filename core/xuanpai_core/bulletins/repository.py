"""Queries of bulletins; each asks at once who may know."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.bulletins.models import Bulletin, BulletinGround
from xuanpai_core.db.session import Work
from xuanpai_core.postings.models import Posting
from xuanpai_core.units.models import OrgUnit


async def drafted(work: Work, bulletin_id: UUID, reach: Extent) -> Bulletin | None:
    """The bulletin, locked, if ``reach`` covers the place of its drafter."""
    return await work.session.scalar(
        select(Bulletin)
        .where(
            Bulletin.tenant_id == work.tenant_id,
            Bulletin.id == bulletin_id,
            within(reach, region_code=Bulletin.drafter_region_code),
        )
        .with_for_update()
    )


async def grounds(work: Work, bulletin_id: UUID) -> Sequence[UUID]:
    """The findings that the bulletin rests on."""
    return (
        await work.session.scalars(
            select(BulletinGround.finding_id).where(
                BulletinGround.tenant_id == work.tenant_id, BulletinGround.bulletin_id == bulletin_id
            )
        )
    ).all()


async def unit_within(work: Work, unit_id: UUID, reach: Extent) -> OrgUnit | None:
    """The unit, if it lies within ``reach``."""
    return await work.session.scalar(
        select(OrgUnit).where(
            OrgUnit.tenant_id == work.tenant_id,
            OrgUnit.id == unit_id,
            within(reach, region_code=OrgUnit.region_code),
        )
    )


async def posting_within(work: Work, posting_id: UUID, reach: Extent) -> Posting | None:
    """The posting, if its place lies within ``reach``."""
    return await work.session.scalar(
        select(Posting).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within(reach, region_code=Posting.region_code),
        )
    )

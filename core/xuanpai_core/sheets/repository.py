"""Queries of monthly sheets."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.models import Region
from xuanpai_core.sheets.models import MonthlySheet


async def lock_township(work: Work, code: str) -> None:
    """Let nobody else total, sign or seal in this township until the transaction ends."""
    await work.session.scalar(
        select(Region.code)
        .where(Region.tenant_id == work.tenant_id, Region.code == code)
        .with_for_update(key_share=True)
    )


async def postings_of(work: Work, code: str, month: Month) -> dict[UUID, str]:
    """The postings in force in the township on any day of ``month``, and their places."""
    rows = await work.session.execute(
        select(Posting.id, Posting.region_code).where(in_post(work, code, month)).order_by(Posting.id)
    )
    return dict(iter(rows))


def in_post(work: Work, code: str, month: Month) -> ColumnElement[bool]:
    """Postings below the place that run on any day of ``month``."""
    low, high = RegionCode.stored(code).range()
    return and_(
        Posting.tenant_id == work.tenant_id,
        Posting.region_code >= low,
        Posting.region_code < high,
        Posting.start_date < month.end,
        or_(Posting.end_date.is_(None), Posting.end_date >= month.start),
    )


async def sheets_of(work: Work, code: str, month: Month) -> Sequence[MonthlySheet]:
    """The township's sheets of ``month``, by posting, held until the transaction ends."""
    low, high = RegionCode.stored(code).range()
    return (
        await work.session.scalars(
            select(MonthlySheet)
            .where(
                MonthlySheet.tenant_id == work.tenant_id,
                MonthlySheet.month == month.start,
                MonthlySheet.region_code >= low,
                MonthlySheet.region_code < high,
            )
            .order_by(MonthlySheet.posting_id)
            .with_for_update()
        )
    ).all()

"""Queries of stipend batches and their lines."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.periods import quarter_end, quarter_months
from xuanpai_core.plugins.decisions import StipendState
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.stipends.calculation import DueLine, LineElsewhere
from xuanpai_core.stipends.models import BatchState, StipendBatch, StipendLine


async def lock_quarter(work: Work, quarter: date) -> None:
    """Let nobody else prepare or release this quarter in this tenant until this transaction ends.

    Row locks would not do: two counties may meet over one person before either has written a row.
    """
    name = b"stipend" + work.tenant_id.bytes + quarter.isoformat().encode()
    number = int.from_bytes(sha256(name).digest()[:8], signed=True)
    await work.session.execute(select(func.pg_advisory_xact_lock(number)))


def posted_in(county_code: str, quarter: date) -> ColumnElement[bool]:
    """The postings within the county that have a day in the quarter."""
    low, high = RegionCode(county_code).range()
    return and_(
        Posting.region_code >= low,
        Posting.region_code < high,
        Posting.start_date < quarter_end(quarter),
        or_(Posting.end_date.is_(None), Posting.end_date >= quarter),
    )


async def batch_of(work: Work, county_code: str, quarter: date) -> StipendBatch | None:
    """The county's batch of the quarter."""
    return (
        await work.session.scalars(
            select(StipendBatch).where(
                StipendBatch.tenant_id == work.tenant_id,
                StipendBatch.county_code == county_code,
                StipendBatch.quarter == quarter,
            )
        )
    ).one_or_none()


async def batch_within(work: Work, batch_id: UUID, reach: Extent) -> StipendBatch | None:
    """The batch as it stands now, if it is within reach."""
    return (
        await work.session.scalars(
            select(StipendBatch)
            .where(StipendBatch.tenant_id == work.tenant_id, StipendBatch.id == batch_id)
            .where(within(reach, region_code=StipendBatch.county_code))
            .execution_options(populate_existing=True)
        )
    ).one_or_none()


async def released_lines(work: Work, posting_ids: Collection[UUID], month: date) -> set[UUID]:
    """Those of the postings whose ``month`` stands in a batch that has been released."""
    found = await work.session.scalars(
        select(StipendLine.posting_id)
        .join(
            StipendBatch,
            (StipendBatch.tenant_id == work.tenant_id) & (StipendBatch.id == StipendLine.batch_id),
        )
        .where(
            StipendLine.tenant_id == work.tenant_id,
            StipendLine.posting_id.in_(posting_ids),
            StipendLine.month == month,
            StipendBatch.state == BatchState.RELEASED,
        )
    )
    return set(found)


async def lines_elsewhere(work: Work, county_code: str, quarter: date) -> list[LineElsewhere]:
    """Lines in other counties' batches of the quarter, of people who are posted in this county in it."""
    here = select(Posting.cadre_id).where(Posting.tenant_id == work.tenant_id, posted_in(county_code, quarter))
    other = Posting.__table__.alias()
    rows = await work.session.execute(
        select(
            StipendLine.posting_id,
            other.c.cadre_id,
            StipendLine.month,
            StipendLine.amount_fen,
            StipendLine.state,
            (StipendBatch.state == BatchState.RELEASED).label("released"),
        )
        .join(
            StipendBatch,
            (StipendBatch.tenant_id == work.tenant_id) & (StipendBatch.id == StipendLine.batch_id),
        )
        .join(other, (other.c.tenant_id == work.tenant_id) & (other.c.id == StipendLine.posting_id))
        .where(
            StipendLine.tenant_id == work.tenant_id,
            StipendBatch.quarter == quarter,
            StipendBatch.county_code != county_code,
            other.c.cadre_id.in_(here),
        )
    )
    return [
        LineElsewhere(
            posting_id=row.posting_id,
            cadre_id=row.cadre_id,
            month=row.month,
            amount_fen=row.amount_fen,
            state=row.state,
            released=row.released,
        )
        for row in rows
    ]


async def stored_lines(work: Work, batch_id: UUID) -> set[tuple[UUID, date, int, StipendState]]:
    """What counts in the batch's lines (see ``DueLine.paid``)."""
    rows = await work.session.execute(
        select(StipendLine.posting_id, StipendLine.month, StipendLine.amount_fen, StipendLine.state).where(
            StipendLine.tenant_id == work.tenant_id, StipendLine.batch_id == batch_id
        )
    )
    return {(row.posting_id, row.month, row.amount_fen, row.state) for row in rows}


async def replace_lines(work: Work, batch: StipendBatch, due: Sequence[DueLine]) -> None:
    """Give the batch these lines and no others; unreleased lines of the same postings elsewhere move here."""
    ours = StipendLine.tenant_id == work.tenant_id
    await work.session.execute(delete(StipendLine).where(ours, StipendLine.batch_id == batch.id))
    if not due:
        return
    await _take_from_others(work, batch.quarter, {line.posting_id for line in due})
    rows = [
        {
            "tenant_id": work.tenant_id,
            "batch_id": batch.id,
            "posting_id": one.posting_id,
            "month": one.line.month.start,
            "amount_fen": one.line.amount_fen,
            "state": one.line.state,
            "reason": one.line.reason,
            "clause": asdict(one.line.clause),
        }
        for one in due
    ]
    await work.session.execute(insert(StipendLine), rows)


async def _take_from_others(work: Work, quarter: date, posting_ids: set[UUID]) -> None:
    """Remove these postings' lines from unreleased batches of other counties, and set those batches' totals right."""
    unreleased = select(StipendBatch.id).where(
        StipendBatch.tenant_id == work.tenant_id,
        StipendBatch.quarter == quarter,
        StipendBatch.state != BatchState.RELEASED,
    )
    taken = await work.session.scalars(
        delete(StipendLine)
        .where(
            StipendLine.tenant_id == work.tenant_id,
            StipendLine.posting_id.in_(posting_ids),
            StipendLine.month.in_(quarter_months(quarter)),
            StipendLine.batch_id.in_(unreleased),
        )
        .returning(StipendLine.batch_id)
        .execution_options(synchronize_session=False)
    )
    for batch_id in set(taken):
        await work.session.execute(
            update(StipendBatch)
            .where(StipendBatch.tenant_id == work.tenant_id, StipendBatch.id == batch_id)
            .values(
                payable_fen=_total(work, batch_id, StipendState.PAYABLE),
                on_hold_fen=_total(work, batch_id, StipendState.ON_HOLD),
            )
            .execution_options(synchronize_session=False)
        )


def _total(work: Work, batch_id: UUID, state: StipendState) -> ColumnElement[int]:
    return (
        select(func.coalesce(func.sum(StipendLine.amount_fen), 0))
        .where(StipendLine.tenant_id == work.tenant_id, StipendLine.batch_id == batch_id, StipendLine.state == state)
        .scalar_subquery()
    )

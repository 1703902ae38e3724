"""Queries of reports; those that services use ask at once who may know."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.reports.models import Report, ReportLine, ReportRecipient


async def posting_within(work: Work, posting_id: UUID, reach: Extent) -> Posting | None:
    """The posting, if it lies within ``reach``."""
    return await work.session.scalar(
        select(Posting).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within_posting(reach),
        )
    )


async def report_within(work: Work, report_id: UUID, reach: Extent) -> Report | None:
    """The report, locked, if it lies within ``reach``."""
    return await work.session.scalar(
        select(Report)
        .where(Report.tenant_id == work.tenant_id, Report.id == report_id, _within(reach))
        .with_for_update()
    )


async def report_of(work: Work, form: str, token: str, period_start: date) -> Report | None:
    """The subject's report for that period; who may know is asked of the subject."""
    return await work.session.scalar(_of(work, form, token, period_start))


async def claim(work: Work, new: Mapping[str, Any]) -> Report:
    """The subject's report for the period, locked; made of ``new`` unless it is there already."""
    await work.session.execute(insert(Report).values(new).on_conflict_do_nothing())
    stored = _of(work, new["form"], new["token"], new["period_start"])
    return (await work.session.scalars(stored.with_for_update())).one()


async def lines(work: Work, report_id: UUID) -> Sequence[ReportLine]:
    """The lines of a report, in order."""
    return (
        await work.session.scalars(
            select(ReportLine)
            .where(ReportLine.tenant_id == work.tenant_id, ReportLine.report_id == report_id)
            .order_by(ReportLine.number)
        )
    ).all()


async def recipients(work: Work, report_id: UUID) -> Sequence[ReportRecipient]:
    """Whom a report goes to, in order."""
    return (
        await work.session.scalars(
            select(ReportRecipient)
            .where(ReportRecipient.tenant_id == work.tenant_id, ReportRecipient.report_id == report_id)
            .order_by(ReportRecipient.number)
        )
    ).all()


def _of(work: Work, form: str, token: str, period_start: date) -> Select[Report]:
    return select(Report).where(
        Report.tenant_id == work.tenant_id,
        Report.form == form,
        Report.token == token,
        Report.period_start == period_start,
    )


def _within(reach: Extent) -> ColumnElement[bool]:
    return within(reach, region_code=Report.region_code, unit_id=Report.sending_unit_id, cadre_id=Report.cadre_id)

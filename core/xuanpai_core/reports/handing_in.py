"""Handing a report in: complete, compared with the records one last time, and told as what it counts for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xuanpai_core.authz.scope import Extent
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.parties.tokens import of_region
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.postings.models import Posting
from xuanpai_core.reports import repository
from xuanpai_core.reports.drafting import compared
from xuanpai_core.reports.errors import AlreadyHandedIn, ReportIncomplete, WrongHandInDay, WrongRecipient
from xuanpai_core.reports.models import Report, ReportRecipient, ReportState
from xuanpai_core.reports.sources import Subject, recorded
from xuanpai_core.reports.subjects import held_days

RECORD_TYPE = "report"
_TOWNSHIP_DIGITS = 9


def hand_in_day(work: Work, report: Report, reach: Extent, on: date | None) -> date:
    """The day on which it is handed in; raises ``WrongHandInDay``.

    Whoever hands in a report of his own does so today; the clerk who notes when paper came may name an earlier day.
    """
    now = today(work.clock)
    day = on or now
    if day > now:
        raise WrongHandInDay("报送日期不能晚于今天,请改正。")
    if day < report.period_start:
        raise WrongHandInDay(f"报送日期不能早于这一期的第一天({day_name(report.period_start)}),请改正。")
    if day != now and not reach.covers_place(report.region_code):
        raise WrongHandInDay("本人报送以提交当天为准。纸质报告更早送达的,请乡镇经办人补登送达日期。")
    return day


async def hand_in(work: Work, report: Report, codes: Sequence[str], day: date) -> None:
    """Give it to these recipients on ``day``.

    Raises ``WrongRecipient``, ``AlreadyHandedIn``, ``ReportIncomplete``.
    """
    await work.session.flush()
    recipients = await repository.recipients(work, report.id)
    chosen = _chosen(recipients, codes)
    if report.state is not ReportState.SUBMITTED:
        await _check(work, report)
        report.state, report.submitted_by = ReportState.SUBMITTED, work.ctx.actor.account_id
        report.return_reason = report.returned_on = report.returned_by = None
    for recipient in chosen:
        recipient.handed_in_on = day
        recipient.first_handed_in_on = recipient.first_handed_in_on or day
    await work.session.flush()
    await tell(work, RECORD_TYPE, str(report.id), [await _deed(work, report, recipients)])


async def take_back(work: Work, report: Report) -> dict[str, Any]:
    """Take it from all its recipients; returns who had it since when."""
    had = {}
    for recipient in await repository.recipients(work, report.id):
        if recipient.handed_in_on is not None:
            had[recipient.code] = recipient.handed_in_on
            recipient.handed_in_on = None
    await work.session.flush()
    await tell(work, RECORD_TYPE, str(report.id), ())
    return had


def _chosen(recipients: Sequence[ReportRecipient], codes: Sequence[str]) -> list[ReportRecipient]:
    known = {recipient.code: recipient for recipient in recipients}
    if not codes or len(set(codes)) != len(codes):
        raise WrongRecipient("请选择要报送的对象,每个只选一次。")
    for code in codes:
        if code not in known:
            listed = "、".join(f"{recipient.code}({recipient.title})" for recipient in recipients)
            raise WrongRecipient(f"这份报告没有“{code[:50]}”这个报送对象,请从这些中选:{listed}。")
        if (day := known[code].handed_in_on) is not None:
            raise AlreadyHandedIn(known[code].title, day)
    return [known[code] for code in codes]


async def _check(work: Work, report: Report) -> None:
    """Refuse what is incomplete; compare each figure with what is recorded now, and keep that."""
    lines = await repository.lines(work, report.id)
    missing = [(line.code, line.title) for line in lines if line.required and line.value is None and not line.words]
    if missing:
        raise ReportIncomplete(missing)
    subject, days = Subject(report.region_code, report.posting_id), await _days(work, report)
    for line in lines:
        if line.source is not None:
            compared(line, await recorded(work, line.source, subject, *days))


async def _days(work: Work, report: Report) -> tuple[date, date]:
    """The days of its period on which its posting was held."""
    posting = (
        None if report.posting_id is None else await work.session.get(Posting, (work.tenant_id, report.posting_id))
    )
    days = report.period_start, report.period_end
    return days if posting is None else held_days(posting, *days)


async def _deed(work: Work, report: Report, recipients: Sequence[ReportRecipient]) -> Deed:
    """What the report counts for: it lies in its own period, and each recipient that has it is a feature."""
    first, last = await _days(work, report)
    features = {
        f"recipient:{recipient.code}": recipient.first_handed_in_on
        for recipient in recipients
        if recipient.handed_in_on is not None and recipient.first_handed_in_on is not None
    }
    return Deed(
        kind=report.form,
        parties=frozenset({report.token, *_places(report.region_code)}),
        day=first,
        until=last,
        done_on=max(features.values()),
        features=features,
    )


def _places(region_code: str) -> list[str]:
    """The place, and the township of a village."""
    township = region_code[:_TOWNSHIP_DIGITS]
    return [of_region(region_code)] if township == region_code else [of_region(region_code), of_region(township)]

"""Facts of a month, gathered and put to the norm of the nearest plugin (JZ-02, JZ-03, JZ-04)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.months import DayRecord, days_of
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayMark, DayStatus, MonthFacts, MonthVerdict, judge_month
from xuanpai_core.periods import Month
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.facts import AttendanceNormFacts
from xuanpai_core.plugins.service import rules_in_force, told_postings
from xuanpai_core.postings.models import Posting


async def judge(work: Work, posting_ids: Sequence[UUID], month: Month) -> dict[UUID, MonthVerdict]:
    """Judge the month of these postings by the norm in force at their place on the month's last day.

    Asks nobody's permission; an unknown posting is not in the answer. Raises ``PluginFailed``, ``UnknownPlugin``.
    """
    days = await days_of(work, posting_ids, month)
    rules = await rules_in_force(work)
    on = month.end - timedelta(days=1)
    verdicts: dict[UUID, MonthVerdict] = {}
    for told in await told_postings(work, Posting.id.in_(posting_ids)):
        asked = AttendanceNormFacts(month=month, posting=told.facts)
        ruling = rules.ask(hookspecs.attendance_norm, told.facts.region_code, on, asked)
        marks = tuple(_mark(day) for day in days[told.posting_id])
        facts = MonthFacts(month=month, posting=told.facts, marks=marks)
        verdicts[told.posting_id] = judge_month(ruling.decision if ruling else None, facts)
    return verdicts


def _mark(recorded: DayRecord) -> DayMark:
    # A registered trip is not yet an approved one, and only an approved one counts (JZ-04).
    confirmed = recorded.status is not AttendanceStatus.OFFICIAL_TRIP
    return DayMark(day=recorded.day, status=DayStatus(recorded.status), confirmed=confirmed)

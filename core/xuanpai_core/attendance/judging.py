"""Facts of a month, gathered and put to the norm of the nearest plugin (JZ-02, JZ-03, JZ-04)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.months import DayRecord, days_of
from xuanpai_core.calendars.service import workdays_of
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayMark, DayStatus, MonthFacts, MonthVerdict, judge_month
from xuanpai_core.periods import Month
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import AttendanceNorm
from xuanpai_core.plugins.facts import AttendanceNormFacts, PostingFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.service import ToldPosting, rules_in_force, told_postings
from xuanpai_core.postings.models import Posting


async def judge(work: Work, posting_ids: Sequence[UUID], month: Month) -> dict[UUID, MonthVerdict]:
    """Judge the month of these postings by the norm in force at their place on the month's last day.

    Asks nobody's permission; an unknown posting is not in the answer. Raises ``PluginFailed``, ``UnknownPlugin``.
    """
    told = await told_postings(work, Posting.id.in_(posting_ids))
    [verdicts] = await judge_told(work, told, month, await rules_in_force(work))
    return verdicts


async def judge_told(
    work: Work, told: Sequence[ToldPosting], month: Month, *several: RulesInForce
) -> list[dict[UUID, MonthVerdict]]:
    """Judge the month of these postings by each of ``several`` sets of rules, as ``judge`` does by those in force."""
    days = await days_of(work, [posting.posting_id for posting in told], month)
    calendar = await workdays_of(work, month.start, month.end)
    months = {
        posting.posting_id: MonthFacts(
            month=month,
            posting=posting.facts,
            marks=tuple(mark for day in days[posting.posting_id] for mark in marks_of(day)),
            workdays=calendar.known_workdays,
            holidays=None if calendar.unpublished else calendar.holidays,
        )
        for posting in told
    }
    return [
        {posting_id: judge_month(norm_of(rules, facts.posting, month), facts) for posting_id, facts in months.items()}
        for rules in several
    ]


def norm_of(rules: RulesInForce, posting: PostingFacts, month: Month) -> AttendanceNorm | None:
    """The norm that holds for the posting on the month's last day. Raises ``PluginFailed``, ``UnknownPlugin``."""
    asked = AttendanceNormFacts(month=month, posting=posting)
    ruling = rules.ask(hookspecs.attendance_norm, posting.region_code, month.end - timedelta(days=1), asked)
    return ruling.decision if ruling else None


def marks_of(recorded: DayRecord) -> tuple[DayMark, ...]:
    """What a recorded day says to the judge: one mark for the day or for each half of it."""
    return tuple(
        DayMark(
            day=recorded.day,
            status=DayStatus(status),
            # A registered trip is not yet an approved one, and only an approved one counts (JZ-04).
            confirmed=status is not AttendanceStatus.OFFICIAL_TRIP or leave_id is not None,
            part=part,
        )
        for part, status, leave_id in recorded.halves
    )

"""One day of one posting, gathered and judged by what the month's norm lets count."""

from datetime import date, timedelta

from sqlalchemy import exists, select

from xuanpai_core.attendance.conflicts import known_conflicts
from xuanpai_core.attendance.judging import marks_of, norm_of
from xuanpai_core.attendance.models import BackfillRequest, ClaimState, ConflictState
from xuanpai_core.attendance.months import days_between
from xuanpai_core.attendance.nights import nights_of
from xuanpai_core.calendars.service import workdays_of
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.presence import concerns, monthly
from xuanpai_core.judgement.presence_day import DayVerdict, PresenceDay, judge_day
from xuanpai_core.periods import Month, month_start
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.presence import Measure, PresenceNorm
from xuanpai_core.plugins.service import ToldPosting, rules_in_force
from xuanpai_core.rulebooks.service import rulebooks

_ONE_DAY = timedelta(days=1)


async def day_verdict(work: Work, told: ToldPosting, day: date) -> DayVerdict:
    """How much of the day counts for the posting, and why; asks nobody's permission.

    By the month's norm of that place on the month's last day, whichever way the region lays it down. Raises
    ``PluginFailed``, ``UnknownPlugin``.
    """
    after = day + _ONE_DAY
    recorded = (await days_between(work, [told.posting_id], day, after))[told.posting_id]
    calendar = await workdays_of(work, day, after)
    nights = (await nights_of(work, [told.posting_id], day, after))[told.posting_id]
    conflicts = await known_conflicts(work, told.posting_id, [day])
    claimed = await work.session.scalar(
        select(
            exists().where(
                BackfillRequest.tenant_id == work.tenant_id,
                BackfillRequest.posting_id == told.posting_id,
                BackfillRequest.day == day,
                BackfillRequest.state == ClaimState.SUBMITTED,
            )
        )
    )
    facts = PresenceDay(
        day=day,
        posting=told.facts,
        marks=tuple(mark for one in recorded for mark in marks_of(one)),
        check_ins=sum(one.check_ins for one in recorded),
        registered=any(one.registered for one in recorded),
        night=bool(nights),
        disputed=any(one.state is ConflictState.OPEN for one in conflicts),
        claimed=bool(claimed),
        holiday=dict(calendar.names).get(day, "节假日") if day in calendar.holidays else None,
        unpublished=bool(calendar.unpublished),
    )
    return judge_day(await _norm(work, told.facts, day), facts)


async def _norm(work: Work, posting: PostingFacts, day: date) -> PresenceNorm | None:
    """The month's norm of days: a plugin's hook's, else the rulebook's."""
    rules: RulesInForce = await rules_in_force(work)
    month = Month(month_start(day))
    if (hooked := norm_of(rules, posting, month)) is not None:
        return monthly(hooked)
    laid_down = (await rulebooks(work)).every(PresenceNorm, posting.region_code, month.end - _ONE_DAY)
    of_days = [norm for _, norm in laid_down if norm.measure is Measure.DAYS and concerns(norm, posting)]
    return next((norm for norm in of_days if norm.cadence is Cadence.MONTH), next(iter(of_days), None))

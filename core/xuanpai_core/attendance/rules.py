"""The rule on checking in that holds at a place on a day, and what it makes of an hour."""

from datetime import date, datetime, timedelta
from typing import Final

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import CheckInRule
from xuanpai_core.rulebooks.service import rulebooks

DEFAULT: Final = CheckInRule(
    clause=Clause(
        document="系统默认",
        words="每天签到一次;三天内补传的签到有效;晚八点到次日早六点签到记夜宿。",
        reference="默认",
    )
)
"""Where no plugin says otherwise: one act a day is asked, nobody is made to show a face four times."""


async def rule_at(work: Work, region_code: str, day: date) -> CheckInRule:
    """The rule in force there on that day, or the default."""
    return (await rulebooks(work)).one_or(DEFAULT, region_code, day)


def night_of(rule: CheckInRule, at: datetime) -> date | None:
    """The night that an act at ``at`` shows, under the date of its evening; None by day.

    Half past midnight on New Year's Day belongs to 31 December.
    """
    local = at.astimezone(SHANGHAI)
    if local.hour >= rule.night_from:
        return local.date()
    return local.date() - timedelta(days=1) if local.hour < rule.night_to else None

"""The rule on events that must be attended (五必到) that holds at a place on a day (JZ-06)."""

from datetime import date
from typing import Final

from xuanpai_core.db.session import Work
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import EventRule
from xuanpai_core.rulebooks.service import rulebooks

DEFAULT: Final = EventRule(
    clause=Clause(
        document="系统默认",
        words="经批准请假或因公外出的,不到必到事项不记违规。",
        reference="规则",
    )
)
"""Where no plugin says otherwise. JZ-06 does not say whether leave excuses; it is read so."""


async def rule_at(work: Work, region_code: str, day: date) -> EventRule:
    """The rule in force there on that day, or the default."""
    return (await rulebooks(work)).one_or(DEFAULT, region_code, day)

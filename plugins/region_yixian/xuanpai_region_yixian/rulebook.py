"""What 义县 rules on by itself; everything else is Jinzhou's (JZ-36)."""

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Attendees,
    Cadence,
    Duty,
    Rulebook,
    Subject,
    hookimpl,
)
from xuanpai_region_yixian.clauses import CLAUSE
from xuanpai_region_yixian.parameters import Rhythm, YixianParameters

CADENCES = {Rhythm.MONTH: Cadence.MONTH, Rhythm.QUARTER: Cadence.QUARTER, Rhythm.HALF_YEAR: Cadence.HALF_YEAR}


@hookimpl
def rulebook(parameters: YixianParameters) -> Rulebook:
    """The committee stands, and holds its symposium as often as the parameter says."""
    symposium = ActivityForm(
        code="meeting.symposium",
        title="派驻干部座谈会",
        kind=ActivityKind.MEETING,
        topics=(("PLANS", "工作计划落实情况"), ("DIFFICULTIES", "工作和生活中的困难")),
        must_attend=Attendees.POSTED,
        clause=CLAUSE,
    )
    return Rulebook(
        duties=(
            Duty(
                matter="body",
                title="设立选派干部工作党工委",
                clause=CLAUSE,
                subject=Subject.COUNTY,
                cadence=Cadence.STANDING,
                fulfilled_by=("body",),
            ),
            Duty(
                matter=symposium.code,
                title="定期召开派驻干部座谈会",
                clause=CLAUSE,
                subject=Subject.COUNTY,
                cadence=CADENCES[parameters.symposium],
                fulfilled_by=(symposium.code,),
            ),
        ),
        activities=(symposium,),
    )

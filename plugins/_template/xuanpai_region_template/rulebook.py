"""The rulebook: everything that can be said as data, each rule with its clause."""

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Attendees,
    Cadence,
    Duty,
    FieldKind,
    Party,
    PartyKind,
    ReportForm,
    ReportItem,
    Rulebook,
    Subject,
    hookimpl,
)
from xuanpai_region_template.clauses import MEETING, REPORT
from xuanpai_region_template.parameters import Parameters


@hookimpl
def rulebook(parameters: Parameters) -> Rulebook:
    """A quarterly report of each cadre, and a monthly meeting in each township."""
    return Rulebook(
        duties=(_reports(parameters), MEETS),
        activities=(_meeting(),),
        reports=(_report(),),
    )


MEETS = Duty(
    matter="meeting.monthly",
    title="每月召开选派干部例会",
    clause=MEETING,
    subject=Subject.TOWNSHIP,
    cadence=Cadence.MONTH,
    fulfilled_by=("meeting.monthly",),
)


def _reports(parameters: Parameters) -> Duty:
    return Duty(
        matter="report.quarter",
        title="每季度书面报告工作",
        clause=REPORT,
        subject=Subject.POSTING,
        cadence=Cadence.QUARTER,
        fulfilled_by=("report.quarter",),
        needs=("recipient:TOWNSHIP",),
        grace_days=parameters.report_grace_days,
    )


def _meeting() -> ActivityForm:
    return ActivityForm(
        code="meeting.monthly",
        title="选派干部例会",
        kind=ActivityKind.MEETING,
        topics=(("PROGRESS", "工作开展情况"),),
        parties=(Party(code="cadre", title="到会的选派干部", kind=PartyKind.POSTING, least=0, most=60),),
        must_attend=Attendees.POSTED,
        clause=MEETING,
    )


def _report() -> ReportForm:
    return ReportForm(
        code="report.quarter",
        title="季度工作报告",
        cadence=Cadence.QUARTER,
        items=(
            ReportItem(code="days", title="到岗天数", kind=FieldKind.NUMBER, unit="天", source="attendance.days"),
            ReportItem(code="work", title="工作开展情况"),
        ),
        recipients=(("TOWNSHIP", "乡镇党委"),),
        clause=REPORT,
    )

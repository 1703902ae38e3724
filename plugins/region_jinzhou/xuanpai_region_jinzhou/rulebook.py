"""Jinzhou's rulebook: duties, the forms that its work is written down in, and where its lines are drawn."""

from decimal import Decimal

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Band,
    Cadence,
    Comparison,
    Draft,
    EntryDraft,
    EventRule,
    Field,
    FieldKind,
    IncomeBasis,
    IncomeScale,
    LeaveRule,
    LeaveTier,
    Objection,
    Party,
    PartyKind,
    RegionLevel,
    ReportForm,
    ReportItem,
    Rulebook,
    Strictness,
    TagRule,
    hookimpl,
)
from xuanpai_region_jinzhou import clauses
from xuanpai_region_jinzhou.clauses import cite
from xuanpai_region_jinzhou.duties import duties
from xuanpai_region_jinzhou.inspections import inspections, wordings
from xuanpai_region_jinzhou.parameters import JinzhouParameters

RECIPIENTS = (("SENDING_UNIT", "派出单位"), ("HIGHER_COMMITTEE", "上一级党委"))
TEAM = Party(code="team", title="工作组", kind=PartyKind.ENTRY, forms=("work_team",))
CHANNEL = Field(
    code="channel",
    title="渠道",
    kind=FieldKind.CHOICE,
    required=True,
    choices=(
        ("COLUMN", "“我在乡村振兴第一线”专栏"),
        ("BRIEF", "工作简报"),
        ("WECHAT", "微信公众号"),
        ("GROUP", "微信群、QQ群"),
    ),
)


@hookimpl
def rulebook(parameters: JinzhouParameters) -> Rulebook:
    """Everything that Jinzhou rules on and that can be said as data."""
    return Rulebook(
        duties=duties(parameters),
        activities=_activities(),
        reports=_reports(),
        inspections=inspections(parameters),
        wordings=wordings(),
        scales=(_income_scale(),),
        leave=(_leave(parameters.leave_township_days),),
        events=(EventRule(leave_excuses=parameters.events_leave_excuses, clause=cite(clauses.EVENTS, "JZ-06")),),
        tags=(
            TagRule(code="WEAK_VILLAGE", title="集体经济薄弱村", clause=cite(clauses.DELISTING, "JZ-38")),
            TagRule(code="POOR_TOWNSHIP", title="经济困难乡镇所辖村", clause=cite(clauses.DELISTING, "JZ-38")),
        ),
    )


@hookimpl
def review(facts: Draft) -> tuple[Objection, ...]:
    """Cadres who live together come from neighbouring villages (JZ-37)."""
    if not isinstance(facts, EntryDraft) or facts.form != "lodging":
        return ()
    villages = {party.region_code: set(party.known.get("neighbours", "").split(",")) for party in facts.parties}
    apart = sorted(code for code, near in villages.items() if len(villages) > 1 and not near & (set(villages) - {code}))
    if not apart:
        return ()
    reason = f"集中居住的干部应来自相邻村,{'、'.join(apart)}与其他各村都不相邻。请核对,确需同住的请写明理由。"
    return (
        Objection(
            code="NOT_NEIGHBOURS",
            clause=cite(clauses.LODGING, "JZ-37"),
            reason=reason,
            strictness=Strictness.SOFT,
        ),
    )


def _activities() -> tuple[ActivityForm, ...]:
    group = cite(clauses.GROUP, "JZ-34")
    rhythm = (
        ("group.daily", "工作组每日动态", ActivityKind.NOTE),
        ("group.weekly", "工作组每周交流研讨", ActivityKind.MEETING),
        ("newsletter.monthly", "工作组每月简报", ActivityKind.NEWSLETTER),
    )
    return (
        *(
            ActivityForm(code=code, title=title, kind=kind, parties=(TEAM,), clause=group)
            for code, title, kind in rhythm
        ),
        ActivityForm(
            code="publicity.feature",
            title="选派干部典型宣传",
            kind=ActivityKind.PUBLICITY,
            fields=(CHANNEL,),
            parties=(Party(code="cadre", title="宣传的干部", kind=PartyKind.POSTING, most=50),),
            clause=cite(clauses.PUBLICITY, "JZ-35"),
        ),
    )


def _reports() -> tuple[ReportForm, ...]:
    clause = cite(clauses.REPORT, "JZ-23")
    figures = (
        ReportItem(code="days", title="到岗天数", kind=FieldKind.NUMBER, unit="天", source="attendance.days"),
        ReportItem(code="logs", title="工作日志篇数", kind=FieldKind.INTEGER, unit="篇", source="worklog.count"),
        ReportItem(code="households", title="走访户数", kind=FieldKind.INTEGER, unit="户", source="worklog.households"),
        ReportItem(code="projects", title="项目个数", kind=FieldKind.INTEGER, unit="个", source="project.count"),
    )
    progress = ReportItem(code="progress", title="工作进展情况", source="worklog.help")
    return (
        ReportForm(
            code="report.quarter",
            title="季度工作报告",
            cadence=Cadence.QUARTER,
            items=(*figures, progress),
            recipients=RECIPIENTS,
            clause=clause,
        ),
        ReportForm(
            code="report.half_year",
            title="半年工作总结",
            cadence=Cadence.HALF_YEAR,
            items=(*figures, progress, ReportItem(code="summary", title="书面总结")),
            recipients=RECIPIENTS,
            clause=clause,
        ),
    )


def _leave(township_days: int) -> LeaveRule:
    """The township's secretary approves; the document names no level, so longer leave may be put to the county."""
    township = (RegionLevel.TOWNSHIP,)
    longer = LeaveTier(steps=(RegionLevel.TOWNSHIP, RegionLevel.COUNTY))
    short = LeaveTier(steps=township, up_to_days=Decimal(township_days))
    tiers = (short, longer) if township_days else (LeaveTier(steps=township),)
    return LeaveRule(tiers=tiers, clause=cite(clauses.LEAVE, "JZ-11"))


def _income_scale() -> IncomeScale:
    """空壳村 have nothing; 5万元以上 includes 5万 (JZ-19)."""
    return IncomeScale(
        basis=IncomeBasis.GROSS,
        bands=(
            Band(code="HOLLOW", title="空壳村", comparison=Comparison.EQUAL, line_fen=0),
            Band(code="FIFTY_THOUSAND", title="年收入5万元以上", comparison=Comparison.AT_LEAST, line_fen=5_000_000),
        ),
        clause=cite(clauses.INCOME, "JZ-19"),
    )

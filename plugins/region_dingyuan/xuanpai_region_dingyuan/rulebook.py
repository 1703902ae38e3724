"""The town's rulebook: duties, the forms of its meetings, visits and reports."""

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Attendees,
    Cadence,
    Draft,
    Field,
    FieldKind,
    LeaveRule,
    LeaveTier,
    Objection,
    Party,
    PartyKind,
    PostingDraft,
    PostingRole,
    RegionLevel,
    RegisterForm,
    ReportForm,
    ReportItem,
    Rulebook,
    hookimpl,
)
from xuanpai_region_dingyuan import clauses
from xuanpai_region_dingyuan.clauses import cite
from xuanpai_region_dingyuan.duties import duties
from xuanpai_region_dingyuan.parameters import DingyuanParameters

LEADER = Party(code="leader", title="联系领导", kind=PartyKind.ENTRY, forms=("official",))
VILLAGE = Party(code="village", title="选派村", kind=PartyKind.VILLAGE)
CADRE = Party(code="cadre", title="选派干部", kind=PartyKind.POSTING)


@hookimpl
def rulebook(parameters: DingyuanParameters) -> Rulebook:
    """Everything that the town rules on and that can be said as data."""
    return Rulebook(
        duties=duties(parameters),
        activities=_activities(),
        leave=(LeaveRule(tiers=(LeaveTier(steps=(RegionLevel.TOWNSHIP,)),), clause=cite(clauses.POLICIES, "DY-05")),),
        registers=(_office(),),
        reports=(_bimonthly(),),
    )


@hookimpl
def review(facts: Draft) -> tuple[Objection, ...]:
    """Nobody becomes first secretary without a decision of the town's party committee (DY-12)."""
    if not isinstance(facts, PostingDraft) or facts.role is not PostingRole.FIRST_SECRETARY or facts.decided:
        return ()
    reason = "第一书记须经镇党委会议研究决定后任命,请先登记会议决议和到村宣布的日期。"
    return (Objection(code="NO_DECISION", clause=cite(clauses.DECISION, "DY-12"), reason=reason),)


def _activities() -> tuple[ActivityForm, ...]:
    return (
        ActivityForm(
            code="meeting.leading_group",
            title="选派工作领导小组会议",
            kind=ActivityKind.MEETING,
            clause=cite(clauses.LEADING_GROUP, "DY-01"),
        ),
        ActivityForm(
            code="meeting.monthly",
            title="选派工作例会",
            kind=ActivityKind.MEETING,
            topics=(("PROGRESS", "选派工作开展情况汇报"), ("NEXT_STEPS", "下一个月选派工作")),
            parties=(Party(code="cadre", title="到会的选派干部", kind=PartyKind.POSTING, least=0, most=60),),
            must_attend=Attendees.POSTED,
            clause=cite(clauses.MONTHLY, "DY-02"),
        ),
        ActivityForm(
            code="visit.leader",
            title="联系领导到村看望",
            kind=ActivityKind.VISIT,
            parties=(LEADER, VILLAGE),
            clause=cite(clauses.LEADER_VISIT, "DY-09"),
        ),
        ActivityForm(
            code="talk.mentor",
            title="导师谈心谈话",
            kind=ActivityKind.TALK,
            parties=(LEADER, CADRE),
            clause=cite(clauses.TALK, "DY-10"),
        ),
        ActivityForm(
            code="study.weekly",
            title="每周干部例会学习",
            kind=ActivityKind.STUDY,
            parties=(VILLAGE,),
            clause=cite(clauses.STUDY, "DY-16"),
        ),
        ActivityForm(
            code="outreach.session",
            title="主题教育宣讲",
            kind=ActivityKind.OUTREACH,
            fields=(Field(code="team", title="宣讲团", required=True, most=50),),
            clause=cite(clauses.OUTREACH, "DY-19"),
        ),
        ActivityForm(
            code="check.on_duty",
            title="检查在岗履职情况",
            kind=ActivityKind.CHECK,
            fields=tuple(
                Field(code=code, title=title, kind=FieldKind.BOOLEAN, required=True)
                for code, title in (
                    ("logs_complete", "工作日志记录内容完整"),
                    ("reports_true", "双月报表内容真实"),
                    ("files_sound", "软件资料档案台帐健全"),
                )
            ),
            parties=(CADRE,),
            clause=cite(clauses.CHECK, "DY-06"),
        ),
    )


def _office() -> RegisterForm:
    """One room, one cadre: a room is written down once, and so is the cadre who has it (DY-08)."""
    return RegisterForm(
        code="support.office",
        title="选派干部办公室",
        fields=(Field(code="appliances", title="配备的生活用品", most=200),),
        parties=(Party(code="user", title="使用人", kind=PartyKind.POSTING, only_one=True),),
        clause=cite(clauses.OFFICE, "DY-08"),
    )


def _bimonthly() -> ReportForm:
    built = (
        ("road", "整修道路", "公里", "道路"),
        ("canal", "清淤渠道", "公里", "渠道"),
        ("pond", "修建当家塘", "口", "当家塘"),
        ("bridge", "修建桥涵", "座", "桥涵"),
    )
    return ReportForm(
        code="report.bimonth",
        title="选派工作双月报",
        cadence=Cadence.BIMONTH,
        items=(
            *(
                ReportItem(
                    code=code,
                    title=title,
                    kind=FieldKind.NUMBER,
                    unit=unit,
                    source=f"project.quantity:{item}:{unit}",
                    required=False,
                )
                for code, title, unit, item in built
            ),
            ReportItem(code="work", title="工作开展情况"),
        ),
        recipients=(("TOWNSHIP", "镇党委"),),
        clause=cite(clauses.CHECK, "DY-07"),
    )

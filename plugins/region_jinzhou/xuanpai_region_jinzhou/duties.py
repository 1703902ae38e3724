"""Who must do what in Jinzhou, how often, with which proof."""

from xuanpai_core.plugins.api import (
    Cadence,
    Clause,
    Distinct,
    Due,
    Duty,
    Partial,
    Population,
    PostingRole,
    Subject,
)
from xuanpai_region_jinzhou import clauses
from xuanpai_region_jinzhou.clauses import cite
from xuanpai_region_jinzhou.inspections import patrols
from xuanpai_region_jinzhou.parameters import JinzhouParameters

RECIPIENTS = ("recipient:SENDING_UNIT", "recipient:HIGHER_COMMITTEE")
TOPICS = ("topic:PROGRESS", "topic:PROBLEMS", "topic:NEXT_STEPS")
TEAM = Population(forms=("work_team",), where=(("rhythm", ("ON",)),))


def duties(parameters: JinzhouParameters) -> tuple[Duty, ...]:
    """All of them; the deadlines that the document leaves open are parameters."""
    return (*_of_cadres(parameters), *_standing(parameters), *_of_teams(), _of_counties(), patrols(parameters))


def _of_cadres(parameters: JinzhouParameters) -> tuple[Duty, ...]:
    """Plans (JZ-15), a project a year with its public notice (JZ-16), reports (JZ-23)."""
    plan, report = cite(clauses.PLAN, "JZ-15"), cite(clauses.REPORT, "JZ-23")
    return (
        _posting("plan.three_years", "制订三年工作规划", plan, Cadence.TERM, Due.START, parameters.plan_grace_days),
        _posting("plan.year", "制订年度工作计划", plan, Cadence.YEAR, Due.START, parameters.plan_grace_days),
        Duty(
            matter="project.year",
            title="每年至少1个促进乡村振兴项目并公示",
            clause=cite(clauses.PROJECT, "JZ-16"),
            subject=Subject.POSTING,
            cadence=Cadence.YEAR,
            fulfilled_by=("project",),
            needs=("notice" if parameters.notice_days == 1 else f"notice:{parameters.notice_days}",),
            partial=Partial.WHOLE,
        ),
        _posting(
            "report.quarter", "每季度报告工作进展", report, Cadence.QUARTER, Due.END, parameters.report_grace_days
        ),
        _posting(
            "report.half_year", "每半年书面总结", report, Cadence.HALF_YEAR, Due.END, parameters.report_grace_days
        ),
    )


def _posting(matter: str, title: str, clause: Clause, cadence: Cadence, due: Due, grace_days: int) -> Duty:
    return Duty(
        matter=matter,
        title=title,
        clause=clause,
        subject=Subject.POSTING,
        cadence=cadence,
        fulfilled_by=(matter,),
        needs=RECIPIENTS if matter.startswith("report.") else (),
        due=due,
        grace_days=grace_days,
    )


def _standing(parameters: JinzhouParameters) -> tuple[Duty, ...]:
    """A township leader for each cadre (JZ-28), the three bindings (JZ-33), a weak village for each deputy (JZ-17)."""
    grace = parameters.pairing_grace_days
    return (
        Duty(
            matter="pairing.township_leader",
            title="乡镇班子成员与选派干部结对帮扶",
            clause=cite(clauses.TOWNSHIP_LEADER, "JZ-28"),
            subject=Subject.POSTING,
            cadence=Cadence.STANDING,
            fulfilled_by=("pairing.township_leader",),
            grace_days=grace,
        ),
        Duty(
            matter="binding",
            title="责任、项目、资金“三个捆绑”",
            clause=cite(clauses.BINDING, "JZ-33"),
            subject=Subject.POSTING,
            cadence=Cadence.STANDING,
            fulfilled_by=("binding",),
            at_least=3,
            distinct=Distinct.FEATURES,
            feature="kind",
            grace_days=grace,
        ),
        Duty(
            matter="pairing.weak_village",
            title="乡镇党委第一副书记至少包扶1个薄弱村",
            clause=cite(clauses.WEAK_VILLAGE, "JZ-17"),
            subject=Subject.POSTING,
            cadence=Cadence.STANDING,
            fulfilled_by=("pairing.weak_village",),
            who=Population(roles=(PostingRole.TOWNSHIP_FIRST_DEPUTY,)),
            grace_days=grace,
        ),
    )


def _of_teams() -> tuple[Duty, ...]:
    """The rhythm of a work team that has adopted it (JZ-34)."""
    rhythm = (
        ("group.daily", "每日动态管理", Cadence.DAY),
        ("group.weekly", "每周交流研讨", Cadence.WEEK),
        ("newsletter.monthly", "每月工作简报", Cadence.MONTH),
    )
    return tuple(
        Duty(
            matter=matter,
            title=f"工作组{title}",
            clause=cite(clauses.GROUP, "JZ-34"),
            subject=Subject.ENTRY,
            cadence=cadence,
            fulfilled_by=(matter,),
            who=TEAM,
        )
        for matter, title, cadence in rhythm
    )


def _of_counties() -> Duty:
    """The quarterly dispatch meeting, with its three topics (JZ-24)."""
    return Duty(
        matter="meeting.dispatch",
        title="每季度召开驻乡村干部工作调度会",
        clause=cite(clauses.DISPATCH_MEETING, "JZ-24"),
        subject=Subject.COUNTY,
        cadence=Cadence.QUARTER,
        fulfilled_by=("dispatch_meeting",),
        needs=TOPICS,
    )

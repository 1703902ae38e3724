"""Who must do what in the town, how often, with which proof."""

from xuanpai_core.plugins.api import (
    Cadence,
    Clause,
    DispatchLevel,
    Distinct,
    Duty,
    Population,
    Subject,
)
from xuanpai_region_dingyuan import clauses
from xuanpai_region_dingyuan.clauses import cite
from xuanpai_region_dingyuan.parameters import DingyuanParameters, VisitCount

SENT_TO = Population(village_posts=tuple(DispatchLevel))
"""选派村: the villages in which somebody is posted."""


def duties(parameters: DingyuanParameters) -> tuple[Duty, ...]:
    """All of them."""
    return (*_meetings(), *_contacts(parameters), *_standing(parameters), _report(parameters))


def _every(cadence: Cadence, subject: Subject, form: str, title: str, clause: Clause) -> Duty:
    """One a period, of whomever the subject is."""
    who = SENT_TO if subject is Subject.VILLAGE else Population()
    return Duty(
        matter=form, title=title, clause=clause, subject=subject, cadence=cadence, fulfilled_by=(form,), who=who
    )


def _meetings() -> tuple[Duty, ...]:
    group = cite(clauses.LEADING_GROUP, "DY-01")
    return (
        _every(Cadence.QUARTER, Subject.TOWNSHIP, "meeting.leading_group", "每季度召开选派工作领导小组会议", group),
        _every(
            Cadence.MONTH, Subject.TOWNSHIP, "meeting.monthly", "每月召开选派工作例会", cite(clauses.MONTHLY, "DY-02")
        ),
        _every(Cadence.WEEK, Subject.VILLAGE, "study.weekly", "每周干部例会学习", cite(clauses.STUDY, "DY-16")),
    )


def _contacts(parameters: DingyuanParameters) -> tuple[Duty, ...]:
    """Each leader visits his village twice a week (DY-09), and talks with his cadre once a month (DY-10)."""
    days = parameters.visit_count is VisitCount.DAYS
    return (
        Duty(
            matter="visit.leader",
            title=f"联系领导每周至少{parameters.visits_week}次到村看望",
            clause=cite(clauses.LEADER_VISIT, "DY-09"),
            subject=Subject.ENTRY,
            cadence=Cadence.WEEK,
            fulfilled_by=("visit.leader",),
            at_least=parameters.visits_week,
            distinct=Distinct.DAYS if days else Distinct.DEEDS,
            who=Population(forms=("pairing.leader_village",)),
        ),
        Duty(
            matter="talk.mentor",
            title="导师每月与选派干部谈心谈话1次",
            clause=cite(clauses.TALK, "DY-10"),
            subject=Subject.ENTRY,
            cadence=Cadence.MONTH,
            fulfilled_by=("talk.mentor",),
            who=Population(forms=("pairing.leader_cadre",)),
        ),
    )


def _standing(parameters: DingyuanParameters) -> tuple[Duty, ...]:
    grace = parameters.office_grace_days
    wanted = (
        ("agreement", "与选派村签订目标责任书", cite(clauses.AGREEMENT, "DY-04"), Subject.VILLAGE, 1),
        ("support.office", "每名选派干部1间办公室", cite(clauses.OFFICE, "DY-08"), Subject.POSTING, 1),
        ("pairing.mentor", "优秀村书记“一对一”帮带", cite(clauses.MENTOR, "DY-11"), Subject.POSTING, 1),
        (
            "liaison",
            f"{parameters.liaison_leaders}名镇党政主要负责人联系选派村",
            cite(clauses.LIAISON, "DY-03"),
            Subject.TOWNSHIP,
            parameters.liaison_leaders,
        ),
        ("policy_document", "建立学习、请销假等制度", cite(clauses.POLICIES, "DY-05"), Subject.TOWNSHIP, 2),
    )
    return tuple(
        Duty(
            matter=form,
            title=title,
            clause=clause,
            subject=subject,
            cadence=Cadence.STANDING,
            fulfilled_by=(form,),
            at_least=at_least,
            who=SENT_TO if subject is Subject.VILLAGE else Population(),
            grace_days=grace,
        )
        for form, title, clause, subject, at_least in wanted
    )


def _report(parameters: DingyuanParameters) -> Duty:
    """Six a year, over the calendar's pairs of months (DY-07)."""
    return Duty(
        matter="report.bimonth",
        title="双月报",
        clause=cite(clauses.CHECK, "DY-07"),
        subject=Subject.POSTING,
        cadence=Cadence.BIMONTH,
        fulfilled_by=("report.bimonth",),
        needs=("recipient:TOWNSHIP",),
        grace_days=parameters.report_grace_days,
    )

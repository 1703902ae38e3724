"""How a lead looks: to whoever decides it, and to the one person who was asked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, Uuid, cast, func, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.leads import models
from xuanpai_core.leads.models import LeadKind, LeadState, Violation
from xuanpai_graphql.inspections.types import InspectionFinding
from xuanpai_graphql.leads.scopes import of_lead, of_question
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.declare import Node, column, computed, connection, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc, public
from xuanpai_graphql.naming import account_in, place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.sheets.types import MonthlySheet
from xuanpai_graphql.signals.types import PresenceSignal

strawberry.enum(
    LeadKind,
    description="线索的种类:在岗存疑、与签字不符、两头不见人、检查所记情形、请假超限、数字不符",
)
strawberry.enum(LeadState, description="OPEN 待定,CONFIRMED 属实,DISMISSED 不属实")

_FROM_LEAD = "看得到线索的人看得到它由哪些疑点形成"


def _asked_at(row: FromClause) -> ColumnElement[datetime]:
    return func.coalesce(row.c.asked_at, row.c.raised_at)


def _clauses(values: Mapping[str, Any], _: object) -> list[str]:
    return [f"{clause['document']}:{clause['words']}({clause['reference']})" for clause in values["clauses"]]


def _against(row: FromClause, sheet: FromClause) -> ColumnElement[bool]:
    return sheet.c.id == cast(row.c.facts["sheet"].astext, Uuid)


def _finding_ids(row: FromClause) -> Any:
    """The ids of the findings of which the lead came: one, or of both ends."""
    found = func.coalesce(row.c.facts["findings"], func.jsonb_build_array(row.c.facts["finding"]))
    return select(cast(func.jsonb_array_elements_text(found).column_valued("found"), Uuid)).correlate(row)


def _found(row: FromClause, finding: FromClause) -> ColumnElement[bool]:
    return finding.c.id.in_(_finding_ids(row))


@declared(
    models.Lead.__table__,
    node="Lead",
    scope=of_lead,
    requires=Action.LEAD_READ,
    order=[desc("raised_at")],
)
@strawberry.type(description="线索:相互矛盾、须由人核实的情况;由组织部门作出结论,系统不下结论")
class Lead(Node):
    """What contradicts what, who was asked, and what a person decided."""

    kind: LeadKind = column(description="种类")
    state: LeadState = column(description="状态")
    region_code: str = column(description="所在地区划代码")
    place_name: str = column(place_name, description="所在地全称")
    violation: Violation | None = column(description="检查人员记下的情形;不涉及的为空")
    since: date = column(description="涉及的第一天")
    until: date = column(description="涉及的最后一天")
    reason: str = column(description="为何形成线索,附具体数字")
    clauses: list[str] = computed(_clauses, needs=["clauses"], description="依据的条款")
    raised_at: datetime = column(description="形成的时间")
    responsible_name: str | None = column(account_in("responsible_id"), description="应对此负责的人;关于干部本人的为空")
    question: str | None = column(description="请人说明的问题")
    asked_name: str | None = column(account_in("asked_id"), description="请谁说明")
    asked_by_name: str | None = column(account_in("asked_by"), description="谁请其说明")
    asked_at: datetime | None = column(description="何时请其说明")
    answer: str | None = column(description="他的说明")
    answered_at: datetime | None = column(description="何时说明的")
    decided_by_name: str | None = column(account_in("decided_by"), description="谁作出的结论")
    decided_at: datetime | None = column(description="何时作出结论")
    decision_note: str | None = column(description="结论的理由")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        requires=Action.POSTING_READ,
        description="关于哪个任职;关于一个地方的为空",
    )
    signals: Connection[PresenceSignal] | None = connection(
        lambda row, signal: signal.c.lead_id == row.c.id,
        order=[asc("day")],
        requires=Action.SIGNAL_READ,
        scope_from_parent=_FROM_LEAD,
        description="由哪些疑点形成",
    )
    sheet: MonthlySheet | None = one(
        _against, requires=Action.SHEET_READ, description="与检查结果不符的月表;不涉及月表的为空"
    )
    findings: list[InspectionFinding] | None = many(
        _found, limit=20, order=[asc("found_on")], requires=Action.INSPECTION_READ, description="由哪些检查结果形成"
    )


@declared(
    models.Lead.__table__,
    node="LeadQuestion",
    scope=of_question,
    requires=public("被请求说明的人才看得到,且只看得到这一条"),
    order=[desc(_asked_at)],
)
@strawberry.type(description="请本人说明的一条线索")
class LeadQuestion(Node):
    """A lead as the one person sees it who was asked to answer."""

    kind: LeadKind = column(description="种类")
    state: LeadState = column(description="状态")
    region_code: str = column(description="所在地区划代码")
    place_name: str = column(place_name, description="所在地全称")
    since: date = column(description="涉及的第一天")
    until: date = column(description="涉及的最后一天")
    reason: str = column(description="系统注意到什么")
    question: str = column(description="请本人说明什么")
    asked_at: datetime = column(description="何时提出")
    answer: str | None = column(description="本人的说明")
    answered_at: datetime | None = column(description="何时说明的")


@strawberry.type(description="某一种类未作结论的线索有多少条")
class LeadCount:
    """Open leads of one kind."""

    kind: LeadKind = strawberry.field(description="种类")
    open: int = strawberry.field(description="未作结论的")
    asked: int = strawberry.field(description="其中已请人说明的")
    answered: int = strawberry.field(description="其中已答复、可以作结论的")


@strawberry.type(description="某一处、某一种类未作结论的线索有多少条")
class LeadFigure:
    """Open leads of one kind in one place next below."""

    region_code: str = strawberry.field(description="下一级地方的区划代码;属于本级的为本级的")
    place_name: str = strawberry.field(description="地方名称")
    kind: LeadKind = strawberry.field(description="种类")
    open: int = strawberry.field(description="未作结论的")
    asked: int = strawberry.field(description="其中已请人说明的")
    answered: int = strawberry.field(description="其中已答复、可以作结论的")

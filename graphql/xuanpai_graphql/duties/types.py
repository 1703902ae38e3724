"""How a period of a duty looks, what is said of it, and the figures of many."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.duties import models
from xuanpai_core.duties.models import OccurrenceState
from xuanpai_core.duties.wording import NO_DEADLINE, period_name
from xuanpai_core.plugins.duties import Cadence, Subject
from xuanpai_core.rulebooks.models import RuleInForce
from xuanpai_graphql.context import Context
from xuanpai_graphql.duties.scopes import of_duty
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared, one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.outcomes import Outcome
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.regions.types import Region
from xuanpai_graphql.registers.types import RegisterEntry
from xuanpai_graphql.rulebooks.types import Rule
from xuanpai_graphql.units.types import OrgUnit

strawberry.enum(OccurrenceState, description="进展:OPEN 未完成,MET 已完成,EXEMPT 不作要求")
strawberry.enum(Subject, name="DutySubject", description="责任主体")

_FROM_OCCURRENCE = "看得到责任的人看得到它是谁的、依据哪一条"


def _of_rule(part: str) -> Any:
    """A part of the rule's content."""

    def expression(row: FromClause) -> ColumnElement[str]:
        rule = RuleInForce.__table__.alias()
        return (
            select(rule.c.content[part].astext)
            .where(rule.c.tenant_id == tenant(), rule.c.id == row.c.rule_id)
            .scalar_subquery()
        )

    return expression


def _late(row: FromClause) -> ColumnElement[bool]:
    return (row.c.state == OccurrenceState.MET) & (row.c.met_on > row.c.due_on)


def _period(values: Mapping[str, Any], _: object) -> str:
    end = values["period_end"]
    start = date.fromisoformat(values["period_start"])
    return period_name(Cadence(values["cadence"]), start, date.fromisoformat(end) if end else None)


def _due_on(values: Mapping[str, Any], _: object) -> str | None:
    due_on: str = values["due_on"]
    return None if due_on == NO_DEADLINE.isoformat() else due_on


def _overdue(values: Mapping[str, Any], context: Context) -> bool:
    day = today(context.application.database.clock)
    return bool(values["state"] == OccurrenceState.OPEN and date.fromisoformat(values["due_on"]) < day)


@declared(
    models.DutyOccurrence.__table__,
    node="DutyOccurrence",
    scope=of_duty,
    requires=Action.DUTY_READ,
    order=[asc("due_on")],
)
@strawberry.type(description="一项责任的一期:谁应在什么时候之前完成几次,完成了几次")
class DutyOccurrence(Node):
    """One period of one duty for one subject."""

    matter: str = column(description="事项代码")
    subject: Subject = column(description="责任主体的类别")
    region_code: str = column(description="所在地区划代码")
    period: str = computed(
        _period,
        needs={"period_start": "period_start", "period_end": "period_end", "cadence": _of_rule("cadence")},
        description="哪一期,如“2025年10月”",
    )
    period_start: date = column(description="本期第一天")
    period_end: date | None = column(description="本期最后一天;空为一直持续")
    due_on: date | None = computed(
        _due_on, needs={"due_on": "due_on"}, description="最迟完成之日;空为任期届满前,届满之日未定"
    )
    required: int = column(description="须完成几次(天、类)")
    done: int = column(description="已完成几次(天、类)")
    met_on: date | None = column(description="完成之日")
    state: OccurrenceState = column(description="进展")
    overdue: bool = computed(
        _overdue, needs={"state": "state", "due_on": "due_on"}, description="是否已逾期:过了最迟完成之日仍未完成"
    )
    late: bool = column(lambda row: _late(row).is_(True), description="是否逾期才完成")
    soft: bool = column(description="是否只是提示:未完成不算违规")
    rule: Rule = one(
        lambda row, rule: rule.c.id == row.c.rule_id, scope_from_parent=_FROM_OCCURRENCE, description="依据的规则"
    )
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent=_FROM_OCCURRENCE,
        description="责任主体为任职的,是哪个任职",
    )
    unit: OrgUnit | None = one(
        lambda row, unit: unit.c.id == row.c.unit_id,
        scope_from_parent=_FROM_OCCURRENCE,
        description="责任主体为单位的,是哪个单位",
    )
    entry: RegisterEntry | None = one(
        lambda row, entry: entry.c.id == row.c.entry_id,
        description="责任主体为登记条目(结对、工作组、农户)的,是哪一条;不在可见范围内为空",
    )
    region: Region = one(lambda row, region: region.c.code == row.c.region_code, description="所在地,今天的样子")


@strawberry.type(description="为责任提供依据的一条记录,以及它为何计入或不计入")
class DutyDeed:
    """A deed as the verdict sees it; ``reason`` only where it does not count."""

    kind: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    day: date = strawberry.field(description="日期")
    until: date | None = strawberry.field(description="最后一天;空为一直持续")
    done_on: date = strawberry.field(description="完成或报送之日")
    reason: str | None = strawberry.field(description="不计入的原因;计入的为空")


@strawberry.type(description="对一期责任的判定:结论、依据,哪些记录计入、哪些不计入及原因")
class DutyVerdict:
    """What is said of a period of a duty today."""

    outcome: Outcome = strawberry.field(description="判定;NOT_APPLICABLE 为尚未到期")
    reason: str = strawberry.field(description="一句话说明")
    measured: int = strawberry.field(description="已完成")
    required: int = strawberry.field(description="应完成")
    missing: int = strawberry.field(description="还差")
    overdue_days: int = strawberry.field(description="未完成且已逾期的天数")
    late_days: int = strawberry.field(description="逾期多少天才完成")
    document: str = strawberry.field(description="依据的文件")
    words: str = strawberry.field(description="条款原文")
    reference: str = strawberry.field(description="条款编号")
    counted: list[DutyDeed] = strawberry.field(description="计入的记录")
    not_counted: list[DutyDeed] = strawberry.field(description="不计入的记录及原因")


@strawberry.type(description="一个地方逾期的责任")
class OverduePlace:
    """What is overdue in one place."""

    region_code: str = strawberry.field(description="区划代码")
    name: str = strawberry.field(description="地名")
    overdue: int = strawberry.field(description="逾期未完成")
    hints: int = strawberry.field(description="逾期未完成的提示性事项")
    since: date = strawberry.field(description="最早的一项何时到期")


@strawberry.type(description="一项责任的逾期情况")
class OverdueDuty:
    """What is overdue of one duty."""

    matter: str = strawberry.field(description="事项代码")
    title: str = strawberry.field(description="名称")
    document: str | None = strawberry.field(description="依据的文件")
    words: str | None = strawberry.field(description="条款原文")
    reference: str | None = strawberry.field(description="条款编号")
    overdue: int = strawberry.field(description="逾期未完成")
    hints: int = strawberry.field(description="逾期未完成的提示性事项")
    since: date = strawberry.field(description="最早的一项何时到期")


@strawberry.type(description="一个地方一项责任的逾期数")
class OverdueCell:
    """Where a place and a duty meet."""

    region_code: str = strawberry.field(description="区划代码")
    matter: str = strawberry.field(description="事项代码")
    title: str = strawberry.field(description="名称")
    overdue: int = strawberry.field(description="逾期未完成")
    hints: int = strawberry.field(description="逾期未完成的提示性事项")


@strawberry.type(description="管辖范围内逾期的责任:按地方、按责任,以及两者交叉")
class OverdueDuties:
    """Everything that is overdue below a place."""

    overdue: int = strawberry.field(description="逾期未完成,共计")
    hints: int = strawberry.field(description="逾期未完成的提示性事项,共计")
    places: list[OverduePlace] = strawberry.field(description="按下一级地方")
    duties: list[OverdueDuty] = strawberry.field(description="按责任,多的在前")
    cells: list[OverdueCell] = strawberry.field(description="按地方和责任")


@strawberry.type(description="一个地方某项责任的完成率")
class DutyRate:
    """How far one duty was met in one place."""

    region_code: str = strawberry.field(description="区划代码")
    name: str = strawberry.field(description="地名")
    due: int = strawberry.field(description="应完成,不含不作要求的")
    met: int = strawberry.field(description="已完成,含逾期完成的")
    late: int = strawberry.field(description="其中逾期完成的")
    exempt: int = strawberry.field(description="不作要求的")
    overdue: int = strawberry.field(description="逾期未完成")
    rate: Decimal | None = strawberry.field(description="完成率,百分数,两位小数,四舍五入;无应完成的为空")

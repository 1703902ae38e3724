"""How coverage, checklists, both ends and patrols look: answers that are reckoned, not stored."""

from datetime import date

import strawberry

from xuanpai_core.inspections.checklist import ChecklistLine
from xuanpai_core.inspections.coverage import CoverageState
from xuanpai_core.inspections.covering import CoveredPlace
from xuanpai_core.inspections.models import ChecklistItem, Presence
from xuanpai_core.inspections.patrols import Patrols as KnownPatrols
from xuanpai_core.inspections.whereabouts import Whereabouts
from xuanpai_graphql.lookahead.ids import global_id

strawberry.enum(CoverageState, description="检查覆盖:已完成、期内未完成、逾期、无人在任")
strawberry.enum(Whereabouts, description="两端查岗的结论:见到、请假、两头不见人、只查一端、都没有查")


@strawberry.type(description="应检查而还没有检查到的人")
class MissingPerson:
    """Somebody who was to be looked at."""

    posting_id: strawberry.ID = strawberry.field(description="任职编号")
    name: str = strawberry.field(description="姓名")


@strawberry.type(description="一个地方一期的检查覆盖情况")
class InspectionCoverage:
    """One rule at one place in one period."""

    region_code: str = strawberry.field(description="区划代码")
    place_name: str = strawberry.field(description="全称")
    matter: str = strawberry.field(description="规定代码")
    title: str = strawberry.field(description="规定名称")
    period_start: date = strawberry.field(description="这一期的第一天")
    period_end: date = strawberry.field(description="这一期的最后一天")
    state: CoverageState = strawberry.field(description="结论")
    soft: bool = strawberry.field(description="是否只作提示")
    population: int = strawberry.field(description="在任人数")
    required: int = strawberry.field(description="应检查人数")
    done: int = strawberry.field(description="已检查人数")
    missing_count: int = strawberry.field(description="还差人数")
    missing: list[MissingPerson] = strawberry.field(description="还差谁;没有抽样的抽查为空")
    sample_drawn: bool = strawberry.field(description="是否随机抽样")
    overdue_days: int = strawberry.field(description="逾期天数")
    reason: str = strawberry.field(description="理由")
    document: str = strawberry.field(description="依据的文件")
    words: str = strawberry.field(description="依据的原文")
    reference: str = strawberry.field(description="条款编号")


@strawberry.type(description="检查清单的一行")
class InspectionChecklistLine:
    """What is said of one point."""

    item: ChecklistItem = strawberry.field(description="项目")
    title: str = strawberry.field(description="项目名称")
    sound: bool | None = strawberry.field(description="是否合格;空为还不能判断")
    reason: str = strawberry.field(description="情况")
    computed: bool = strawberry.field(description="由记录算出;否为检查人员所见")


@strawberry.type(description="一个人一天两端的查岗情况")
class BothEnds:
    """What each end said, and what follows."""

    village: Presence | None = strawberry.field(description="村里;空为没有查岗")
    unit: Presence | None = strawberry.field(description="派出单位;空为没有查岗")
    on_leave: bool = strawberry.field(description="当日是否请假或因公外出")
    whereabouts: Whereabouts = strawberry.field(description="结论")
    reason: str = strawberry.field(description="理由,缺哪一端")


@strawberry.type(description="县(市、区)")
class PatrolCounty:
    """A county."""

    region_code: str = strawberry.field(description="区划代码")
    name: str = strawberry.field(description="名称")


@strawberry.type(description="一名班子成员承包的县")
class PatrolMember:
    """One member and their counties."""

    entry_id: strawberry.ID = strawberry.field(description="登记编号")
    name: str = strawberry.field(description="姓名")
    counties: list[PatrolCounty] = strawberry.field(description="承包的县")
    lacking: int = strawberry.field(description="还差几个;负数为超过")
    reason: str = strawberry.field(description="情况")


@strawberry.type(description="市级领导班子成员承包县的情况")
class Patrols:
    """Who covers what, and what is nobody's."""

    required: int = strawberry.field(description="每人应承包几个县")
    members: list[PatrolMember] = strawberry.field(description="各成员")
    covered: list[PatrolCounty] = strawberry.field(description="有人承包的县")
    uncovered: list[PatrolCounty] = strawberry.field(description="没有人承包的县")
    warning: str | None = strawberry.field(description="告警;空为没有问题")
    document: str | None = strawberry.field(description="依据的文件")
    words: str | None = strawberry.field(description="依据的原文")
    reference: str | None = strawberry.field(description="条款编号")


def shown_coverage(place: CoveredPlace) -> InspectionCoverage:
    """Coverage as the schema shows it."""
    said = place.verdict
    clause = said.rule.clause
    return InspectionCoverage(
        region_code=said.region_code,
        place_name=place.place_name,
        matter=said.rule.matter,
        title=said.rule.title,
        period_start=said.period[0],
        period_end=said.period[1],
        state=said.state,
        soft=said.hint,
        population=said.population,
        required=said.required,
        done=said.done,
        missing_count=said.missing_count,
        missing=[
            MissingPerson(posting_id=strawberry.ID(global_id("Posting", posting_id)), name=name)
            for posting_id, name in place.missing_names
        ],
        sample_drawn=said.sample_drawn,
        overdue_days=said.overdue_days,
        reason=said.reason,
        document=clause.document,
        words=clause.words,
        reference=clause.reference,
    )


def shown_line(line: ChecklistLine) -> InspectionChecklistLine:
    """A line of a checklist as the schema shows it."""
    return InspectionChecklistLine(
        item=line.item, title=line.title, sound=line.sound, reason=line.reason, computed=line.computed
    )


def shown_patrols(known: KnownPatrols) -> Patrols:
    """Patrols as the schema shows them."""
    clause = known.clause
    return Patrols(
        required=known.required,
        members=[
            PatrolMember(
                entry_id=strawberry.ID(global_id("RegisterEntry", member.entry_id)),
                name=member.name,
                counties=_counties(known, member.counties),
                lacking=member.lacking,
                reason=member.reason,
            )
            for member in known.members
        ],
        covered=_counties(known, known.covered),
        uncovered=_counties(known, known.uncovered),
        warning=known.warning,
        document=None if clause is None else clause.document,
        words=None if clause is None else clause.words,
        reference=None if clause is None else clause.reference,
    )


def _counties(known: KnownPatrols, codes: tuple[str, ...]) -> list[PatrolCounty]:
    return [PatrolCounty(region_code=code, name=known.names[code]) for code in codes]

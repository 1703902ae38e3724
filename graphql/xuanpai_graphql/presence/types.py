"""How a verdict on presence looks: day, week, month, year and term of one posting together, each with its reason."""

from datetime import date
from decimal import Decimal

import strawberry

from xuanpai_core.attendance.presence import PresenceVerdict as Verdict
from xuanpai_core.attendance.presence_pages import PostingPresence as Presence
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Measure
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.outcomes import Outcome

strawberry.enum(Measure, name="PresenceMeasure", description="计什么:DAYS 在村天数,NIGHTS 夜宿晚数")


@strawberry.type(description="没有计入的日子及原因")
class UncountedPresence:
    """Presence that does not count."""

    days: list[date] = strawberry.field(description="哪些日子")
    reason: str = strawberry.field(description="为什么不计")


@strawberry.type(description="对一期在岗要求的判定:结论、依据,没有计入的日子及原因")
class PresenceVerdict:
    """What a norm says of a period."""

    matter: str = strawberry.field(description="事项代码")
    title: str = strawberry.field(description="要求的名称")
    cadence: str = strawberry.field(description="按 WEEK 周、MONTH 月、YEAR 年还是 TERM 任期")
    period: str = strawberry.field(description="哪一期,如“2025年10月”")
    first_day: date = strawberry.field(description="本期第一天")
    last_day: date | None = strawberry.field(description="本期最后一天;空为任期届满之日未定")
    measure: Measure = strawberry.field(description="计天还是计晚")
    outcome: Outcome = strawberry.field(description="判定;没有结束的,按不再增加来判")
    measured: Decimal = strawberry.field(description="已有多少天(可有半天)或晚")
    required: int = strawberry.field(description="须有多少")
    missing: Decimal = strawberry.field(description="还差多少")
    running: bool = strawberry.field(description="本期是否还没有结束")
    reachable: bool = strawberry.field(description="是否已达到,或在本期内还能达到")
    possible: bool = strawberry.field(description="这项要求在本期是否有人能做到")
    soft: bool = strawberry.field(description="是否只是提示:达不到不算违规")
    document: str = strawberry.field(description="依据的文件")
    words: str = strawberry.field(description="条款原文")
    reference: str = strawberry.field(description="条款编号")
    reason: str = strawberry.field(description="一段话说明")
    not_counted: list[UncountedPresence] = strawberry.field(description="没有计入的日子及原因")


@strawberry.type(description="对一天的判定:计多少,为什么")
class PresenceOfDay:
    """How much of a day counts."""

    day: date = strawberry.field(description="日期")
    counted: Decimal = strawberry.field(description="计多少天:0、0.5 或 1")
    reason: str = strawberry.field(description="一段话说明")


@strawberry.type(description="一个任职的在岗判定")
class PostingPresence:
    """A posting and what every norm says of it."""

    posting_id: strawberry.ID
    cadre_name: str = strawberry.field(description="干部姓名")
    region_code: str = strawberry.field(description="任职地区划代码")
    place_name: str = strawberry.field(description="任职地全称")
    day: PresenceOfDay | None = strawberry.field(description="所问那一天的判定;按地方查的为空")
    verdicts: list[PresenceVerdict] = strawberry.field(description="各期判定:周、月、年、任期")


@strawberry.type(description="一页在岗判定")
class PresencePage:
    """Some postings below a place."""

    nodes: list[PostingPresence]
    end_cursor: str | None = strawberry.field(description="接着往下查的位置,作为下一页的 after;空为已查完")


def shown(presence: Presence, cadre_name: str) -> PostingPresence:
    """A posting's verdicts, its cadre named as lists name him."""
    posting, day = presence.posting, presence.day
    return PostingPresence(
        posting_id=strawberry.ID(global_id("Posting", posting.posting_id)),
        cadre_name=cadre_name,
        region_code=posting.facts.region_code,
        place_name=posting.place_name,
        day=None if day is None else PresenceOfDay(day=day.day, counted=day.counted, reason=day.reason),
        verdicts=[verdict(one) for one in presence.verdicts],
    )


def verdict(one: Verdict) -> PresenceVerdict:
    """One verdict."""
    return PresenceVerdict(
        matter=one.matter,
        title=one.title,
        cadence=Cadence(one.period.cadence).value,
        period=one.period.name,
        first_day=one.period.first,
        last_day=one.period.last,
        measure=one.measure,
        outcome=one.outcome,
        measured=one.measured,
        required=one.required,
        missing=one.missing,
        running=one.running,
        reachable=one.reachable,
        possible=one.possible,
        soft=one.soft,
        document=one.clause.document,
        words=one.clause.words,
        reference=one.clause.reference,
        reason=one.reason,
        not_counted=[UncountedPresence(days=list(left.days), reason=left.reason) for left in one.uncounted],
    )

"""How the organiser's month looks."""

from datetime import date

import strawberry

from xuanpai_core.sheets.hands import SheetStep, hands_for
from xuanpai_core.sheets.progress import MonthProgress, Progress

strawberry.enum(SheetStep, description="月表的下一步:乡镇统计、书记签字、乡镇盖章、县级查验")


@strawberry.type(description="轮到办理的人")
class SheetHand:
    """Whose turn it is."""

    name: str = strawberry.field(description="姓名")
    office: str = strawberry.field(description="职务,如“芳山镇党委书记”")
    acting_for: str | None = strawberry.field(description="代理谁;本人任职的为空")


@strawberry.type(description="等待同一步的月表")
class SheetsWaiting:
    """How many sheets of a township wait for one step."""

    step: SheetStep = strawberry.field(description="等待哪一步")
    township_code: str = strawberry.field(description="乡镇区划代码")
    township_name: str = strawberry.field(description="乡镇名")
    sheets: int = strawberry.field(description="几张")
    overdue: bool = strawberry.field(description="是否已逾期:过了应盖章之日仍未盖章")
    since: date | None = strawberry.field(description="从哪天起在等这一步(最早的一张);当月还没有结束、等统计的为空")
    hands: list[SheetHand] = strawberry.field(description="等谁办理,本人任职的在前;无人任职的为空列表")


@strawberry.type(description="月表进展:每名在任干部只计入一项")
class SheetCounts:
    """How many of the month's postings stand where."""

    postings: int = strawberry.field(description="当月在任人数,即应有月表数")
    unregistered: int = strawberry.field(description="一天也没有登记")
    registered: int = strawberry.field(description="村里已登记、乡镇未统计")
    totalled: int = strawberry.field(description="已统计、待签字")
    signed: int = strawberry.field(description="已签字、待盖章")
    sealed: int = strawberry.field(description="已盖章、待查验")
    verified: int = strawberry.field(description="已查验")
    overdue: int = strawberry.field(description="逾期:过了应盖章之日仍未盖章")


@strawberry.type(description="一个乡镇的月表进展")
class TownshipSheets:
    """A township's month."""

    township_code: str = strawberry.field(description="乡镇区划代码")
    township_name: str = strawberry.field(description="乡镇名")
    counts: SheetCounts = strawberry.field(description="数字")


@strawberry.type(description="一个地方的当月:月表进展与各乡镇在等谁")
class MonthPage:
    """The organiser's month."""

    month: date = strawberry.field(description="月份的第一天")
    due_on: date = strawberry.field(description="最迟盖章之日")
    counts: SheetCounts = strawberry.field(description="合计")
    townships: list[TownshipSheets] = strawberry.field(description="各乡镇")
    waiting: list[SheetsWaiting] = strawberry.field(description="各乡镇在等哪一步,只列有月表在等的")


def month_page(found: MonthProgress) -> MonthPage:
    """The page of what was found."""
    each = [(township, _counts([township], late=found.late)) for township in found.townships]
    return MonthPage(
        month=found.month.start,
        due_on=found.due_on,
        counts=_counts(found.townships, late=found.late),
        townships=[
            TownshipSheets(township_code=one.township_code, township_name=one.township_name, counts=counts)
            for one, counts in each
        ],
        waiting=[
            SheetsWaiting(
                step=step,
                township_code=one.township_code,
                township_name=one.township_name,
                sheets=sheets,
                overdue=found.late and step is not SheetStep.VERIFY,
                since=found.since(one, step),
                hands=[
                    SheetHand(name=hand.name, office=hand.office, acting_for=hand.acting_for)
                    for hand in hands_for(found.hands, step, one.township_code)
                ],
            )
            for step in SheetStep
            for one in found.townships
            if (sheets := one.waiting.get(step))
        ],
    )


def _counts(townships: list[Progress] | tuple[Progress, ...], *, late: bool) -> SheetCounts:
    return SheetCounts(
        postings=sum(one.postings for one in townships),
        unregistered=sum(one.unregistered for one in townships),
        registered=sum(one.registered for one in townships),
        totalled=sum(one.totalled for one in townships),
        signed=sum(one.signed for one in townships),
        sealed=sum(one.sealed for one in townships),
        verified=sum(one.verified for one in townships),
        overdue=sum(one.unsealed for one in townships) if late else 0,
    )

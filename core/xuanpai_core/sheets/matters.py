"""Correcting a figure of a sealed sheet takes two persons; what was sealed stays beside it."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.approvals.matters import Matter, Payload, Proposal, agreed
from xuanpai_core.approvals.service import propose
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.cadres.masks import mask_name
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.sheets.errors import InvalidOverride, SheetFigureChanged, SheetNotFound, SheetNotSealed
from xuanpai_core.sheets.models import MonthlySheet, SheetFigure, SheetOverride, SheetState
from xuanpai_core.sheets.overrides import Figures, days_text, figures_in_force, held_sheet
from xuanpai_core.vocabulary import Outcome

_TITLES: Mapping[SheetFigure, str] = {SheetFigure.ON_DUTY_DAYS: "到岗天数", SheetFigure.OUTCOME: "判定"}
_OUTCOMES: Mapping[str, str] = {
    Outcome.MET: "达标",
    Outcome.UNMET: "未达标",
    Outcome.WARNED: "提示",
    Outcome.EXEMPT: "免评",
    Outcome.NOT_APPLICABLE: "不适用",
}


async def propose_override(
    work: Work,
    sheet_id: UUID,
    reason: str,
    key: str,
    *,
    on_duty_days: Decimal | int | None = None,
    outcome: Outcome | None = None,
) -> UUID:
    """Ask for one or both figures of a sealed sheet to be corrected; returns the request's id. Days may be halves.

    Only the sheet then reads differently: the recorded days stay, and with them the stipends that go by them.
    Raises ``Forbidden``, ``SheetNotFound``, ``SheetNotSealed``, ``InvalidOverride``.
    """
    wanted = {
        SheetFigure.ON_DUTY_DAYS: None if on_duty_days is None else days_text(on_duty_days),
        SheetFigure.OUTCOME: None if outcome is None else str(outcome),
    }
    after = {str(figure): value for figure, value in wanted.items() if value is not None}
    return await propose(work, OVERRIDE_SEALED_SHEET, {"sheet_id": str(sheet_id), "after": after}, reason, key)


async def _check(work: Work, payload: Payload) -> Proposal:
    reach = require(work.ctx, Action.SHEET_OVERRIDE)
    sheet = await held_sheet(work, UUID(payload["sheet_id"]))
    if sheet is None or not reach.covers_place(sheet.region_code):
        raise SheetNotFound
    _demand_sealed(sheet)
    figures, after = await figures_in_force(work, sheet), _after(payload)
    _demand_correction(sheet, figures, after)
    before = {str(figure): figures[figure] for figure in after}
    summary = await _summary(work, sheet, figures, after)
    return Proposal({**payload, "before": before}, summary, sheet.region_code)


async def _carry_out(work: Work, payload: Payload) -> Payload:
    sheet = await held_sheet(work, UUID(payload["sheet_id"]))
    if sheet is None:
        raise SheetNotFound
    _demand_sealed(sheet)
    figures, after, request = await figures_in_force(work, sheet), _after(payload), agreed(work)
    if any(figures[SheetFigure(name)] != value for name, value in payload["before"].items()):
        raise SheetFigureChanged
    for figure, value in sorted(after.items()):
        work.session.add(
            SheetOverride(
                tenant_id=work.tenant_id,
                id=new_id(),
                sheet_id=sheet.id,
                figure=figure,
                before=figures[figure],
                after=value,
                reason=request.reason,
                approval_id=request.id,
                reopenings=sheet.reopenings,
            )
        )
    record(
        work,
        Action.SHEET_OVERRIDE,
        "monthly_sheet",
        sheet.id,
        before=payload["before"],
        after=payload["after"],
        reason=request.reason,
        approval_id=str(request.id),
    )
    return {"sheet_id": str(sheet.id)}


def _after(payload: Payload) -> dict[SheetFigure, str]:
    return {SheetFigure(name): value for name, value in payload["after"].items()}


def _demand_sealed(sheet: MonthlySheet) -> None:
    if sheet.state not in {SheetState.SEALED, SheetState.VERIFIED}:
        raise SheetNotSealed


def _demand_correction(sheet: MonthlySheet, figures: Figures, after: Mapping[SheetFigure, str]) -> None:
    if not after:
        raise InvalidOverride("请至少填写一项要更正的数字。")
    for figure, value in after.items():
        if figures[figure] == value:
            raise InvalidOverride(f"{_TITLES[figure]}现在就是{_said(figure, value)},不需要更正。")
    days = after.get(SheetFigure.ON_DUTY_DAYS)
    month = Month(sheet.month)
    most = (month.end - month.start).days
    if days is not None and not (0 <= Decimal(days) <= most and Decimal(days) * 2 % 1 == 0):
        raise InvalidOverride(f"到岗天数应为 0 到 {most} 天,可以有半天,请核对后重新填写。")


async def _summary(work: Work, sheet: MonthlySheet, figures: Figures, after: Mapping[SheetFigure, str]) -> str:
    name = await work.session.scalar(
        select(Cadre.name)
        .join(Posting, (Posting.tenant_id == work.tenant_id) & (Posting.cadre_id == Cadre.id))
        .where(Cadre.tenant_id == work.tenant_id, Posting.id == sheet.posting_id)
    )
    lines = [
        f"{_TITLES[figure]}由{_said(figure, figures[figure])}改为{_said(figure, value)}"
        for figure, value in sorted(after.items())
    ]
    place = await known_region(work, RegionCode.stored(sheet.region_code))
    # The text is kept and shown as it is to whoever decides: a whole name would escape the rules for names.
    whose = f"{place.path_name}{mask_name(name or '')} {sheet.month.year}年{sheet.month.month}月"
    return (
        f"更正{whose}已盖章的考勤表:{';'.join(lines)}。"
        "盖章时的内容原样保留并列出更正;逐日考勤不变,按逐日考勤计算的补助也不变。"
    )


def _said(figure: SheetFigure, value: str) -> str:
    return f"{value}天" if figure is SheetFigure.ON_DUTY_DAYS else f"“{_OUTCOMES.get(value, value)}”"


OVERRIDE_SEALED_SHEET = Matter(
    "OVERRIDE_SEALED_SHEET",
    "更正已盖章的考勤表",
    Action.SHEET_OVERRIDE,
    Action.SHEET_OVERRIDE,
    _check,
    _carry_out,
)
"""Decided by somebody who could propose it, too: the separated administrations do not judge business figures."""

"""The figures of sealed sheets as they hold after corrections."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.db.session import Work
from xuanpai_core.sheets.models import MonthlySheet, SheetFigure, SheetOverride

Figures = Mapping[SheetFigure, str]
_HALF: Final = Decimal("0.5")


def days_text(days: Decimal | int) -> str:
    """Days as a figure is kept: ``20``, ``19.5``."""
    return f"{Decimal(days).normalize():f}"


def sealed_figures(sheet: MonthlySheet) -> Figures:
    """What was sealed."""
    return {
        SheetFigure.ON_DUTY_DAYS: days_text(Decimal(sheet.on_duty_days) + (_HALF if sheet.half_day else 0)),
        SheetFigure.OUTCOME: str(sheet.verdict["outcome"]),
    }


async def figures_in_force(work: Work, sheet: MonthlySheet) -> Figures:
    """What holds: of each figure the newest correction since the sheet was last reopened, else what was sealed."""
    rows = await work.session.execute(
        select(SheetOverride.figure, SheetOverride.after)
        .where(
            SheetOverride.tenant_id == work.tenant_id,
            SheetOverride.sheet_id == sheet.id,
            SheetOverride.reopenings == sheet.reopenings,
        )
        .order_by(SheetOverride.id)
    )
    return {**sealed_figures(sheet), **dict(iter(rows))}


async def held_sheet(work: Work, sheet_id: UUID) -> MonthlySheet | None:
    """The sheet, held until the transaction ends."""
    return await work.session.scalar(
        select(MonthlySheet)
        .where(MonthlySheet.tenant_id == work.tenant_id, MonthlySheet.id == sheet_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )

"""Whether a signature still stands for what is so, as one expression: recorded days may have changed since (JZ-09)."""

from sqlalchemy import (
    Date,
    DateTime,
    FromClause,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    exists,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.sql import ColumnElement, Select

from xuanpai_core.attendance.models import AttendanceDay, Overnight
from xuanpai_core.postings.models import Posting
from xuanpai_core.sheets.models import MonthlySheet, SheetState
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.sheets.visibility import is_sealed

_TOLD = (
    column("day", Date),
    column("status", Text),
    column("afternoon", Text),
    column("first_check_in_at", DateTime(timezone=True)),
    column("leave_id", Uuid),
    column("afternoon_leave_id", Uuid),
)


def signature_holds(row: FromClause) -> ColumnElement[bool]:
    """Whether the signature in ``row`` is the one under its sheet, and the days are those that were signed."""
    sheet = MonthlySheet.__table__.alias()
    now, then = _recorded(sheet), _signed(sheet)
    unchanged = and_(~exists(now.except_(then)), ~exists(then.except_(now)), _facts_hold(sheet))
    return exists().where(
        sheet.c.tenant_id == tenant(),
        sheet.c.id == row.c.sheet_id,
        sheet.c.signature_id == row.c.id,
        sheet.c.signed_hash == row.c.content_hash,
        sheet.c.content_hash == row.c.content_hash,
        # A sealed month cannot have changed; a signed one may have, and is then void until it is signed anew.
        or_(is_sealed(sheet), and_(sheet.c.state == SheetState.SIGNED, unchanged)),
    )


def _facts_hold(sheet: FromClause) -> ColumnElement[bool]:
    """Whether what the sheet tells beside the days is still so: how much of the month was served, and the nights."""
    posting, night = Posting.__table__.alias(), Overnight.__table__.alias()
    end = cast(sheet.c.month + text("interval '1 month'"), Date)
    last = cast(sheet.c.month + text("interval '1 month' - interval '1 day'"), Date)
    served = exists().where(
        posting.c.tenant_id == tenant(),
        posting.c.id == sheet.c.posting_id,
        sheet.c.facts["first"].astext.is_not_distinct_from(
            case((posting.c.start_date > sheet.c.month, cast(posting.c.start_date, Text)))
        ),
        sheet.c.facts["last"].astext.is_not_distinct_from(
            case((posting.c.end_date < last, cast(posting.c.end_date, Text)))
        ),
    )
    spent = cast(night.c.night, Text)
    nights = (
        select(func.coalesce(func.jsonb_agg(aggregate_order_by(spent, spent)), cast("[]", JSONB)))
        .where(
            night.c.tenant_id == tenant(),
            night.c.posting_id == sheet.c.posting_id,
            night.c.night >= sheet.c.month,
            night.c.night < end,
            night.c.spent,
        )
        .correlate(sheet)
        .scalar_subquery()
    )
    told = sheet.c.facts["nights"]
    return or_(sheet.c.facts.is_(None), and_(served, or_(told.is_(None), told == nights)))


def _recorded(sheet: FromClause) -> Select[*tuple[object, ...]]:
    day = AttendanceDay.__table__.alias()
    end = cast(sheet.c.month + text("interval '1 month'"), Date)
    return (
        select(*(day.c[part.name] for part in _TOLD))
        .where(
            day.c.tenant_id == tenant(),
            day.c.posting_id == sheet.c.posting_id,
            day.c.day >= sheet.c.month,
            day.c.day < end,
        )
        .correlate(sheet)
    )


def _signed(sheet: FromClause) -> Select[*tuple[object, ...]]:
    told = func.jsonb_to_recordset(sheet.c.days).table_valued(*_TOLD).render_derived(with_types=True)
    return select(*(told.c[part.name] for part in _TOLD)).select_from(told).correlate(sheet)

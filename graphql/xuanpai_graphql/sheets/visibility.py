"""What a reader sees of a sheet: all of it once it is sealed; before, only those near it do (JZ-08)."""

from sqlalchemy import ARRAY, ColumnElement, FromClause, Text, Uuid, case, exists, func, literal, or_

from xuanpai_core.postings.models import Posting
from xuanpai_core.sheets.models import MonthlySheet
from xuanpai_core.sheets.visibility import SEALED, UNSEALED
from xuanpai_graphql.lookahead.context import scope_bind, tenant
from xuanpai_graphql.lookahead.sources import RowExpression
from xuanpai_graphql.scopes import NEAR_PLACES, NEAR_UNITS, own_cadre


def is_sealed(row: FromClause) -> ColumnElement[bool]:
    """Whether the sheet in ``row`` is sealed, or more than that."""
    return or_(*(row.c.state == state for state in sorted(SEALED)))


def is_shown(row: FromClause) -> ColumnElement[bool]:
    """Whether the caller sees what the sheet in ``row`` says."""
    posting = Posting.__table__.alias()
    places, units = scope_bind(NEAR_PLACES, ARRAY(Text())), scope_bind(NEAR_UNITS, ARRAY(Uuid()))
    near = exists().where(
        posting.c.tenant_id == tenant(),
        posting.c.id == row.c.posting_id,
        or_(posting.c.sending_unit_id == func.any(units), posting.c.cadre_id == own_cadre()),
    )
    return or_(is_sealed(row), row.c.region_code.op("^@", is_comparison=True)(func.any(places)), near)


def is_shown_of(row: FromClause) -> ColumnElement[bool]:
    """The same for a row that belongs to a sheet (``sheet_id``)."""
    sheet = MonthlySheet.__table__.alias()
    return exists().where(sheet.c.tenant_id == tenant(), sheet.c.id == row.c.sheet_id, is_shown(sheet))


def shown(expression: str | RowExpression) -> RowExpression:
    """``expression`` over the sheet for those who see what it says; null for others."""
    return lambda row: case((is_shown(row), row.c[expression] if isinstance(expression, str) else expression(row)))


def withheld(row: FromClause) -> ColumnElement[str | None]:
    """未盖章, for those who do not see what the sheet says."""
    return case((~is_shown(row), literal(UNSEALED)))

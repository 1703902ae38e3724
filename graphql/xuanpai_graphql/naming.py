"""What a code or a key in a row is called today: expressions for declared columns, the same in every room."""

from sqlalchemy import ColumnElement, FromClause, select

from xuanpai_core.identity.models import Account
from xuanpai_core.regions.models import Region
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.sources import RowExpression


def place_in(column: str) -> RowExpression:
    """The full name of the place whose code is in that column; null where there is none."""

    def name(row: FromClause) -> ColumnElement[str]:
        region = Region.__table__.alias()
        return (
            select(region.c.path_name)
            .where(region.c.tenant_id == tenant(), region.c.code == row.c[column])
            .scalar_subquery()
        )

    return name


def account_in(column: str) -> RowExpression:
    """The display name of the account that is named in that column; null where there is none."""

    def name(row: FromClause) -> ColumnElement[str]:
        person = Account.__table__.alias()
        return (
            select(person.c.display_name)
            .where(person.c.tenant_id == tenant(), person.c.id == row.c[column])
            .scalar_subquery()
        )

    return name


place_name = place_in("region_code")
"""The full name of the row's own place."""

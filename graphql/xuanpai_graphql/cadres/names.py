"""A cadre's name as the reader may see it: whole, or 张* by the name rule of the settings.

Where the rule hides given names, nothing else may tell them: such a reader's lists are in order of registration (a
cursor holds what the list is ordered by), and a search by name looks at what is shown, the first character.
"""

from sqlalchemy import Boolean, ColumnElement, FromClause, case, func

from xuanpai_core.cadres.unmasking import shows_full_names
from xuanpai_graphql.conditions import name_starts
from xuanpai_graphql.context import Context
from xuanpai_graphql.lookahead.context import scope_bind
from xuanpai_graphql.lookahead.execute import Where
from xuanpai_graphql.lookahead.sources import Order, asc
from xuanpai_graphql.scopes import FULL_NAMES, own_cadre


def shown_name(row: FromClause) -> ColumnElement[str]:
    """The name, or its masked form; one's own is always whole."""
    whole = scope_bind(FULL_NAMES, Boolean()) | (row.c.id == own_cadre())
    return case((whole, row.c.name), else_=_masked(row))


def masked_name_starts(row: FromClause, prefix: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows whose masked name begins so."""
    return _masked(row).op("^@", is_comparison=True)(prefix)


def by_name(context: Context) -> list[Order]:
    """The order of lists of cadres: by name for those who read names, else by registration."""
    return [asc("name")] if _reads_names(context) else []


def name_search(context: Context, prefix: str | None) -> Where:
    """The condition that names begin so, as far as the reader sees them."""
    return {name_starts if _reads_names(context) else masked_name_starts: prefix}


def _reads_names(context: Context) -> bool:
    return shows_full_names(context.work.ctx, context.application.settings)


def _masked(row: FromClause) -> ColumnElement[str]:
    return func.left(row.c.name, 1).concat("*")

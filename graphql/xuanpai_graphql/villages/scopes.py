"""Which records of villages a caller sees: those of one's places, and of the village of one's own posting."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.scopes import reach


def of_village(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a row of a place: by the place, or by a posting of one's own there."""
    posting = Posting.__table__.alias()
    own = exists().where(
        posting.c.tenant_id == tenant(),
        posting.c.region_code == row.c.region_code,
        reach(action, key, cadre_id=posting.c.cadre_id),
    )
    return or_(reach(action, key, region_code=row.c.region_code), own)

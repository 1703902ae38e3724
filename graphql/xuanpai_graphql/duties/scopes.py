"""Which periods of duties a caller may see: by place, by the unit itself or the one that sent, or one's own."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.scopes import reach


def of_duty(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """By where it belongs, by the unit that owes it, or through the posting that does: its unit's, or one's own."""
    held = Posting.__table__.alias()
    own = reach(action, key, unit_id=held.c.sending_unit_id, cadre_id=held.c.cadre_id)
    through = exists().where(held.c.tenant_id == tenant(), held.c.id == row.c.posting_id, own)
    return or_(reach(action, key, region_code=row.c.region_code, unit_id=row.c.unit_id), through)

"""Who sees leads: whoever answers for the place and has no part in it; and, of the one lead, whoever was asked."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, and_, exists

from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.scopes import own_account, own_cadre, reach


def of_lead(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Leads of one's places, but those in which one is the responsible, the cadre, or the one who was asked."""
    posting = Posting.__table__.alias()
    own = exists().where(
        posting.c.tenant_id == tenant(), posting.c.id == row.c.posting_id, posting.c.cadre_id == own_cadre()
    )
    return and_(
        reach(action, key, region_code=row.c.region_code),
        row.c.responsible_id.is_distinct_from(own_account()),
        row.c.asked_id.is_distinct_from(own_account()),
        ~own,
    )


def of_question(row: FromClause, _action: str | None, _key: Hashable) -> ColumnElement[bool]:
    """The leads about which one was asked."""
    return row.c.asked_id == own_account()

"""Whose activities one may see: those of one's places, one's own, and those in which one is named."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.activities.service import RECORD_TYPE
from xuanpai_core.parties.models import RecordParty
from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.scopes import reach


def of_activity(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """By the place, by the posting whose record it is, or by a posting that it names."""
    own, named = Posting.__table__.alias(), Posting.__table__.alias()
    party = RecordParty.__table__.alias()
    owned = exists().where(own.c.tenant_id == tenant(), own.c.id == row.c.posting_id, _of_cadre(own, action, key))
    names = exists().where(
        party.c.tenant_id == tenant(),
        party.c.record_type == RECORD_TYPE,
        party.c.record_id == row.c.id,
        named.c.tenant_id == tenant(),
        named.c.id == party.c.posting_id,
        _of_cadre(named, action, key),
    )
    return or_(reach(action, key, region_code=row.c.region_code), owned, names)


def _of_cadre(posting: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return reach(action, key, unit_id=posting.c.sending_unit_id, cadre_id=posting.c.cadre_id)

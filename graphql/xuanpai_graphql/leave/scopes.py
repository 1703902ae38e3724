"""Which leave a caller may know of: that of one's places, of those whom one's unit has sent, and one's own."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, exists

from xuanpai_core.leave.models import LeaveRequest
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.scopes import reach


def of_leave(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a request: by its posting's place, sending unit or cadre."""
    return reach(action, key, region_code=row.c.region_code, unit_id=row.c.sending_unit_id, cadre_id=row.c.cadre_id)


def through_leave(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a part of a request (``leave_id``)."""
    leave = LeaveRequest.__table__.alias()
    return exists().where(leave.c.tenant_id == tenant(), leave.c.id == row.c.leave_id, of_leave(leave, action, key))

"""Names beside what is stored as a code or a number."""

from sqlalchemy import ColumnElement, FromClause, Text, cast, select

from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.identity.models import Account
from xuanpai_graphql.lookahead.context import tenant


def registered_by_name(row: FromClause) -> ColumnElement[str]:
    """The display name of whoever last registered the day by hand, as the trail has it."""
    event, person = AuditEvent.__table__.alias(), Account.__table__.alias()
    return (
        select(person.c.display_name)
        .where(
            event.c.tenant_id == tenant(),
            event.c.subject_type == "posting",
            event.c.subject_id == cast(row.c.posting_id, Text),
            event.c.action == "attendance:register_day",
            event.c.detail["day"].astext == cast(row.c.day, Text),
            person.c.tenant_id == tenant(),
            person.c.id == event.c.account_id,
        )
        .order_by(event.c.at.desc())
        .limit(1)
        .scalar_subquery()
    )

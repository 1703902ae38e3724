"""Names beside what is stored as a code or a number."""

from sqlalchemy import ColumnElement, FromClause, Text, cast, select

from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.identity.models import Account
from xuanpai_core.regions.models import Region as RegionRow
from xuanpai_graphql.lookahead.context import tenant


def place_name(row: FromClause) -> ColumnElement[str]:
    """What the row's place is called today, in full."""
    region = RegionRow.__table__.alias()
    return (
        select(region.c.path_name)
        .where(region.c.tenant_id == tenant(), region.c.code == row.c.region_code)
        .scalar_subquery()
    )


def decided_by_name(row: FromClause) -> ColumnElement[str]:
    """The display name of whoever decided."""
    person = Account.__table__.alias()
    return (
        select(person.c.display_name)
        .where(person.c.tenant_id == tenant(), person.c.id == row.c.decided_by)
        .scalar_subquery()
    )


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

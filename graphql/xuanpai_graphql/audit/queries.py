"""Looking through the audit trail."""

import strawberry

from xuanpai_core.audit.search import TrailFilter, by_action, by_subject, in_reason, since, until
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.audit.reads import AUDIT_EVENT
from xuanpai_graphql.audit.types import AuditEvent, AuditFilter
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import SEARCH
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads


@strawberry.type
class AuditQueries:
    """Root fields for the audit trail."""

    @strawberry.field(
        description="查审计记录,新的在前;每次查询本身也记入审计",
        extensions=[Reads(Action.AUDIT_READ)],
        directives=[SEARCH],
    )
    async def audit_events(
        self, info: Info, filter: AuditFilter | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[AuditEvent]:
        """Events of the caller's tenant."""
        narrow = TrailFilter() if filter is None else filter.read()
        info.context.reads.searched(AUDIT_EVENT, narrow.as_json())
        where: Where = {
            since: narrow.since,
            until: narrow.until,
            by_action: narrow.action,
            by_subject: narrow.subject_id,
            in_reason: narrow.reason,
            equals("account_id"): narrow.account_id,
            equals("subject_type"): narrow.subject_type,
            equals("kind"): narrow.kind,
        }
        return await fetch_connection(info, AuditEvent, first=first, after=after, where=where)

"""Reading stipend batches."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import parse_quarter
from xuanpai_graphql.conditions import within_county
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.stipends.types import StipendBatch, StipendLine


@strawberry.type
class StipendQueries:
    """Root fields for stipends."""

    @strawberry.field(description="查补助批次", extensions=[Reads(Action.STIPEND_READ)])
    async def stipend_batches(
        self,
        info: Info,
        quarter: str | None = None,
        region_code: str | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[StipendBatch]:
        """Batches within the caller's reach."""
        where: Where = {equals("quarter"): quarter and parse_quarter(quarter), within_county: region_code}
        return await fetch_connection(info, StipendBatch, first=first, after=after, where=where)

    @strawberry.field(description="查补助明细;干部看到的是自己的", extensions=[Reads(Action.STIPEND_READ)])
    async def stipend_lines(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[StipendLine]:
        """Lines within the caller's reach."""
        return await fetch_connection(info, StipendLine, first=first, after=after)

"""Reading postings."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.vocabulary import DispatchLevel
from xuanpai_graphql.conditions import in_force_on, within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import POSTING, UNIT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.postings.types import Posting


@strawberry.type
class PostingQueries:
    """Root fields for postings."""

    @strawberry.field(description="按编号查一个任职", extensions=[Reads(Action.POSTING_READ)])
    async def posting(self, info: Info, id: strawberry.ID) -> Posting | None:
        """The posting with that id."""
        return await fetch_one(info, Posting, where={equals("id"): POSTING(id)})

    @strawberry.field(description="查任职:某地之下、某派出单位、某日在任", extensions=[Reads(Action.POSTING_READ)])
    async def postings(
        self,
        info: Info,
        region_code: str | None = None,
        sending_unit_id: strawberry.ID | None = None,
        dispatch_level: DispatchLevel | None = None,
        active_on: date | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Posting]:
        """Postings within the caller's reach, by place."""
        where: Where = {
            within_region: region_code,
            equals("sending_unit_id"): sending_unit_id and UNIT(sending_unit_id),
            equals("dispatch_level"): dispatch_level,
            in_force_on: active_on,
        }
        return await fetch_connection(info, Posting, first=first, after=after, where=where)

    @strawberry.field(description="我自己的任职,最近的一个", extensions=[Reads(Action.ATTENDANCE_CHECK_IN)])
    async def my_posting(self, info: Info) -> Posting | None:
        """The caller's own latest posting; null for a person who is no cadre."""
        cadre_id = info.context.work.ctx.actor.cadre_id
        return await fetch_one(info, Posting, where={equals("cadre_id"): cadre_id}, order=[desc("start_date")])

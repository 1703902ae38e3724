"""Reading postings."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.postings.service_record import service_record
from xuanpai_core.postings.templates import post_gaps
from xuanpai_core.postings.terms import overdue_terms
from xuanpai_core.vocabulary import DispatchLevel
from xuanpai_graphql.conditions import in_force_on, within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import CADRE, POSTING, UNIT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.postings import shown
from xuanpai_graphql.postings.records import OverdueTerm, PostGap, ServiceRecord
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

    @strawberry.field(
        description="岗位与配置不符的村:缺岗、超员", extensions=[Reads(Action.POSTING_READ)], directives=[AGGREGATE]
    )
    async def post_gaps(self, info: Info, region_code: str) -> list[PostGap]:
        """Villages within the caller's places whose posts are not those of the template."""
        async with info.context.exclusive() as work:
            return [shown.gap(one) for one in await post_gaps(work, region_code)]

    @strawberry.field(description="超期任职", extensions=[Reads(Action.POSTING_READ)], directives=[AGGREGATE])
    async def overdue_terms(self, info: Info, region_code: str) -> list[OverdueTerm]:
        """Whoever is still in post after the term, within the caller's reach."""
        async with info.context.exclusive() as work:
            return [
                shown.overdue(one, shown_name(work, one.cadre_name)) for one in await overdue_terms(work, region_code)
            ]

    @strawberry.field(
        description="驻村经历证明;cumulative 为否的,只看最长的一段",
        extensions=[Reads(Action.POSTING_READ)],
        directives=[AGGREGATE],
    )
    async def service_record(self, info: Info, cadre_id: strawberry.ID, cumulative: bool = True) -> ServiceRecord:
        """How long a cadre within reach has served."""
        async with info.context.exclusive() as work:
            return shown.certificate(await service_record(work, CADRE(cadre_id), cumulative=cumulative))

"""Reading what the rulebook's norms say of presence."""

from datetime import date

import strawberry

from xuanpai_core.attendance.presence_pages import presence_of, presence_page
from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import POSTING
from xuanpai_graphql.limits import size_of_page
from xuanpai_graphql.outcomes import Outcome
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.presence.types import PostingPresence, PresencePage, shown


@strawberry.type
class PresenceQueries:
    """Root fields for verdicts on presence."""

    @strawberry.field(
        description="一个任职的在岗判定:on 所在的周、月、年、任期一并判;填 since 的,其间各期都判",
        extensions=[Reads(Action.ATTENDANCE_READ)],
        directives=[AGGREGATE],
    )
    async def posting_presence(
        self, info: Info, posting_id: strawberry.ID, on: date | None = None, since: date | None = None
    ) -> PostingPresence:
        """What every norm says of one posting within reach."""
        async with info.context.exclusive() as work:
            found = await presence_of(work, POSTING(posting_id), on, since)
            return shown(found, shown_name(work, found.posting.cadre_name))

    @strawberry.field(
        description="某地之下在任者的在岗判定;only 只看这些结论的,running 只看没有结束(或已结束)的各期",
        extensions=[Reads(Action.ATTENDANCE_READ)],
        directives=[AGGREGATE],
    )
    async def presence(
        self,
        info: Info,
        region_code: str,
        on: date | None = None,
        only: list[Outcome] | None = None,
        running: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> PresencePage:
        """Whoever is in post below the place, by place, with the verdicts asked for."""
        size = size_of_page(first)
        async with info.context.exclusive() as work:
            page = await presence_page(work, region_code, on, only=only or (), running=running, first=size, after=after)
            nodes = [shown(one, shown_name(work, one.posting.cadre_name)) for one in page.entries]
        return PresencePage(nodes=nodes, end_cursor=page.after)

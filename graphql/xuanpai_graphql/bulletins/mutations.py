"""Drafting and publishing bulletins."""

from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.bulletins.service import BulletinNotFound, NewBulletin, draft_bulletin, publish_bulletin
from xuanpai_graphql.bulletins.types import Bulletin
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import BULLETIN, FINDING, POSTING, UNIT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="通报草稿;对象在单位、地方、任职三者中选一个")
class DraftBulletinInput:
    """About whom, what, and on what it rests."""

    idempotency_key: str
    title: str
    content: str
    unit_id: strawberry.ID | None = None
    region_code: str | None = None
    posting_id: strawberry.ID | None = None
    finding_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.type
class BulletinMutations:
    """Root fields for bulletins."""

    @strawberry.mutation(description="起草通报;发布前被通报方看不到", extensions=[Writes(Action.BULLETIN_PUBLISH)])
    async def draft_bulletin(self, info: Info, input: DraftBulletinInput) -> Bulletin:
        """Draft a bulletin about somebody within reach."""
        new = NewBulletin(
            title=input.title,
            content=input.content,
            unit_id=None if input.unit_id is None else UNIT(input.unit_id),
            region_code=input.region_code,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            finding_ids=tuple(FINDING(finding) for finding in input.finding_ids),
        )
        return await _shown(info, await draft_bulletin(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="发布通报", extensions=[Writes(Action.BULLETIN_PUBLISH)])
    async def publish_bulletin(self, info: Info, id: strawberry.ID, idempotency_key: str) -> Bulletin:
        """Make a draft known to those it is about and those above them."""
        return await _shown(info, await publish_bulletin(info.context.work, BULLETIN(id), idempotency_key))


async def _shown(info: Info, bulletin_id: UUID) -> Bulletin:
    """The bulletin as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, Bulletin, where={equals("id"): bulletin_id})
    if shown is None:
        raise BulletinNotFound
    return shown

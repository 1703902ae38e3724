"""Reading bulletins."""

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.bulletins.models import BulletinSubject
from xuanpai_core.bulletins.prefilling import prefilled_bulletin
from xuanpai_graphql.bulletins.types import Bulletin, BulletinWords
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import BULLETIN, FINDING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Reads


def _published(row: FromClause, wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return row.c.published_at.is_not(None) == wanted


@strawberry.type
class BulletinQueries:
    """Root fields for bulletins."""

    @strawberry.field(description="按编号查一份通报", extensions=[Reads(Action.BULLETIN_READ)])
    async def bulletin(self, info: Info, id: strawberry.ID) -> Bulletin | None:
        """The bulletin with that id, if the caller may know of it."""
        return await fetch_one(info, Bulletin, where={equals("id"): BULLETIN(id)})

    @strawberry.field(description="查通报:某地之下、某类对象、是否已发布", extensions=[Reads(Action.BULLETIN_READ)])
    async def bulletins(
        self,
        info: Info,
        region_code: str | None = None,
        subject: BulletinSubject | None = None,
        published: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Bulletin]:
        """Bulletins of which the caller may know, the latest first."""
        where: Where = {within_region: region_code, equals("subject"): subject, _published: published}
        return await fetch_connection(info, Bulletin, first=first, after=after, where=where)

    @strawberry.field(
        description="由检查结果生成通报的对象、标题和内容,不保存", extensions=[Reads(Action.BULLETIN_PUBLISH)]
    )
    async def bulletin_words(self, info: Info, finding_ids: list[strawberry.ID]) -> BulletinWords:
        """The words to begin with, from findings that the caller knows of."""
        async with info.context.exclusive() as work:
            made = await prefilled_bulletin(work, [FINDING(one) for one in finding_ids])
        return BulletinWords(
            subject=made.subject,
            region_code=made.region_code,
            unit_id=None if made.unit_id is None else strawberry.ID(global_id("OrgUnit", made.unit_id)),
            posting_id=None if made.posting_id is None else strawberry.ID(global_id("Posting", made.posting_id)),
            title=made.title,
            content=made.content,
        )

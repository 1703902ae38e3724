"""How a bulletin looks."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.bulletins import models
from xuanpai_core.bulletins.models import BulletinSubject
from xuanpai_graphql.inspections.types import InspectionFinding
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import reach
from xuanpai_graphql.units.types import OrgUnit

strawberry.enum(BulletinSubject, description="通报对象")


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """One's own drafts and those below; of what is published, that about one's places, one's unit, oneself."""
    drafts = reach(Action.BULLETIN_PUBLISH, key, region_code=row.c.drafter_region_code)
    subject = reach(action, key, region_code=row.c.region_code, unit_id=row.c.unit_id, cadre_id=row.c.cadre_id)
    return or_(drafts, and_(row.c.published_at.is_not(None), subject))


def _ground(row: FromClause, finding: FromClause) -> ColumnElement[bool]:
    ground = models.BulletinGround.__table__.alias()
    rests_on = exists().where(
        ground.c.tenant_id == tenant(), ground.c.bulletin_id == row.c.id, ground.c.finding_id == finding.c.id
    )
    # The bulletin is two SELECTs up: not said, it would be any bulletin, and each would show the grounds of all.
    return rests_on.correlate(row, finding)


@declared(
    models.Bulletin.__table__, node="Bulletin", scope=_scope, requires=Action.BULLETIN_READ, order=[desc("created_at")]
)
@strawberry.type(description="通报;发布前只有起草的一级及其上级看得到")
class Bulletin(Node):
    """What is held against a unit, a place or a person."""

    subject: BulletinSubject = column(description="对象")
    title: str = column(description="标题")
    content: str = column(description="内容")
    region_code: str = column(description="对象所在区划代码")
    place_name: str = column(place_name, description="对象所在地全称")
    created_at: datetime = column(description="起草时间")
    published_at: datetime | None = column(description="发布时间;空为草稿")
    unit: OrgUnit | None = one(
        lambda row, unit: unit.c.id == row.c.unit_id,
        scope_from_parent="看得到通报的人看得到被通报的单位",
        description="被通报的单位,或被通报人的派出单位",
    )
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent="看得到通报的人看得到通报的是谁",
        description="被通报人的任职",
    )
    grounds: list[InspectionFinding] = many(
        _ground, limit=200, order=[asc("region_code")], description="所依据的检查结果中本人可见的部分"
    )


@strawberry.type(description="由检查结果生成的通报草稿,尚未保存")
class BulletinWords:
    """Whom findings are about, and the words to begin with."""

    subject: BulletinSubject = strawberry.field(description="对象")
    region_code: str = strawberry.field(description="对象所在区划代码")
    unit_id: strawberry.ID | None = strawberry.field(description="被通报的单位;不是单位的为空")
    posting_id: strawberry.ID | None = strawberry.field(description="被通报的任职;不是个人的为空")
    title: str = strawberry.field(description="标题")
    content: str = strawberry.field(description="内容")

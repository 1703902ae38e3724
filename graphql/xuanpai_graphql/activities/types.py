"""How an activity looks."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.activities import models
from xuanpai_core.activities.models import ActivityKind
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import of_place

strawberry.enum(ActivityKind, description="活动类别")


@declared(
    models.Activity.__table__,
    node="Activity",
    scope=of_place("region_code"),
    requires=Action.ACTIVITY_READ,
    order=[desc("held_on")],
)
@strawberry.type(description="活动")
class Activity(Node):
    """A dated thing that happened."""

    kind: ActivityKind = column(description="类别")
    region_code: str = column(description="所在区划代码")
    held_on: date = column(description="日期")
    title: str = column(description="标题")
    topics: JSON = column(description="议题与内容")

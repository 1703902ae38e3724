"""Recording what was held."""

from datetime import date
from typing import cast

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.activities.models import ActivityKind
from xuanpai_core.activities.service import NewActivity, record_activity
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.activities.types import Activity
from xuanpai_graphql.context import Info
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(
    description="活动;调度会的议题为 PROGRESS(工作开展情况)、PROBLEMS(存在的问题)、NEXT_STEPS(下一步工作计划)"
)
class RecordActivityInput:
    """Something that was held."""

    idempotency_key: str
    kind: ActivityKind
    region_code: str
    held_on: date
    title: str
    topics: JSON


@strawberry.type
class ActivityMutations:
    """Root fields for activities."""

    @strawberry.mutation(description="登记活动", extensions=[Writes(Action.ACTIVITY_RECORD)])
    async def record_activity(self, info: Info, input: RecordActivityInput) -> Activity:
        """Store what was held, complete or not."""
        said = {topic: str(words) for topic, words in json_object(input.topics, "topics").items()}
        new = NewActivity(input.kind, input.region_code, input.held_on, input.title, said)
        activity_id = await record_activity(info.context.work, new, input.idempotency_key)
        return cast("Activity", await fetch_one(info, Activity, where={equals("id"): activity_id}))

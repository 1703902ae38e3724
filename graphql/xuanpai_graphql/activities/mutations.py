"""Recording what was held, and taking it back."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.activities.errors import ActivityNotFound
from xuanpai_core.activities.service import NewActivity, record_activity, withdraw_activity
from xuanpai_core.authz.actions import Action
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.vocabulary import ActivityKind
from xuanpai_graphql.activities.types import Activity
from xuanpai_graphql.context import Info
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import ACTIVITY, EVIDENCE, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.parties.inputs import PartyInput, named_parties
from xuanpai_graphql.permissions import Writes


@strawberry.input(
    description=(
        "活动:kind(类别)或 form(本地名目)二者填一;"
        "调度会的议题为 PROGRESS(工作开展情况)、PROBLEMS(存在的问题)、NEXT_STEPS(下一步工作计划)"
    )
)
class RecordActivityInput:
    """Something that was held; ``content`` holds the form's fields, ``postingId`` says whose record it is."""

    idempotency_key: str
    region_code: str
    held_on: date
    title: str
    kind: ActivityKind | None = None
    form: str | None = None
    topics: JSON | None = None
    posting_id: strawberry.ID | None = None
    parties: list[PartyInput] = strawberry.field(default_factory=list)
    content: JSON | None = None
    person_times: int | None = None
    note: str | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.type
class ActivityMutations:
    """Root fields for activities."""

    @strawberry.mutation(
        description="登记活动;应到而没有列名的干部记为缺席,已登记请假的除外",
        extensions=[Writes(Action.ACTIVITY_RECORD)],
    )
    async def record_activity(self, info: Info, input: RecordActivityInput) -> Activity:
        """Store what was held, complete or not."""
        new = NewActivity(
            kind=input.kind,
            region_code=input.region_code,
            held_on=input.held_on,
            title=input.title,
            topics=_said(input.topics),
            form=input.form,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            parties=named_parties(input.parties),
            content=json_object(input.content, "content"),
            person_times=input.person_times,
            note=input.note,
            evidence_ids=tuple(EVIDENCE(evidence) for evidence in input.evidence_ids),
        )
        return await _shown(info, await record_activity(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(
        description="撤回登记错的活动:记录保留,不再计入任何事项", extensions=[Writes(Action.ACTIVITY_RECORD)]
    )
    async def withdraw_activity(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Activity:
        """Take a record back."""
        return await _shown(info, await withdraw_activity(info.context.work, ACTIVITY(id), reason, idempotency_key))


def _said(topics: JSON | None) -> dict[str, str]:
    """What was said of each topic; raises ``Invalid`` (``NOT_AN_OBJECT``, ``INVALID_TEXT``)."""
    said = {}
    for topic, words in json_object(topics, "topics").items():
        if not isinstance(words, str | None):
            message = "议题的内容应为文字。"
            raise Invalid(message, code="INVALID_TEXT", fields=[FieldProblem("topics", "WRONG_TYPE", message)])
        said[topic] = words or ""
    return said


async def _shown(info: Info, activity_id: UUID) -> Activity:
    """The activity as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, Activity, where={equals("id"): activity_id})
    if shown is None:
        raise ActivityNotFound
    return shown

"""Writing the day's log."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.worklogs.errors import TemplateNotFound
from xuanpai_core.worklogs.items import SettledItem
from xuanpai_core.worklogs.service import LogEntry, Replaced, write_log
from xuanpai_core.worklogs.templates import NewTemplate, add_template, retire_template
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE, LOG_ITEM, LOG_TEMPLATE, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.worklogs.items import WorkLogTemplate
from xuanpai_graphql.worklogs.types import WorkLog


@strawberry.input(description="办结一件待办:怎么办的;不再办理的写明原因")
class SettledItemInput:
    """What became of an item."""

    id: strawberry.ID
    outcome: str
    dropped: bool = False


@strawberry.input(description="一天的工作日志;当月月表盖章前可以重写")
class WriteLogInput:
    """What was done on one day; ``photoIds`` are all its files."""

    idempotency_key: str
    day: date
    content: str
    posting_id: strawberry.ID | None = None
    place: str | None = None
    companions: str | None = None
    households_visited: int = 0
    help_given: str | None = None
    problems_heard: str | None = None
    photo_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    open_items: list[str] | None = strawberry.field(
        default=None, description="这一天提出的全部待办;不填为不改动,重写时只替换这篇日志自己提出而还没有办结的"
    )
    settled_items: list[SettledItemInput] | None = strawberry.field(
        default=None, description="这一天办结的全部待办;不填为不改动"
    )
    replaces: strawberry.Maybe[datetime | None] = strawberry.field(
        default=None,
        description="动笔时看到的这一天日志的 updatedAt,当时没有日志的为 null;"
        "此后在别处写过或改过的,拒绝(LOG_CHANGED)。不填为照写",
    )


@strawberry.input(description="工作日志模板;要改的,停用后另立一个")
class AddLogTemplateInput:
    """A skeleton for the logs of a place and below."""

    idempotency_key: str
    region_code: str
    title: str
    content: str


@strawberry.type
class WorkLogMutations:
    """Root fields for work logs."""

    @strawberry.mutation(description="写工作日志(选派干部本人)", extensions=[Writes(Action.WORKLOG_WRITE)])
    async def write_log(self, info: Info, input: WriteLogInput) -> WorkLog:
        """Write the log of a day, or write it anew."""
        entry = LogEntry(
            day=input.day,
            content=input.content,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            place=input.place,
            companions=input.companions,
            households_visited=input.households_visited,
            help_given=input.help_given,
            problems_heard=input.problems_heard,
            photo_ids=tuple(EVIDENCE(photo) for photo in input.photo_ids),
            open_items=None if input.open_items is None else tuple(input.open_items),
            settled_items=_settled(input.settled_items),
            replaces=None if input.replaces is None else Replaced(input.replaces.value),
        )
        written = await write_log(info.context.work, entry, input.idempotency_key)
        where = {equals("posting_id"): written.posting_id, equals("day"): written.day}
        return cast("WorkLog", await fetch_one(info, WorkLog, where=where))

    @strawberry.mutation(
        description="立一个工作日志模板,供本地及其下各地写日志时套用", extensions=[Writes(Action.REGISTER_RECORD)]
    )
    async def add_log_template(self, info: Info, input: AddLogTemplateInput) -> WorkLogTemplate:
        """Lay down a skeleton."""
        new = NewTemplate(input.region_code, input.title, input.content)
        return await _shown(info, await add_template(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="停用一个工作日志模板", extensions=[Writes(Action.REGISTER_RECORD)])
    async def retire_log_template(self, info: Info, id: strawberry.ID, idempotency_key: str) -> WorkLogTemplate:
        """Offer it to nobody any more."""
        return await _shown(info, await retire_template(info.context.work, LOG_TEMPLATE(id), idempotency_key))


def _settled(items: list[SettledItemInput] | None) -> tuple[SettledItem, ...] | None:
    return None if items is None else tuple(SettledItem(LOG_ITEM(one.id), one.outcome, one.dropped) for one in items)


async def _shown(info: Info, template_id: UUID) -> WorkLogTemplate:
    """The template as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, WorkLogTemplate, where={equals("id"): template_id})
    if shown is None:
        raise TemplateNotFound
    return shown

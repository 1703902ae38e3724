"""Writing the day's log."""

from datetime import date
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.worklogs.service import LogEntry, write_log
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.worklogs.types import WorkLog


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
        )
        written = await write_log(info.context.work, entry, input.idempotency_key)
        where = {equals("posting_id"): written.posting_id, equals("day"): written.day}
        return cast("WorkLog", await fetch_one(info, WorkLog, where=where))

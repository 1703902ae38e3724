"""Reading duties: what is due, what is overdue, what the rate was, and why."""

from datetime import date
from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.duties.figures import duty_rates, overdue_duties
from xuanpai_core.duties.models import OccurrenceState
from xuanpai_core.duties.service import explain
from xuanpai_core.plugins.duties import Subject
from xuanpai_core.postings.models import Posting
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.duties.deeds import deed, titles_at
from xuanpai_graphql.duties.overdue import added_up
from xuanpai_graphql.duties.types import DutyOccurrence, DutyRate, DutyVerdict, OverdueDuties
from xuanpai_graphql.keys import DUTY_OCCURRENCE, POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_list
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.scopes import own_cadre

_MOST = 200


def _due_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.due_on >= day


def _due_to(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.due_on <= day


def _overdue_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.state == OccurrenceState.OPEN) & (row.c.due_on < day)


def _in_time_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.state != OccurrenceState.OPEN) | (row.c.due_on >= day)


def _mine_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    """What the caller's own postings owe on that day: this period's, and whatever of the past is still open."""
    held = Posting.__table__.alias()
    own = exists().where(held.c.tenant_id == tenant(), held.c.id == row.c.posting_id, held.c.cadre_id == own_cadre())
    now = or_(row.c.period_end.is_(None), row.c.period_end >= day, row.c.state == OccurrenceState.OPEN)
    return own & (row.c.period_start <= day) & now


@strawberry.type
class DutyQueries:
    """Root fields for duties."""

    @strawberry.field(
        description="查责任:某地之下、某一事项、某类主体、进展、到期日期、是否逾期、某个任职",
        extensions=[Reads(Action.DUTY_READ)],
    )
    async def duty_occurrences(
        self,
        info: Info,
        region_code: str | None = None,
        matter: str | None = None,
        subject: Subject | None = None,
        state: OccurrenceState | None = None,
        due_from: date | None = None,
        due_to: date | None = None,
        overdue: bool | None = None,
        posting_id: strawberry.ID | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[DutyOccurrence]:
        """Periods of duties within the caller's reach, the first due first."""
        day = today(info.context.work.clock)
        where: Where = {
            within_region: region_code,
            equals("matter"): matter,
            equals("subject"): subject,
            equals("state"): state,
            _due_from: due_from,
            _due_to: due_to,
            _overdue_on: day if overdue is True else None,
            _in_time_on: day if overdue is False else None,
            equals("posting_id"): posting_id and POSTING(posting_id),
        }
        return await fetch_connection(info, DutyOccurrence, first=first, after=after, where=where)

    @strawberry.field(
        description="我今天和本期应完成的责任,以及以往逾期未完成的;不是选派干部的为空",
        extensions=[Reads(Action.DUTY_READ)],
    )
    async def my_duties(self, info: Info) -> list[DutyOccurrence]:
        """What the caller owes now, the first due first."""
        where: Where = {_mine_on: today(info.context.work.clock)}
        return await fetch_list(info, DutyOccurrence, limit=_MOST, where=where)

    @strawberry.field(
        description="管辖范围内逾期的责任:按下一级地方、按责任;不填地方的为本人可见的全部,按县",
        extensions=[Reads(Action.DUTY_READ)],
        directives=[AGGREGATE],
    )
    async def overdue_duties(self, info: Info, region_code: str | None = None) -> OverdueDuties:
        """What is overdue today below the place, or anywhere, within the caller's reach."""
        async with info.context.exclusive() as work:
            return added_up(await overdue_duties(work, region_code))

    @strawberry.field(
        description="某项责任在各下一级地方的完成率;统计与所给日期有重叠的各期",
        extensions=[Reads(Action.DUTY_READ)],
        directives=[AGGREGATE],
    )
    async def duty_rates(
        self,
        info: Info,
        region_code: str,
        matter: str,
        start: Annotated[date, strawberry.argument(name="from")],
        to: date,
    ) -> list[DutyRate]:
        """One entry a place below ``region_code`` within the caller's reach."""
        async with info.context.exclusive() as work:
            found = await duty_rates(work, region_code, matter, start, to)
        return [
            DutyRate(
                region_code=place.region_code,
                name=place.place_name,
                due=place.due,
                met=place.met,
                late=place.late,
                exempt=place.exempt,
                overdue=place.overdue,
                rate=place.rate,
            )
            for place in found
        ]

    @strawberry.field(
        description="一期责任的判定:一句话、依据的条款、哪些记录计入、哪些不计入及原因",
        extensions=[Reads(Action.DUTY_READ)],
    )
    async def duty_verdict(self, info: Info, occurrence_id: strawberry.ID) -> DutyVerdict:
        """What is said of the period today, and why."""
        async with info.context.exclusive() as work:
            found = await explain(work, DUTY_OCCURRENCE(occurrence_id))
            titles = await titles_at(work, found.region_code, found.period_start)
        said = found.verdict
        return DutyVerdict(
            outcome=said.outcome,
            reason=said.reason,
            measured=said.measured,
            required=said.required,
            missing=said.missing,
            overdue_days=said.overdue_days,
            late_days=said.late_days,
            document=said.clause.document,
            words=said.clause.words,
            reference=said.clause.reference,
            counted=[deed(fact, titles) for fact in said.counted],
            not_counted=[deed(entry.fact, titles, entry.reason) for entry in said.uncounted],
        )

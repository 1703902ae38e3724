"""Reading signals."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, false, func

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month
from xuanpai_core.vocabulary import SignalKind
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.scopes import own_cadre
from xuanpai_graphql.signals.types import PresenceSignal


def _day_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.day >= day


def _day_before(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.day < day


def _answered(row: FromClause, answered: ColumnElement[bool]) -> ColumnElement[bool]:
    return row.c.answered_at.is_not(None) == answered


def _mine(row: FromClause, mine: ColumnElement[bool]) -> ColumnElement[bool]:
    return func.coalesce(row.c.cadre_id == own_cadre(), false()) == mine


@strawberry.type
class SignalQueries:
    """Root fields for signals."""

    @strawberry.field(
        description="查在岗疑点:某地之下、某一种类、某月、某个任职、是否已说明、是否关于本人",
        extensions=[Reads(Action.SIGNAL_READ)],
    )
    async def signals(
        self,
        info: Info,
        region_code: str | None = None,
        kind: SignalKind | None = None,
        month: str | None = None,
        posting_id: strawberry.ID | None = None,
        answered: bool | None = None,
        mine: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[PresenceSignal]:
        """Signals within the caller's reach, the latest day first."""
        wanted = None if month is None else Month.parse(month)
        where: Where = {
            within_region: region_code,
            equals("kind"): kind,
            _day_from: wanted and wanted.start,
            _day_before: wanted and wanted.end,
            equals("posting_id"): posting_id and POSTING(posting_id),
            _answered: answered,
            _mine: mine,
        }
        return await fetch_connection(info, PresenceSignal, first=first, after=after, where=where)

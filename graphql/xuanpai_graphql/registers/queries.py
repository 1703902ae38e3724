"""Reading registers: their forms, their entries, totals, and advice on groups."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, Text, cast, literal, or_, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.parties.models import RecordParty as PartyRow
from xuanpai_core.registers.grouping import advise_grouping
from xuanpai_core.registers.reading import forms_for, totals
from xuanpai_core.registers.repository import RECORD_TYPE
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import POSTING, REGISTER_ENTRY
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.registers.forms import shown_form
from xuanpai_graphql.registers.types import (
    GroupingAdvice,
    RegisterEntry,
    RegisterForm,
    RegisterTotal,
    TotalledValue,
)


def _standing_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.valid_from <= day) & or_(row.c.valid_to.is_(None), row.c.valid_to >= day)


def _over_by(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.valid_to < day


def _names(row: FromClause, posting_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Entries that belong to the posting, or name it."""
    party = PartyRow.__table__.alias()
    named = select(party.c.record_id).where(
        party.c.tenant_id == tenant(),
        party.c.record_type == RECORD_TYPE,
        party.c.token == literal("posting:").concat(cast(posting_id, Text)),
    )
    return or_(row.c.posting_id == posting_id, row.c.id.in_(named))


@strawberry.type
class RegisterQueries:
    """Root fields for registers."""

    @strawberry.field(description="某地某日所用的登记簿", extensions=[Reads(Action.REGISTER_READ)])
    async def register_forms(self, info: Info, region_code: str, on: date | None = None) -> list[RegisterForm]:
        """The core's registers and the region's own."""
        async with info.context.exclusive() as work:
            return [shown_form(form) for form in await forms_for(work, region_code, on)]

    @strawberry.field(description="按编号查一条登记", extensions=[Reads(Action.REGISTER_READ)])
    async def register_entry(self, info: Info, id: strawberry.ID) -> RegisterEntry | None:
        """The entry with that id."""
        return await fetch_one(info, RegisterEntry, where={equals("id"): REGISTER_ENTRY(id)})

    @strawberry.field(
        description="查登记:某本登记簿、某地之下、某日成立、涉及某任职;running 为真只看继续的,为假只看已结束的",
        extensions=[Reads(Action.REGISTER_READ)],
    )
    async def register_entries(
        self,
        info: Info,
        form: str | None = None,
        region_code: str | None = None,
        on: date | None = None,
        posting_id: strawberry.ID | None = None,
        running: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[RegisterEntry]:
        """Entries within the caller's reach, the latest first."""
        now = today(info.context.work.clock)
        where: Where = {
            equals("form"): form,
            within_region: region_code,
            _standing_on: now if running and on is None else on,
            _over_by: now if running is False else None,
            _names: posting_id and POSTING(posting_id),
        }
        return await fetch_connection(info, RegisterEntry, first=first, after=after, where=where)

    @strawberry.field(
        description="登记条目按栏目的值汇总;by 为栏目代码或 region,空为只计总数",
        extensions=[Reads(Action.REGISTER_READ)],
        directives=[AGGREGATE],
    )
    async def register_totals(
        self, info: Info, form: str, region_code: str, by: list[str], on: date | None = None
    ) -> list[RegisterTotal]:
        """How many entries within the caller's reach stand there that day, by these fields."""
        async with info.context.exclusive() as work:
            found = await totals(work, form, region_code, by, on)
        return [
            RegisterTotal(
                values=[TotalledValue(code=one.code, value=one.value, label=one.label) for one in total.values],
                entries=total.entries,
            )
            for total in found
        ]

    @strawberry.field(
        description="若干村如何每2至3个相邻村编成小组",
        extensions=[Reads(Action.REGISTER_READ)],
        directives=[AGGREGATE],
    )
    async def grouping_advice(self, info: Info, village_codes: list[str], on: date | None = None) -> GroupingAdvice:
        """Advice on groups of neighbouring villages."""
        async with info.context.exclusive() as work:
            advice = await advise_grouping(work, village_codes, on)
        return GroupingAdvice(
            possible=advice.possible,
            sizes=list(advice.sizes),
            groups=[list(group) for group in advice.groups],
            reason=advice.reason,
        )

"""Reading activities, their forms and their figures."""

from datetime import date
from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement, FromClause, or_, select

from xuanpai_core.activities.reading import forms_for
from xuanpai_core.activities.service import RECORD_TYPE
from xuanpai_core.activities.totals import Breakdown, Selection, activity_totals
from xuanpai_core.authz.actions import Action
from xuanpai_core.parties.models import RecordParty as PartyRow
from xuanpai_core.vocabulary import ActivityKind
from xuanpai_graphql.activities.forms import shown_form
from xuanpai_graphql.activities.types import Activity, ActivityForm, ActivityTotal
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import ACTIVITY, POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.scalars import Long
from xuanpai_graphql.permissions import Reads

FirstDay = Annotated[date | None, strawberry.argument(name="from", description="第一天")]
LastDay = Annotated[date | None, strawberry.argument(name="to", description="最后一天")]


def _from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.held_on >= day


def _until(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.held_on <= day


def _standing_or(row: FromClause, withdrawn: ColumnElement[bool]) -> ColumnElement[bool]:
    """What was withdrawn shows only to those who ask for it."""
    return or_(row.c.withdrawn_at.is_(None), withdrawn)


def _names(row: FromClause, posting_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Activities that are the posting's record, or name it."""
    party = PartyRow.__table__.alias()
    named = select(party.c.record_id).where(
        party.c.tenant_id == tenant(), party.c.record_type == RECORD_TYPE, party.c.posting_id == posting_id
    )
    return or_(row.c.posting_id == posting_id, row.c.id.in_(named))


@strawberry.type
class ActivityQueries:
    """Root fields for activities."""

    @strawberry.field(description="按编号查一次活动", extensions=[Reads(Action.ACTIVITY_READ)])
    async def activity(self, info: Info, id: strawberry.ID) -> Activity | None:
        """The activity with that id."""
        return await fetch_one(info, Activity, where={equals("id"): ACTIVITY(id)})

    @strawberry.field(
        description="查活动:某类、某名目、某地之下、某段日期、涉及某任职;撤回的只在 withWithdrawn 时列出",
        extensions=[Reads(Action.ACTIVITY_READ)],
    )
    async def activities(
        self,
        info: Info,
        kind: ActivityKind | None = None,
        form: str | None = None,
        region_code: str | None = None,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        posting_id: strawberry.ID | None = None,
        with_withdrawn: bool = False,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Activity]:
        """Activities within the caller's reach, the latest first."""
        where: Where = {
            equals("kind"): kind,
            equals("form"): form,
            within_region: region_code,
            _from: first_day,
            _until: last_day,
            _names: posting_id and POSTING(posting_id),
            _standing_or: with_withdrawn,
        }
        return await fetch_connection(info, Activity, first=first, after=after, where=where)

    @strawberry.field(description="某地某日的活动名目", extensions=[Reads(Action.ACTIVITY_READ)])
    async def activity_forms(self, info: Info, region_code: str, on: date | None = None) -> list[ActivityForm]:
        """The region's own forms."""
        async with info.context.exclusive() as work:
            return [shown_form(form) for form in await forms_for(work, region_code, on)]

    @strawberry.field(
        description="活动的数字:次数、人次、人数,可按名目、类别、派出层级或某一栏目分项;没有发生的项也列出,为 0",
        extensions=[Reads(Action.ACTIVITY_READ)],
        directives=[AGGREGATE],
    )
    async def activity_totals(
        self,
        info: Info,
        region_code: str,
        form: str | None = None,
        kind: ActivityKind | None = None,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        by: Breakdown = Breakdown.WHOLE,
        field: str | None = None,
    ) -> list[ActivityTotal]:
        """Figures of what was held below a place."""
        wanted = Selection(region_code, form, kind, first_day, last_day)
        async with info.context.exclusive() as work:
            found = await activity_totals(work, wanted, by, field)
        return [
            ActivityTotal(
                key=total.key,
                title=total.title,
                activities=total.activities,
                person_times=Long(total.person_times),
                times=Long(total.times),
                persons=total.persons,
                entries=total.entries,
            )
            for total in found
        ]

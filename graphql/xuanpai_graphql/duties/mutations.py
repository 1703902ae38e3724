"""Excusing whoever owes a duty."""

from datetime import date
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.duties.service import exempt
from xuanpai_graphql.context import Info
from xuanpai_graphql.duties.types import DutyOccurrence
from xuanpai_graphql.keys import DUTY_OCCURRENCE
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="免除一项责任:不填起止日期的,免除这一期;长期的从今天起,直到另有规定")
class ExemptDutyInput:
    """Which period, why, and for how long."""

    idempotency_key: str
    occurrence_id: strawberry.ID
    reason: str
    first_day: date | None = None
    last_day: date | None = None


@strawberry.type
class DutyMutations:
    """Root fields for duties."""

    @strawberry.mutation(
        description="免除一个责任主体的一项责任,须写明理由;同一主体这些日期内的各期都不作要求",
        extensions=[Writes(Action.DUTY_EXEMPT)],
    )
    async def exempt_duty(self, info: Info, input: ExemptDutyInput) -> DutyOccurrence:
        """Write down the exemption, and judge the period anew."""
        occurrence_id = DUTY_OCCURRENCE(input.occurrence_id)
        given = {"first": input.first_day, "last": input.last_day}
        await exempt(info.context.work, occurrence_id, input.reason, input.idempotency_key, **given)
        return cast("DutyOccurrence", await fetch_one(info, DutyOccurrence, where={equals("id"): occurrence_id}))

"""What a cadre says to a signal."""

from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.signals.service import answer_signal
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import SIGNAL
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.signals.types import PresenceSignal


@strawberry.type
class SignalMutations:
    """Root fields for signals."""

    @strawberry.mutation(
        description="本人对一条在岗疑点作出说明,只能说明一次", extensions=[Writes(Action.SIGNAL_ANSWER)]
    )
    async def answer_signal(self, info: Info, id: strawberry.ID, answer: str, idempotency_key: str) -> PresenceSignal:
        """Say how it came about."""
        signal_id = await answer_signal(info.context.work, SIGNAL(id), answer, idempotency_key)
        return cast("PresenceSignal", await fetch_one(info, PresenceSignal, where={equals("id"): signal_id}))

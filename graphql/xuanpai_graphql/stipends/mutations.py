"""Preparing and releasing stipends."""

from typing import cast
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import parse_quarter
from xuanpai_core.stipends.service import prepare_batch, release_batch
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import BATCH
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.stipends.types import StipendBatch


@strawberry.type
class StipendMutations:
    """Root fields for stipends."""

    @strawberry.mutation(description="生成(或重新计算)一县一季的补助批次", extensions=[Writes(Action.STIPEND_PREPARE)])
    async def prepare_stipend_batch(
        self, info: Info, county_code: str, quarter: str, idempotency_key: str
    ) -> StipendBatch:
        """Compute the batch by the plugin in force."""
        start = parse_quarter(quarter)
        return await _batch(info, await prepare_batch(info.context.work, county_code, start, idempotency_key))

    @strawberry.mutation(description="发放补助批次;发放后不再变动", extensions=[Writes(Action.STIPEND_RELEASE)])
    async def release_stipend_batch(
        self,
        info: Info,
        id: strawberry.ID,
        idempotency_key: str,
    ) -> StipendBatch:
        """Release what is ready."""
        return await _batch(info, await release_batch(info.context.work, BATCH(id), idempotency_key))


async def _batch(info: Info, batch_id: UUID) -> StipendBatch:
    return cast("StipendBatch", await fetch_one(info, StipendBatch, where={equals("id"): batch_id}))

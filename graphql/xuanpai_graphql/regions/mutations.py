"""Dated changes of regions."""

from datetime import date
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.regions import service
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.regions.types import Region


@strawberry.input(description="一次区划变更的依据")
class DecreeInput:
    """From which day on, and by which document."""

    idempotency_key: str
    effective_on: date
    document: str


@strawberry.type
class RegionMutations:
    """Root fields for changes of regions."""

    @strawberry.mutation(description="更名", extensions=[Writes(Action.REGION_MANAGE)])
    async def rename_region(self, info: Info, code: str, new_name: str, decree: DecreeInput) -> Region:
        """Give a region another name."""
        await service.rename_region(
            info.context.work, code, new_name, decree.effective_on, decree.document, decree.idempotency_key
        )
        return await _region(info, code)

    @strawberry.mutation(description="合并到另一个同级区划", extensions=[Writes(Action.REGION_MANAGE)])
    async def merge_regions(self, info: Info, codes: list[str], into: str, decree: DecreeInput) -> Region:
        """Merge regions; the answer is the one that goes on."""
        await service.merge_regions(
            info.context.work, codes, into, decree.effective_on, decree.document, decree.idempotency_key
        )
        return await _region(info, into)

    @strawberry.mutation(description="撤销没有下级的区划", extensions=[Writes(Action.REGION_MANAGE)])
    async def abolish_region(self, info: Info, code: str, decree: DecreeInput, successor: str | None = None) -> Region:
        """End a region; the answer shows the day."""
        await service.abolish_region(
            info.context.work, code, successor, decree.effective_on, decree.document, decree.idempotency_key
        )
        return await _region(info, code)

    @strawberry.mutation(description="划归另一个上级;以新代码继续", extensions=[Writes(Action.REGION_MANAGE)])
    async def move_region(
        self, info: Info, code: str, new_parent_code: str, new_code: str, decree: DecreeInput
    ) -> Region:
        """Move a region; the answer is the one under its new code."""
        await service.move_region(
            info.context.work,
            code,
            new_parent_code,
            new_code,
            decree.effective_on,
            decree.document,
            decree.idempotency_key,
        )
        return await _region(info, new_code)


async def _region(info: Info, code: str) -> Region:
    return cast("Region", await fetch_one(info, Region, where={equals("code"): code}))

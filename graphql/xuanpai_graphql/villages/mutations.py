"""Recording what villages are, earn and reach."""

from datetime import date
from decimal import Decimal
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.villages import service
from xuanpai_core.villages.models import Precision
from xuanpai_graphql.conditions import one_of
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE, VILLAGE_TAG
from xuanpai_graphql.lookahead.execute import equals, fetch_list, fetch_one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.villages.types import CollectiveIncome, StatedFigure, TargetMeasure, VillageProfile, VillageTag

_MOST_INCOMES = 200


@strawberry.input(description="把一个村列入某一类别")
class SetVillageTagInput:
    """A mark that a village carries from a day on."""

    idempotency_key: str
    region_code: str
    code: str
    valid_from: date
    reason: str
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="摘帽;delistedOn 为不再列入的第一天")
class DelistVillageInput:
    """A mark that is taken off."""

    idempotency_key: str
    tag_id: strawberry.ID
    delisted_on: date
    ground: str
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="一个村的收入,金额以分为单位")
class VillageIncomeInput:
    """What one village took in."""

    region_code: str
    gross_fen: Fen
    subsidies_fen: Fen
    operating_fen: Fen


@strawberry.input(description="若干村一年的集体收入;再次登记不同的数即为更正,须写明原因")
class RecordCollectiveIncomesInput:
    """A year's incomes."""

    idempotency_key: str
    year: int
    villages: list[VillageIncomeInput]
    reason: str | None = None


@strawberry.input(description="一个目标的实测值;村的或(作为平均数的)乡镇的")
class RecordTargetMeasureInput:
    """A measured value."""

    idempotency_key: str
    region_code: str
    target: str
    year: int
    value: Decimal
    reason: str | None = None


@strawberry.input(description="村情民情台账")
class RecordVillageProfileInput:
    """A village as it stands on a day."""

    idempotency_key: str
    region_code: str
    as_of: date
    population: int
    households: int
    poor_households: int
    land_mu: Decimal
    description: str


@strawberry.input(description="汇总数,照原样登记:“370多个”为 AT_LEAST 370 个")
class StateFigureInput:
    """A total as it was stated."""

    idempotency_key: str
    region_code: str
    code: str
    title: str
    from_year: int
    to_year: int
    value: Decimal
    unit: str
    precision: Precision
    source: str
    part_of: str | None = None


@strawberry.type
class VillageMutations:
    """Root fields for villages."""

    @strawberry.mutation(description="把一个村列入某一类别", extensions=[Writes(Action.VILLAGE_RECORD)])
    async def set_village_tag(self, info: Info, input: SetVillageTagInput) -> VillageTag:
        """Put a mark of the rulebook on a village."""
        evidence = tuple(EVIDENCE(evidence_id) for evidence_id in input.evidence_ids)
        new = service.NewTag(input.region_code, input.code, input.valid_from, input.reason, evidence)
        tag_id = await service.set_tag(info.context.work, new, input.idempotency_key)
        return cast("VillageTag", await fetch_one(info, VillageTag, where={equals("id"): tag_id}))

    @strawberry.mutation(description="摘帽,依据材料按规定必附", extensions=[Writes(Action.VILLAGE_RECORD)])
    async def delist_village(self, info: Info, input: DelistVillageInput) -> VillageTag:
        """Take a mark off a village."""
        evidence = tuple(EVIDENCE(evidence_id) for evidence_id in input.evidence_ids)
        done = service.Delisting(VILLAGE_TAG(input.tag_id), input.delisted_on, input.ground, evidence)
        tag_id = await service.delist(info.context.work, done, input.idempotency_key)
        return cast("VillageTag", await fetch_one(info, VillageTag, where={equals("id"): tag_id}))

    @strawberry.mutation(description="登记或更正村集体收入", extensions=[Writes(Action.VILLAGE_RECORD)])
    async def record_collective_incomes(
        self, info: Info, input: RecordCollectiveIncomesInput
    ) -> list[CollectiveIncome]:
        """Record a year's incomes."""
        villages = tuple(
            service.NewIncome(village.region_code, village.gross_fen, village.subsidies_fen, village.operating_fen)
            for village in input.villages
        )
        new = service.NewIncomes(input.year, villages, input.reason)
        income_ids = await service.record_incomes(info.context.work, new, input.idempotency_key)
        return await fetch_list(info, CollectiveIncome, limit=_MOST_INCOMES, where={one_of: income_ids})

    @strawberry.mutation(description="登记或更正目标的实测值", extensions=[Writes(Action.VILLAGE_RECORD)])
    async def record_target_measure(self, info: Info, input: RecordTargetMeasureInput) -> TargetMeasure:
        """Record a measured value."""
        new = service.NewMeasure(input.region_code, input.target, input.year, input.value, input.reason)
        measure_id = await service.record_measure(info.context.work, new, input.idempotency_key)
        return cast("TargetMeasure", await fetch_one(info, TargetMeasure, where={equals("id"): measure_id}))

    @strawberry.mutation(description="登记村情民情台账", extensions=[Writes(Action.VILLAGE_RECORD)])
    async def record_village_profile(self, info: Info, input: RecordVillageProfileInput) -> VillageProfile:
        """Add a profile."""
        new = service.NewProfile(
            input.region_code,
            input.as_of,
            input.population,
            input.households,
            input.poor_households,
            input.land_mu,
            input.description,
        )
        profile_id = await service.record_profile(info.context.work, new, input.idempotency_key)
        return cast("VillageProfile", await fetch_one(info, VillageProfile, where={equals("id"): profile_id}))

    @strawberry.mutation(description="登记汇总数", extensions=[Writes(Action.VILLAGE_RECORD)])
    async def state_figure(self, info: Info, input: StateFigureInput) -> StatedFigure:
        """Store a total as it was stated."""
        new = service.NewFigure(
            input.region_code,
            input.code,
            input.title,
            input.from_year,
            input.to_year,
            input.value,
            input.unit,
            input.precision,
            input.source,
            input.part_of,
        )
        figure_id = await service.state_figure(info.context.work, new, input.idempotency_key)
        return cast("StatedFigure", await fetch_one(info, StatedFigure, where={equals("id"): figure_id}))

"""Parks, projects and income."""

from datetime import date
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.parks import service
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import ENTRY, PARK, POSTING, PROJECT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.parks.types import IndustrialPark, ParkProject, RevenueEntry
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="园区项目")
class CreateProjectInput:
    """A project and who brought it in."""

    idempotency_key: str
    park_id: strawberry.ID
    name: str
    suits_village: bool = False
    introducer_ids: list[strawberry.ID]


@strawberry.input(description="入账收益")
class RecordRevenueInput:
    """Income that arrived."""

    idempotency_key: str
    project_id: strawberry.ID
    received_on: date
    amount_fen: Fen
    note: str


@strawberry.type
class ParkMutations:
    """Root fields for parks."""

    @strawberry.mutation(description="登记产业园", extensions=[Writes(Action.PARK_MANAGE)])
    async def create_park(self, info: Info, county_code: str, name: str, idempotency_key: str) -> IndustrialPark:
        """Found a park."""
        new = service.NewPark(county_code, name)
        park_id = await service.create_park(info.context.work, new, idempotency_key)
        return cast("IndustrialPark", await fetch_one(info, IndustrialPark, where={equals("id"): park_id}))

    @strawberry.mutation(description="登记园区项目", extensions=[Writes(Action.PARK_MANAGE)])
    async def create_park_project(self, info: Info, input: CreateProjectInput) -> ParkProject:
        """Enter a project."""
        introducers = tuple(POSTING(posting_id) for posting_id in input.introducer_ids)
        new = service.NewProject(PARK(input.park_id), input.name, input.suits_village, introducers)
        project_id = await service.create_project(info.context.work, new, input.idempotency_key)
        return cast("ParkProject", await fetch_one(info, ParkProject, where={equals("id"): project_id}))

    @strawberry.mutation(description="登记入账收益并按规则分配", extensions=[Writes(Action.REVENUE_RECORD)])
    async def record_revenue(self, info: Info, input: RecordRevenueInput) -> RevenueEntry:
        """Book income and divide it."""
        new = service.NewRevenue(PROJECT(input.project_id), input.received_on, input.amount_fen, input.note)
        entry_id = await service.record_revenue(info.context.work, new, input.idempotency_key)
        return cast("RevenueEntry", await fetch_one(info, RevenueEntry, where={equals("id"): entry_id}))

    @strawberry.mutation(description="红冲:逐笔镜像原分配", extensions=[Writes(Action.REVENUE_RECORD)])
    async def reverse_revenue(
        self,
        info: Info,
        id: strawberry.ID,
        note: str,
        idempotency_key: str,
    ) -> RevenueEntry:
        """Reverse an entry, line by line."""
        entry_id = await service.reverse_revenue(info.context.work, ENTRY(id), note, idempotency_key)
        return cast("RevenueEntry", await fetch_one(info, RevenueEntry, where={equals("id"): entry_id}))

"""A park in 黑山县 with a project, and its income, for tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from tests.plugins.sample_region import CLAUSE
from xuanpai_core.parks.models import RevenueAllocation, RevenueEntry
from xuanpai_core.parks.service import (
    NewPark,
    NewProject,
    NewRevenue,
    create_park,
    create_project,
    record_revenue,
    reverse_revenue,
)
from xuanpai_core.plugins.api import Beneficiary, RevenueFacts, RevenueSplit
from xuanpai_core.plugins.api import RevenueAllocation as Share

DAY = date(2025, 9, 15)
Shares = list[tuple[str, str | None, int]]


@dataclass(slots=True)
class Books:
    """One park's books, kept by the county's organiser unless another person is named."""

    world: World
    park_id: UUID

    async def project(
        self, *names: str, suits_village: bool = False, person: str = "county", title: str = "食用菌加工"
    ) -> UUID:
        """A project that these cadres brought in."""
        introducers = tuple(self.world.postings[name] for name in names)
        async with self.world.database.work(self.world.ctx(person)) as work:
            return await create_project(work, NewProject(self.park_id, title, suits_village, introducers), fresh_key())

    async def book(
        self, project_id: UUID, amount_fen: int, on: date = DAY, person: str = "county", key: str = ""
    ) -> UUID:
        """Income of the project."""
        new = NewRevenue(project_id, on, amount_fen, "入园企业收益")
        async with self.world.database.work(self.world.ctx(person)) as work:
            return await record_revenue(work, new, key or fresh_key())

    async def reverse(self, entry_id: UUID, person: str = "county", key: str = "") -> UUID:
        """Take the entry back."""
        async with self.world.database.work(self.world.ctx(person)) as work:
            return await reverse_revenue(work, entry_id, "银行退回", key or fresh_key())

    async def entry(self, entry_id: UUID) -> RevenueEntry:
        """The entry as it is stored."""
        async with self.world.database.read(self.world.ctx("city")) as work:
            return await work.session.get_one(RevenueEntry, (self.world.tenant_id, entry_id))

    async def shares(self, entry_id: UUID) -> Shares:
        """Who gets what of the entry, in order."""
        return [(line.beneficiary, line.region_code, line.amount_fen) for line in await self.lines(entry_id)]

    async def lines(self, entry_id: UUID) -> Sequence[RevenueAllocation]:
        """The entry's allocations, in order."""
        query = select(RevenueAllocation).where(
            RevenueAllocation.tenant_id == self.world.tenant_id, RevenueAllocation.entry_id == entry_id
        )
        async with self.world.database.read(self.world.ctx("city")) as work:
            return (await work.session.scalars(query.order_by(RevenueAllocation.line))).all()

    async def counts(self) -> tuple[int, int]:
        """How many entries and how many allocations there are."""
        async with self.world.database.read(self.world.ctx("city")) as work:
            found = [
                await work.session.scalar(
                    select(func.count()).select_from(table).where(table.tenant_id == self.world.tenant_id)
                )
                for table in (RevenueEntry, RevenueAllocation)
            ]
        return found[0] or 0, found[1] or 0


async def open_books(world: World, county_code: str = "210726", person: str = "county") -> Books:
    """A park of the county's, with nothing booked."""
    async with world.database.work(world.ctx(person)) as work:
        return Books(world, await create_park(work, NewPark(county_code, "第一书记产业园"), fresh_key()))


def all_to(beneficiary: Beneficiary, place: str | None) -> Callable[[RevenueFacts], RevenueSplit]:
    """A rule that gives everything to one receiver."""

    def split_revenue(facts: RevenueFacts) -> RevenueSplit:
        share = Share(beneficiary=beneficiary, region_code=place, amount_fen=facts.amount_fen)
        return RevenueSplit(lines=(share,), clause=CLAUSE, reason="样例:全归一方。")

    return split_revenue

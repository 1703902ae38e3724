"""A county's quarter for tests: attendance, dispatch meetings, postings, and what its batch says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from xuanpai_core.activities.service import NewActivity, record_activity
from xuanpai_core.attendance.models import AttendanceDay, AttendanceStatus
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import quarter_months
from xuanpai_core.postings.models import Posting
from xuanpai_core.stipends.models import StipendBatch, StipendLine
from xuanpai_core.stipends.service import prepare_batch, release_batch
from xuanpai_core.vocabulary import ActivityKind

Q3, Q4 = date(2025, 7, 1), date(2025, 10, 1)
JULY, AUGUST, SEPTEMBER = quarter_months(Q3)
HEARD = {"PROGRESS": "正常", "PROBLEMS": "缺项目", "NEXT_STEPS": "对接"}
Line = tuple[str, int, str, int]
"""Cadre, month's number, state, amount in 分."""


@dataclass(slots=True)
class County:
    """黑山县, unless it is another's county; acts through its organiser, unless another person is named."""

    world: World
    code: str = "210726"
    person: str = "county"

    async def prepare(self, quarter: date = Q3, person: str = "", key: str = "", code: str = "") -> UUID:
        """Prepare the county's quarter."""
        async with self.world.database.work(self.world.ctx(person or self.person)) as work:
            return await prepare_batch(work, code or self.code, quarter, key or fresh_key())

    async def release(self, batch_id: UUID, person: str = "", key: str = "") -> UUID:
        """Release the batch."""
        async with self.world.database.work(self.world.ctx(person or self.person)) as work:
            return await release_batch(work, batch_id, key or fresh_key())

    async def meet(self, held_on: date = date(2025, 8, 20), **topics: str) -> None:
        """Hold a dispatch meeting, which heard everything unless topics are given."""
        new = NewActivity(ActivityKind.DISPATCH_MEETING, self.code, held_on, "调度会", topics or HEARD)
        async with self.world.database.work(self.world.ctx(self.person)) as work:
            await record_activity(work, new, fresh_key())

    async def attend(self, names: Iterable[str], days: int = 20, months: Iterable[date] = quarter_months(Q3)) -> None:
        """These cadres were in the village on the first days of these months."""
        rows = [
            {
                "tenant_id": self.world.tenant_id,
                "posting_id": self.world.postings[name],
                "day": month + timedelta(days=number),
                "status": AttendanceStatus.ON_DUTY,
            }
            for name in names
            for month in months
            for number in range(days)
        ]
        async with self.world.database.work(self.world.ctx("admin")) as work:
            if rows:
                await work.session.execute(insert(AttendanceDay), rows)

    async def change(self, name: str, **values: Any) -> None:
        """Change the cadre's posting."""
        async with self.world.database.work(self.world.ctx("admin")) as work:
            await work.session.execute(
                update(Posting)
                .where(Posting.tenant_id == self.world.tenant_id, Posting.id == self.world.postings[name])
                .values(**values)
            )

    async def post_again(self, name: str, region_code: str, start_date: date) -> UUID:
        """Give the cadre a second post, from the same unit."""
        async with self.world.database.work(self.world.ctx("admin")) as work:
            first = await work.session.get_one(Posting, (self.world.tenant_id, self.world.postings[name]))
            second = Posting(
                tenant_id=self.world.tenant_id,
                id=new_id(),
                cadre_id=first.cadre_id,
                role=first.role,
                dispatch_level=first.dispatch_level,
                sending_unit_id=first.sending_unit_id,
                region_code=region_code,
                start_date=start_date,
            )
            work.session.add(second)
            return second.id

    async def batches(self) -> list[StipendBatch]:
        """Every batch of the tenant, by county and quarter."""
        query = select(StipendBatch).where(StipendBatch.tenant_id == self.world.tenant_id)
        async with self.world.database.read(self.world.ctx("city")) as work:
            found = await work.session.scalars(query.order_by(StipendBatch.county_code, StipendBatch.quarter))
            return list(found)

    async def batch(self, batch_id: UUID) -> StipendBatch:
        """The batch as it is stored."""
        return next(batch for batch in await self.batches() if batch.id == batch_id)

    async def rows(self, batch_id: UUID) -> list[StipendLine]:
        """The batch's lines as they are stored, by posting's start, posting and month."""
        query = (
            select(StipendLine)
            .join(Posting, (Posting.tenant_id == self.world.tenant_id) & (Posting.id == StipendLine.posting_id))
            .where(StipendLine.tenant_id == self.world.tenant_id, StipendLine.batch_id == batch_id)
            .order_by(Posting.start_date, Posting.id, StipendLine.month)
        )
        async with self.world.database.read(self.world.ctx("city")) as work:
            return list(await work.session.scalars(query))

    async def lines(self, batch_id: UUID) -> list[Line]:
        """The batch's lines in short; a second post's holder is called 另任."""
        names = {posting_id: name for name, posting_id in self.world.postings.items()}
        return [
            (names.get(row.posting_id, "另任"), row.month.month, row.state.value, row.amount_fen)
            for row in await self.rows(batch_id)
        ]


def paid(name: str, *months: int, fen: int = 170_000) -> list[Line]:
    """The lines of a cadre who is paid this much in each of the months."""
    return [(name, month, "PAYABLE", fen) for month in months]

"""Lets the demo's people act through the real services, each at the right time and with no more rights than theirs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database, Transaction, Work
from xuanpai_core.identity.models import Account
from xuanpai_tenants.demo.plan import ProvincePlan


class Stage:
    """One tenant with its plan; every act needs somebody of the plan and an instant."""

    def __init__(
        self, database: Database, tenant_id: UUID, plan: ProvincePlan, permissions: Mapping[str, frozenset[str]]
    ) -> None:
        self.plan = plan
        self._database = database
        self._tenant_id = tenant_id
        self._permissions = permissions
        self._account_ids: dict[str, UUID] = {}

    @asynccontextmanager
    async def scene(self) -> AsyncIterator[Transaction]:
        """One transaction, in which several people may act."""
        async with self._database.transaction(self._tenant_id) as transaction:
            if not self._account_ids:
                known = select(Account.username, Account.id).where(Account.tenant_id == self._tenant_id)
                rows = await transaction.session.execute(known)
                self._account_ids = {row.username: row.id for row in rows}
            yield transaction

    def work(self, scene: Transaction, username: str, at: datetime) -> Work:
        """What ``username`` needs to act at ``at``."""
        login = self.plan.login(username)
        grant = Grant(login.role, login.region_code, login.unit.id if login.unit is not None else None)
        cadre_id = login.cadre.id if login.cadre is not None else None
        actor = Actor(self._account_ids[username], login.name, cadre_id, (grant,))
        ctx = RequestContext(self._tenant_id, actor, self._permissions, request_id="demo")
        return Work(scene, ctx, FixedClock(at), self._database.ports)

    @asynccontextmanager
    async def act(self, username: str, at: datetime) -> AsyncIterator[Work]:
        """A transaction in which ``username`` alone acts."""
        async with self.scene() as scene:
            yield self.work(scene, username, at)

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """That time in Shanghai; what would come on ``as_of`` or later happens just after its midnight."""
        if day >= self.plan.as_of:
            return datetime.combine(self.plan.as_of, time(0, minute), SHANGHAI)
        return datetime.combine(day, time(hour, minute), SHANGHAI)

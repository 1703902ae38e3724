"""What tests of signing in share: one person's attempts, from wherever they come, and what the trail says of them."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from tests.factories.world import PASSWORD, World, policy
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity import sessions
from xuanpai_core.identity.proof import Session
from xuanpai_core.identity.second_factor import SECONDS, NewKey, begin_second_factor, code_at, confirm_second_factor
from xuanpai_core.identity.sessions import Authenticated, SignedIn
from xuanpai_core.identity.sign_in import Attempt, Origin, sign_in

OFFICE = "198.51.100.7"
ELSEWHERE = "203.0.113.9"
WRONG = "Wrong-1234"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, or tries to, from one address and perhaps with a device's secret."""

    world: World
    username: str
    address: str = OFFICE
    device: str | None = None

    @property
    def database(self) -> Database:
        """Where they sign in."""
        return self.world.database

    @property
    def account_id(self) -> UUID:
        """Their account."""
        return self.world.people[self.username].account_id

    def at(self, address: str) -> "Person":
        """The same name, typed at another address without the device."""
        return replace(self, address=address, device=None)

    async def sign_in(self, password: str = PASSWORD, code: str | None = None, replaces: str | None = None) -> SignedIn:
        """Open a session; raises what the product raises."""
        attempt = Attempt(self.username, password, code, Origin(self.address, "测试"), self.device, replaces)
        return await sign_in(self.database, self.world.tenant_id, attempt)

    async def refused(self, password: str = WRONG, code: str | None = None) -> str:
        """The code with which an attempt is refused."""
        try:
            await self.sign_in(password, code)
        except XuanpaiError as refusal:
            return refusal.error_code
        return "SIGNED_IN"

    async def fail(self, times: int) -> list[str]:
        """Type a wrong password so many times; the answers."""
        return [await self.refused() for _ in range(times)]

    async def authenticate(self, secret: str) -> Authenticated:
        """Who holds ``secret``; raises ``SessionEnded``."""
        async with self.database.transaction(self.world.tenant_id, read_only=True) as transaction:
            return await sessions.authenticate(transaction, self.database.clock.now(), self.database.settings, secret)

    async def session(self, secret: str) -> Session:
        """The session of ``secret`` as the edge makes it of each request."""
        who = await self.authenticate(secret)
        assert who.session_id is not None
        return Session(
            RequestContext(self.world.tenant_id, who.actor, policy(), stepped_up_at=who.stepped_up_at), who.session_id
        )

    async def enrol(self, secret: str) -> NewKey:
        """Bind a device that makes one-time codes, within the session of ``secret``."""
        session = await self.session(secret)
        async with self.database.work(session.ctx) as work:
            key = await begin_second_factor(work)
        async with self.database.work(session.ctx) as work:
            await confirm_second_factor(work, code_now(key, work.clock.now()))
        return key


def code_now(key: NewKey, now: datetime, *, steps: int = 0) -> str:
    """What the device shows at ``now``, or some steps of 30 seconds later."""
    return code_at(key.secret, int(now.timestamp()) // SECONDS + steps)


def with_settings(world: World, **changed: Any) -> World:
    """The same tenant, in an installation with other settings."""
    settings: Settings = world.database.settings.model_copy(update=changed)
    database = copy(world.database)
    database.settings, database.ports = settings, replace(world.database.ports, settings=settings)
    return replace(world, database=database)


def clock_of(world: World) -> FixedClock:
    """The clock of the world, to be moved."""
    clock = world.database.clock
    assert isinstance(clock, FixedClock)
    return clock


async def events(world: World, *prefixes: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The trail's events about signing in: action, who acted (a name or the account), detail; oldest first."""
    names = {actor.account_id: name for name, actor in world.people.items()} | {UUID(int=1): "nobody"}
    async with world.database.transaction(world.tenant_id, read_only=True) as transaction:
        rows = await transaction.driver.fetch(
            "SELECT action, account_id, detail::text AS detail FROM audit_event WHERE tenant_id = $1 ORDER BY at, id",
            world.tenant_id,
        )
    wanted = prefixes or ("session:", "second_factor:", "account:change_password")
    return [
        (row["action"], names.get(row["account_id"], str(row["account_id"])), orjson.loads(row["detail"]))
        for row in rows
        if row["action"].startswith(wanted)
    ]


async def rows(world: World, table: str) -> list[dict[str, Any]]:
    """All rows of a table of the tenant."""
    async with world.database.transaction(world.tenant_id, read_only=True) as transaction:
        found = await transaction.driver.fetch(
            f"SELECT * FROM {table} WHERE tenant_id = $1",  # noqa: S608 -- a table's name, given by a test
            world.tenant_id,
        )
    return [dict(row) for row in found]

"""What resolvers know of the request: the session, the open transaction, the caller's extents."""

import asyncio
from collections.abc import AsyncIterator, Hashable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import asyncpg
import strawberry

from xuanpai_core.authz.overrides import policy_in_force
from xuanpai_core.authz.scope import Extent, extent, permits
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.identity import sessions
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_core.identity.sessions import Authenticated
from xuanpai_graphql.scopes import scope_binds, scope_key


@dataclass(slots=True)
class Application:
    """What lives as long as the process."""

    settings: Settings
    database: Database


@dataclass(slots=True)
class Ticket:
    """What a session cookie holds: the tenant to look in, and the secret to look for."""

    tenant_id: UUID
    secret: str

    @classmethod
    def parse(cls, text: str | None) -> "Ticket | None":
        """Read a cookie's value; anything malformed is no session."""
        tenant, _, secret = (text or "").partition(".")
        try:
            return cls(UUID(hex=tenant), secret) if secret else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.tenant_id.hex}.{self.secret}"


@dataclass(slots=True)
class Context:
    """One operation's context. A query reads in one transaction; each mutation field writes in one of its own."""

    application: Application
    ticket: Ticket | None = None
    request_id: str = "-"
    address: str = "-"
    agent: str = ""
    read_only: bool = True
    cookie: str | None = None
    """Set by sign-in (a ticket) and sign-out (empty): what the response tells the browser to keep."""
    touched: bool = False
    _work: Work | None = None
    _who: Authenticated | None = None
    _extents: dict[str, Extent] = field(default_factory=dict)
    _binds: Mapping[str, Any] | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, error, trace)
        self._work = None

    async def reading(self) -> Work:
        """The query's one read-only unit of work, opened at first use; raises ``SessionEnded`` without a session."""
        async with self._lock:
            if self._work is None:
                self._work = await self._open.enter_async_context(self._begin(read_only=True))
            return self._work

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Work]:
        """A unit of work for one mutation field: committed when it is answered, rolled back when it is refused."""
        async with self._begin(read_only=False) as work:
            self._work = work
            try:
                yield work
            finally:
                self._work = None

    async def identify(self) -> RequestContext:
        """Who asks, in a short transaction of its own that is over when this returns."""
        async with self._begin(read_only=True) as work:
            return work.ctx

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[Work]:
        """The open unit of work, lent whole to one field of a query: root fields run concurrently on one connection."""
        async with self._lock:
            yield self.work

    @property
    def work(self) -> Work:
        """The unit of work that the running field opened."""
        if self._work is None:
            raise SessionEnded
        return self._work

    @property
    def who(self) -> Authenticated:
        """The signed-in person."""
        if self._who is None:
            raise SessionEnded
        return self._who

    @asynccontextmanager
    async def _begin(self, *, read_only: bool) -> AsyncIterator[Work]:
        if self.ticket is None:
            raise SessionEnded
        database, settings = self.application.database, self.application.settings
        async with database.transaction(self.ticket.tenant_id, read_only=read_only) as transaction:
            now = database.clock.now()
            self._who = await sessions.authenticate(transaction, now, settings, self.ticket.secret)
            self.touched = self._who.stale
            self._extents, self._binds = {}, None
            policy, permissions = await policy_in_force(transaction, self._who.policy_version)
            ctx = RequestContext(
                self.ticket.tenant_id,
                self._who.actor,
                permissions,
                self.request_id,
                self.address,
                policy,
                self._who.stepped_up_at,
            )
            yield Work(transaction, ctx, database.clock, database.ports)

    # What the read engine asks for (lookahead.context.ReadContext).

    @property
    def tenant_id(self) -> UUID:
        """The one tenant whose rows are read."""
        return self.work.tenant_id

    def permits(self, action: str) -> bool:
        """Whether the caller may do ``action`` somewhere."""
        return permits(self.work.ctx, action)

    def extent(self, action: str) -> Extent:
        """Where the caller may do ``action``."""
        if (known := self._extents.get(action)) is None:
            known = self._extents[action] = extent(self.work.ctx, action)
        return known

    @property
    def scope_key(self) -> Hashable:
        """The shape of the caller's extents: callers of one shape share compiled statements."""
        return scope_key(self.work.ctx)

    @property
    def scope_binds(self) -> Mapping[str, object]:
        """The values of the caller's extents, by bind name."""
        if self._binds is None:
            self._binds = scope_binds(self.work.ctx)
        return self._binds

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """The open transaction's connection, lent to one statement at a time."""
        async with self._lock:
            work = self.work
            if not self.read_only:
                await work.transaction.flush()
            yield work.driver


Info = strawberry.Info[Context, None]

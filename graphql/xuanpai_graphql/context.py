"""What resolvers know of the request: the session, the open transaction, the caller's extents."""

import asyncio
from collections.abc import AsyncIterator, Hashable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import asyncpg
import strawberry

from xuanpai_core.audit.journal import Journal
from xuanpai_core.authz.overrides import policy_in_force
from xuanpai_core.authz.scope import Extent, extent, permits
from xuanpai_core.cadres.search import count_misses
from xuanpai_core.cadres.unmasking import shows_full_names
from xuanpai_core.clock import civil_date
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Transaction, Work
from xuanpai_core.errors import RateLimited
from xuanpai_core.identity import sessions
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_core.identity.sessions import Authenticated
from xuanpai_core.tokens import bearing
from xuanpai_core.tokens.rights import narrowed
from xuanpai_graphql.audit.reads import ReadLog
from xuanpai_graphql.rates.service import Rates
from xuanpai_graphql.scopes import scope_binds, scope_key


@dataclass(slots=True)
class Application:
    """What lives as long as the process."""

    settings: Settings
    database: Database
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.database)


class Credential(Enum):
    """What a request shows: a session in a person's browser, or a token that a program was given."""

    SESSION = auto()
    TOKEN = auto()


@dataclass(slots=True)
class Ticket:
    """What a credential holds: the tenant to look in, and the secret to look for."""

    tenant_id: UUID
    secret: str
    kind: Credential = Credential.SESSION

    @classmethod
    def parse(cls, text: str | None) -> "Ticket | None":
        """Read a cookie's value; anything malformed is no session."""
        tenant, _, secret = (text or "").partition(".")
        try:
            return cls(UUID(hex=tenant), secret) if secret else None
        except ValueError:
            return None

    @classmethod
    def bearer(cls, header: str | None) -> "Ticket | None":
        """Read an Authorization header; a malformed token becomes one that nobody has, and is refused like it."""
        scheme, _, text = (header or "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        tenant_id, secret = bearing.read(text.strip()) or (UUID(int=0), "")
        return cls(tenant_id, secret, Credential.TOKEN)

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
    device: str | None = None
    """The secret by which this browser is recognised at sign-in; what the request brought."""
    device_cookie: str | None = None
    """Set by sign-in: the device's secret that the response tells the browser to keep."""
    touched: bool = False
    search_misses: int = 0
    """Searches by an exact number that found nobody: counted before the answer is given (``cadres.search``)."""
    reads: ReadLog = field(default_factory=ReadLog)
    """The personal data that the operation has read: written down before the answer is given."""
    rates: Rates | None = None
    cost: int = 0
    """What the operation counts, once that is known."""
    refused: RateLimited | None = None
    """Set when the caller is over a limit: then nothing of the operation was done."""
    _admitted: bool = False
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
        asked = self._work
        await self._open.__aexit__(kind, error, trace)
        self._work = None
        if self.search_misses and asked is not None and kind is None:
            async with self.application.database.work(asked.ctx) as work:
                await count_misses(work, self.search_misses)
        if self.reads.readings and asked is not None and kind is None:
            await self.reads.write(self.application.journal, asked.ctx)

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
                self.reads.record(work)
            finally:
                self._work = None

    async def identify(self) -> RequestContext:
        """Who asks, in a short transaction of its own that is over when this returns."""
        async with self._begin(read_only=True) as work:
            return work.ctx

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[Work]:
        """The open unit of work, lent whole to one field of a query."""
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

    @property
    def identity(self) -> dict[str, str]:
        """Who and where from, as the log names them: by ids, as far as they are known."""
        known = {"request_id": self.request_id, "address": self.address}
        if self._who is not None and self.ticket is not None:
            known |= {"tenant": str(self.ticket.tenant_id), "account": str(self._who.actor.account_id)}
        return known

    @property
    def is_program(self) -> bool:
        """Whether a token was shown: what is for persons alone is then refused."""
        return self.ticket is not None and self.ticket.kind is Credential.TOKEN

    @asynccontextmanager
    async def _begin(self, *, read_only: bool) -> AsyncIterator[Work]:
        if self.ticket is None:
            raise SessionEnded
        database = self.application.database
        async with database.transaction(self.ticket.tenant_id, read_only=read_only) as transaction:
            ctx = await self._authenticate(transaction, self.ticket)
            self._admit(ctx)
            self.touched = self.who.stale
            self._extents, self._binds = {}, None
            yield Work(transaction, ctx, database.clock, database.ports)

    async def _authenticate(self, transaction: Transaction, ticket: Ticket) -> RequestContext:
        """Who asks and what the policy allows them; raises ``SessionEnded``, or ``TokenRefused`` for a token."""
        now, bearer = self.application.database.clock.now(), None
        if ticket.kind is Credential.TOKEN:
            bearer = await bearing.authenticate(transaction, now, self.application.settings, ticket.secret)
            who = bearer.who
        else:
            who = await sessions.authenticate(transaction, now, self.application.settings, ticket.secret)
        policy, permissions, handed_down = in_force = await policy_in_force(transaction, who.policy_version)
        if handed_down:
            who = replace(who, actor=replace(who.actor, grants=in_force.held(who.actor.grants, civil_date(now))))
        self._who = who
        if bearer is not None:
            policy, permissions = narrowed(policy, permissions, bearer.scopes)
        return RequestContext(
            ticket.tenant_id,
            who.actor,
            permissions,
            self.request_id,
            self.address,
            policy,
            who.stepped_up_at,
            None if bearer is None else bearer.token_id,
        )

    def _admit(self, ctx: RequestContext) -> None:
        """Count the operation, once, against what its caller may ask in a minute; raises ``RateLimited``."""
        if self.refused is not None:
            raise self.refused
        if self.cost and not self._admitted and self.rates is not None:
            try:
                self.rates.admit_caller(ctx, self.cost)
            except RateLimited as refusal:
                self.refused = refusal
                raise
            self._admitted = True

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
            full_names = shows_full_names(self.work.ctx, self.application.settings)
            self._binds = scope_binds(self.work.ctx, full_names=full_names)
        return self._binds

    def note_personal(
        self, operation: str | None, fields: Mapping[str, Sequence[str]], subjects: Sequence[tuple[str, str]]
    ) -> None:
        """Take note that personal fields were read, and of whom."""
        self.reads.note(self.work.ctx, operation, fields, subjects)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """The open transaction's connection, lent to one statement at a time."""
        async with self._lock:
            work = self.work
            if not self.read_only:
                await work.transaction.flush()
            yield work.driver


Info = strawberry.Info[Context, None]

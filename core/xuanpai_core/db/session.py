"""The unit of work: one transaction, one tenant, set by SET LOCAL; only this module commits.

The engine runs in AUTOCOMMIT and this module speaks BEGIN and COMMIT itself, so that the tenant travels in the
same round trip as BEGIN, and so that the ORM session and raw asyncpg statements share one transaction.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import AdaptedConnection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from xuanpai_core.clock import Clock, SystemClock
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.connections import Connections, OpenConnection, lost_connection
from xuanpai_core.errors import Unavailable, XuanpaiError
from xuanpai_core.ports import Ports

_PATIENCE_SECONDS = 10
_ROLLBACK_SECONDS = 5


class Transaction:
    """An open transaction that sees one tenant's rows.

    ``driver`` is the raw asyncpg connection, ``session`` the ORM's view of the same transaction, made at first use:
    a light read has no need of it. ``info`` is what services remember until it ends, ``before_commit`` what they have
    yet to do in it when everything else is done: it takes the locks that must be held for the shortest time.
    """

    __slots__ = ("_connection", "_session", "before_commit", "driver", "info", "tenant_id")

    def __init__(self, tenant_id: UUID, opened: OpenConnection) -> None:
        self.tenant_id = tenant_id
        self.driver = opened.driver
        self.info: dict[str, Any] = {}
        self.before_commit: list[Callable[[Transaction], Awaitable[None]]] = []
        self._connection = opened.connection
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """The ORM session of this transaction."""
        if self._session is None:
            self._session = AsyncSession(bind=self._connection, expire_on_commit=False, autoflush=True)
        return self._session

    async def flush(self) -> None:
        """Send what the session holds, if there is one."""
        session = self._session
        if session is not None and (session.new or session.dirty or session.deleted):
            await session.flush()

    async def forget(self) -> None:
        """Let go of the session's objects, and of its own notion of a transaction, which never reached the server."""
        if self._session is not None:
            await self._session.close()


@dataclass(frozen=True, slots=True)
class Work:
    """What a service needs to do one thing for one person: the transaction, who asks, the clock, the ports."""

    transaction: Transaction
    ctx: RequestContext
    clock: Clock
    ports: Ports

    @property
    def session(self) -> AsyncSession:
        """The ORM session of this transaction."""
        return self.transaction.session

    @property
    def driver(self) -> asyncpg.Connection:
        """The raw connection of this transaction; flush the session before reading what it wrote."""
        return self.transaction.driver

    @property
    def tenant_id(self) -> UUID:
        """The one tenant whose rows this work can see."""
        return self.transaction.tenant_id


class Database:
    """The pool of connections, and the two doors through it."""

    def __init__(self, settings: Settings, ports: Ports, clock: Clock | None = None) -> None:
        self.settings = settings
        self.ports = ports
        self.clock = clock or SystemClock()
        self.engine = make_engine(settings)
        pool = settings.database_pool_size
        share = max(1, int(pool * settings.tenant_share))
        self._connections = Connections(self.engine, pool, _PATIENCE_SECONDS, share)

    async def close(self) -> None:
        """Close every open connection."""
        await self._connections.close()
        await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self, tenant_id: UUID, *, read_only: bool = False) -> AsyncIterator[Transaction]:
        """Open a transaction for ``tenant_id``; commit on a clean end, roll back on anything else.

        Raises ``Unavailable`` when the database cannot be reached, when its pool is exhausted, or the tenant's share
        of it, and when the connection was lost before the end: then nothing was written. Only when it was lost at
        the very end can nobody tell: the message says so, and a key of one's own makes it safe to try again. A task
        that was cancelled does not commit, even where something caught the ``CancelledError``; it is raised again
        instead. Whoever holds one must not open a second for the same tenant: at the share, it would wait for itself.
        """
        async with self._connections.lent(tenant_id) as opened:
            mode = " READ ONLY" if read_only else ""
            transaction = Transaction(tenant_id, opened)
            cancellations = _cancellations()
            opened.settled = False
            try:
                # UUID's own text form is a safe literal; set_config() would not travel to a sharded database.
                await opened.driver.execute(f"BEGIN{mode}; SET LOCAL app.tenant = '{UUID(str(tenant_id))}'")
                yield transaction
                await transaction.flush()
                for act in transaction.before_commit:
                    await act(transaction)
                if _cancellations() > cancellations:
                    raise asyncio.CancelledError
                await _commit(opened)
            except BaseException as error:
                lost = opened.is_lost(error) and not isinstance(error, XuanpaiError)
                await asyncio.shield(_abandon(opened))
                if lost:
                    raise lost_connection() from error
                raise
            finally:
                await transaction.forget()

    @asynccontextmanager
    async def work(self, ctx: RequestContext) -> AsyncIterator[Work]:
        """One transaction in which services write on behalf of ``ctx``."""
        async with self.transaction(ctx.tenant_id) as transaction:
            yield Work(transaction, ctx, self.clock, self.ports)

    @asynccontextmanager
    async def read(self, ctx: RequestContext) -> AsyncIterator[Work]:
        """The same, in a read-only transaction."""
        async with self.transaction(ctx.tenant_id, read_only=True) as transaction:
            yield Work(transaction, ctx, self.clock, self.ports)


def make_engine(settings: Settings) -> AsyncEngine:
    """The application's engine: AUTOCOMMIT, because ``Database.transaction`` speaks BEGIN and COMMIT itself."""
    engine = create_async_engine(
        settings.database_url.get_secret_value(),
        isolation_level="AUTOCOMMIT",
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_reset_on_return=None,
        # An error would otherwise repeat what it was to write.
        hide_parameters=True,
        json_deserializer=orjson.loads,
        connect_args={
            "timeout": 5,
            # A compiled selection is long, and each caller's page keeps a few: prepare them all.
            "max_cacheable_statement_size": 0,
            "statement_cache_size": 500,
            "server_settings": {
                "application_name": "xuanpai",
                "statement_timeout": str(settings.database_statement_timeout_ms),
                "idle_in_transaction_session_timeout": "30000",
                "timezone": "Asia/Shanghai",
                "jit": "off",
            },
        },
    )
    event.listen(engine.sync_engine, "connect", _keep_json_raw)
    return engine


def _keep_json_raw(connection: AdaptedConnection, _record: object) -> None:
    """Hand ``json`` values on as bytes: our statements build JSON for the wire, and decode it once with orjson.

    ``jsonb`` columns stay with SQLAlchemy, which decodes them for the ORM.
    """

    async def set_codec(driver: asyncpg.Connection) -> None:
        await driver.set_type_codec("json", encoder=bytes, decoder=bytes, schema="pg_catalog", format="binary")

    connection.run_async(set_codec)


def _cancellations() -> int:
    """How often the running task was asked to end."""
    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()


async def _commit(opened: OpenConnection) -> None:
    if opened.driver.is_closed():
        raise lost_connection()
    try:
        await opened.driver.execute("COMMIT")
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        if not opened.is_lost(error):
            raise
        raise Unavailable(
            "数据库连接中断,不确定这次是否已经保存。请刷新查看,没有保存的再提交一次。", code="DATABASE_UNAVAILABLE"
        ) from error
    opened.settled = True


async def _abandon(opened: OpenConnection) -> None:
    """Roll back; a connection that cannot even do that is thrown away by whoever lent it.

    The driver first has the server give up a statement that nobody waits for any more.
    """
    try:
        async with asyncio.timeout(_ROLLBACK_SECONDS):
            await opened.driver.execute("ROLLBACK")
        opened.settled = True
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
        opened.driver.terminate()

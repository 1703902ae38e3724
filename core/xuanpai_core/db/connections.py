"""Open connections, kept between transactions, and shared fairly between tenants.

SQLAlchemy's pool takes a tenth of a millisecond to hand one out and take it back, a quarter of what a light
transaction takes in all (``tests/bench``). So connections leave it once, and wait here from then on.
"""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from xuanpai_core.errors import Unavailable
from xuanpai_core.libraries import structlog

log = structlog.get_logger(__name__)

_BUSY_SECONDS = 5
_ENDED = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)


def is_lost(error: BaseException | None) -> bool:
    """Whether the server or the way to it ended meanwhile; SQLAlchemy wraps what the driver raised."""
    while error is not None:
        if isinstance(error, _ENDED):
            return True
        error = error.__cause__
    return False


def lost_connection() -> Unavailable:
    """The refusal that says so, when nothing was written."""
    return Unavailable("数据库连接中断,请重试。", code="DATABASE_UNAVAILABLE")


@dataclass(slots=True)
class OpenConnection:
    """SQLAlchemy's connection, and the driver's below it.

    ``settled`` is false from before BEGIN is sent until the server has answered to COMMIT or ROLLBACK: the driver
    knows of a transaction only from the server's last answer, so of none whose BEGIN nobody waited for.
    """

    connection: AsyncConnection
    driver: asyncpg.Connection
    settled: bool = True

    @property
    def usable(self) -> bool:
        """Whether a transaction may begin on it: the server is there, and nothing was left half-done."""
        if not self.settled or self.driver.is_closed() or self.driver.is_in_transaction():
            return False
        # SQLAlchemy would replace a connection that it has given up by another one, in no transaction of ours; and a
        # session would join a transaction that the one before did not get to forget.
        return not (self.connection.invalidated or self.connection.in_transaction())

    def is_lost(self, error: BaseException) -> bool:
        """Whether ``error`` came because the connection ended."""
        if is_lost(error):
            return True
        return self.driver.is_closed() and isinstance(error, (asyncpg.InterfaceError, DBAPIError))

    async def discard(self) -> None:
        """Close it, whatever state it is in."""
        await self.connection.invalidate()
        await self.connection.close()


class _Share:
    """One tenant's places, and how many hold or want one: kept only while there are any."""

    __slots__ = ("places", "users")

    def __init__(self, limit: int) -> None:
        self.places = asyncio.Semaphore(limit)
        self.users = 0


class Connections:
    """At most ``limit`` connections of ``engine``, at most ``share`` of them for one tenant.

    Who finds none waits ``patience_seconds`` for one, behind those of the same tenant. A tenant at its share waits
    outside of the queue for the pool, so that however many of its requests wait, at most ``share`` of them are before
    another tenant's.
    """

    def __init__(self, engine: AsyncEngine, limit: int, patience_seconds: float, share: int | None = None) -> None:
        self._engine = engine
        self._places = asyncio.Semaphore(limit)
        self._share = min(limit, share or limit)
        self._tenants: dict[Hashable, _Share] = {}
        self._patience_seconds = patience_seconds
        # The one used last comes first: it has the most statements prepared.
        self._idle: list[OpenConnection] = []

    @asynccontextmanager
    async def lent(self, tenant: Hashable) -> AsyncIterator[OpenConnection]:
        """A connection in no transaction; raises ``Unavailable``: ``BUSY`` when there was none in time.

        It is kept afterwards if it is in no transaction then, and thrown away otherwise.
        """
        await self._enter(tenant)
        try:
            opened = await self._waiting() or await self._open()
            try:
                yield opened
            finally:
                if opened.usable:
                    self._idle.append(opened)
                else:
                    await asyncio.shield(opened.discard())
        finally:
            self._places.release()
            self._leave(tenant).release()

    async def _enter(self, tenant: Hashable) -> None:
        """Take one of the tenant's places, then one of the pool's."""
        share = self._tenants.get(tenant)
        if share is None:
            share = self._tenants[tenant] = _Share(self._share)
        share.users += 1
        try:
            await self._take(share.places)
        except BaseException:
            self._leave(tenant)
            raise
        try:
            await self._take(self._places)
        except BaseException:
            self._leave(tenant).release()
            raise

    def _leave(self, tenant: Hashable) -> asyncio.Semaphore:
        share = self._tenants[tenant]
        share.users -= 1
        if not share.users:
            del self._tenants[tenant]
        return share.places

    async def close(self) -> None:
        """Close the connections that wait here."""
        while self._idle:
            await self._idle.pop().connection.close()

    async def _take(self, places: asyncio.Semaphore) -> None:
        if not places.locked():
            # Nobody waits: this does not give way to the event loop.
            await places.acquire()
            return
        try:
            async with asyncio.timeout(self._patience_seconds):
                await places.acquire()
        except TimeoutError:
            raise Unavailable("系统繁忙,请稍后再试。", code="BUSY", retry_after=_BUSY_SECONDS) from None

    async def _waiting(self) -> OpenConnection | None:
        while self._idle:
            opened = self._idle.pop()
            if opened.usable:
                return opened
            await asyncio.shield(opened.discard())
        return None

    async def _open(self) -> OpenConnection:
        connection = self._engine.connect()
        try:
            await connection.start()
            raw = await connection.get_raw_connection()
        except (OSError, TimeoutError, asyncpg.PostgresError, DBAPIError) as error:
            # Whatever keeps it from opening (no server, no place, a refused password) is the operators' to mend.
            log.warning("database unreachable", cause=type(error).__name__)
            raise Unavailable("数据库暂时连不上,请稍后再试。", code="DATABASE_UNAVAILABLE") from error
        driver = raw.driver_connection
        if driver is None:
            raise Unavailable("数据库连接状态异常,请重试。", code="DATABASE_UNAVAILABLE")
        return OpenConnection(connection, driver)

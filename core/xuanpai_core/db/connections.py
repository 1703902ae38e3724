"""Open connections, kept between transactions.

SQLAlchemy's pool takes a tenth of a millisecond to hand one out and take it back, a quarter of what a light
transaction takes in all (``tests/bench``). So connections leave it once, and wait here from then on.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from xuanpai_core.errors import Unavailable


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """SQLAlchemy's connection, and the driver's below it."""

    connection: AsyncConnection
    driver: asyncpg.Connection

    @property
    def usable(self) -> bool:
        """Whether a transaction may begin on it: the server is there, and nothing was left half-done."""
        # SQLAlchemy would replace a connection that it has given up by another one, in no transaction of ours.
        return not (self.driver.is_closed() or self.driver.is_in_transaction() or self.connection.invalidated)

    async def discard(self) -> None:
        """Close it, whatever state it is in."""
        await self.connection.invalidate()
        await self.connection.close()


class Connections:
    """At most ``limit`` connections of ``engine``; who finds none waits ``patience_seconds`` for one."""

    def __init__(self, engine: AsyncEngine, limit: int, patience_seconds: float) -> None:
        self._engine = engine
        self._places = asyncio.Semaphore(limit)
        self._patience_seconds = patience_seconds
        # The one used last comes first: it has the most statements prepared.
        self._idle: list[OpenConnection] = []

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[OpenConnection]:
        """A connection in no transaction; raises ``Unavailable`` (``DATABASE_UNAVAILABLE``) without one.

        It is kept afterwards if it is in no transaction then, and thrown away otherwise.
        """
        await self._take_place()
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

    async def close(self) -> None:
        """Close the connections that wait here."""
        while self._idle:
            await self._idle.pop().connection.close()

    async def _take_place(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(self._patience_seconds):
                await self._places.acquire()
        except TimeoutError:
            raise Unavailable("系统繁忙,请稍后再试。", code="DATABASE_UNAVAILABLE") from None

    async def _waiting(self) -> OpenConnection | None:
        while self._idle:
            opened = self._idle.pop()
            if opened.usable:
                return opened
            await opened.discard()
        return None

    async def _open(self) -> OpenConnection:
        connection = self._engine.connect()
        try:
            await connection.start()
            raw = await connection.get_raw_connection()
        except (OSError, TimeoutError, asyncpg.PostgresConnectionError) as error:
            raise Unavailable("数据库暂时连不上,请稍后再试。", code="DATABASE_UNAVAILABLE") from error
        driver = raw.driver_connection
        if driver is None:
            raise Unavailable("数据库连接状态异常,请重试。", code="DATABASE_UNAVAILABLE")
        return OpenConnection(connection, driver)

"""Asks the engine itself which statements it sends for an operation, so that a yardstick cannot drift from it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from asyncpg.connection import LoggedQuery
from sqlalchemy import AdaptedConnection, event

from xuanpai_core.config import Settings
from xuanpai_graphql.composition import make_application
from xuanpai_graphql.context import Application, Context, Ticket
from xuanpai_graphql.execution import Operations
from xuanpai_graphql.schema import make_schema


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement with its arguments."""

    text: str
    arguments: Sequence[object]


@dataclass(slots=True)
class Wiretap:
    """An application in this process that tells what it sends to the database."""

    application: Application
    operations: Operations
    heard: list[Sent] = field(default_factory=list)

    async def statements(
        self, operation: str, variables: Mapping[str, Any], ticket: Ticket, rehearsal: Mapping[str, Any] | None = None
    ) -> list[Sent]:
        """Run ``operation``; what it sent between finding out who asks and the end of the transaction.

        It is run twice, and the second time counts: at the first the driver asks about types that it meets anew. What
        has its effect only once is rehearsed with other variables.
        """
        for told in (rehearsal or variables, variables):
            self.heard.clear()
            result = await self.operations.run(operation, told, None, Context(self.application, ticket))
            if result.errors:
                raise RuntimeError(f"the operation was refused: {result.errors}")
            # asyncpg tells its listeners in the loop's next turn.
            await asyncio.sleep(0)
        texts = [sent.text for sent in self.heard]
        # The driver tells of its statements a turn later than the session of its own: who asks may come second.
        asking = [place for place, text in enumerate(texts) if "FROM session" in text]
        if len(texts) < 4 or not (texts[0].startswith("BEGIN") and len(asking) == 1 and texts[-1] == "COMMIT"):
            raise RuntimeError(f"not a transaction as it was known: {texts}")
        return [sent for place, sent in enumerate(self.heard) if place not in {0, *asking, len(texts) - 1}]

    def connected(self, connection: AdaptedConnection, _record: object) -> None:
        """Listen on a new connection of the pool."""
        connection.driver_connection.add_query_logger(self._hear_driver)

    def _hear_driver(self, query: LoggedQuery) -> None:
        self.heard.append(Sent(query.query, query.args))

    # The signature is SQLAlchemy's.
    def hear_session(self, _c: object, _cursor: object, text: str, arguments: Sequence[object], *_: object) -> None:
        """Note a statement of the ORM session, which prepares it first: asyncpg's own listeners do not hear those."""
        self.heard.append(Sent(text, arguments))


@asynccontextmanager
async def wiretap(settings: Settings) -> AsyncIterator[Wiretap]:
    """An application over ``settings``, listened to from its first connection on."""
    application = make_application(settings)
    tap = Wiretap(application, Operations(make_schema(settings), settings))
    engine = application.database.engine.sync_engine
    event.listen(engine, "connect", tap.connected)
    event.listen(engine, "before_cursor_execute", tap.hear_session)
    try:
        yield tap
    finally:
        await application.database.close()

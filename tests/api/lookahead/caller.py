"""Who asks: a tenant, and the places in which each action is allowed."""

import asyncio
from collections.abc import AsyncIterator, Hashable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from tests.api.lookahead.rows import LIAONING
from xuanpai_graphql.lookahead.context import Connection

READ = "posting:read"
READ_SENSITIVE = "cadre:read_sensitive"
READ_DAYS = "attendance:read"

Places = Mapping[str, tuple[str, ...]]

EVERYWHERE: Places = {READ: ("21",), READ_SENSITIVE: ("21",), READ_DAYS: ("21",)}


def bind_name(action: str, place: int, end: str) -> str:
    """The name of one end of one place's half-open range of region codes."""
    return f"{action.replace(':', '_')}_{place}_{end}"


@dataclass(slots=True)
class Caller:
    """A ``ReadContext`` over one connection."""

    tenant_id: UUID = LIAONING
    places: Places = field(default_factory=lambda: EVERYWHERE)
    driver: Connection | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    statements: list[str] = field(default_factory=list)

    @property
    def scope_key(self) -> Hashable:
        """How many places each action has."""
        return tuple(sorted((action, len(codes)) for action, codes in self.places.items()))

    @property
    def scope_binds(self) -> Mapping[str, object]:
        """Both ends of each place."""
        found: dict[str, object] = {}
        for action, codes in self.places.items():
            for place, code in enumerate(codes):
                found[bind_name(action, place, "from")] = code
                found[bind_name(action, place, "to")] = code + ":"
        return found

    def permits(self, action: str) -> bool:
        """Whether the action is allowed anywhere."""
        return bool(self.places.get(action))

    def covers(self, action: str, code: str) -> bool:
        """Whether the action is allowed at this place: what the SQL scope must agree with."""
        return any(code.startswith(place) for place in self.places.get(action, ()))

    @asynccontextmanager
    async def connection(self) -> AsyncIterator["Caller"]:
        """One borrower at a time."""
        async with self.lock:
            yield self

    async def fetchval(self, query: str, *args: object) -> object:
        """Run and remember a statement."""
        self.statements.append(query)
        if self.driver is None:
            raise RuntimeError("no connection was given")
        return await self.driver.fetchval(query, *args)

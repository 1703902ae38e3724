"""A phone that keeps its entries until the server has acknowledged them, however often it must send them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

import httpx2

from tests.factories.world import PASSWORD, World
from tests.fixtures.api import SIGN_IN, Client, Refused
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import Month, month_start

CHECK_IN = "mutation($input: CheckInInput!) { checkIn(input: $input) { day status checkIns } }"
SUBMIT = """mutation($entries: [CheckInInput!]!) {
  submitEntries(entries: $entries) { id outcome day code tryAgain claimId }
}"""
PATIENCE_SECONDS = 25.0
PAUSE_SECONDS = 0.1

Entry = Mapping[str, Any]
"""The input of one check-in."""


def kept(day: date, minute: int, **more: object) -> Entry:
    """An entry as the phone stores it: early enough in the day to be in the past at any hour, or by day."""
    at = datetime.combine(day, time(0, minute), SHANGHAI)
    entry_id = str(new_id())
    place = {"latitude": 41.7, "longitude": 122.1, "accuracyM": 12.5}
    return {"idempotencyKey": f"key-{entry_id}", "id": entry_id, "day": str(day), "at": at.isoformat(), **place, **more}


@dataclass(slots=True)
class Phone:
    """One cadre's; ``codes`` are those of the refusals it met, ``broken`` counts the requests without an answer."""

    client: Client
    codes: list[str] = field(default_factory=list)
    broken: int = 0
    acknowledged: list[UUID] = field(default_factory=list)

    async def submit(self, entries: Sequence[Entry]) -> list[dict[str, Any]]:
        """Send a batch once; raises ``httpx2.TransportError`` when there is no answer."""
        answered: list[dict[str, Any]] = (await self.client(SUBMIT, entries=list(entries)))["submitEntries"]
        return answered

    async def check_in_all(self, entries: Iterable[Entry]) -> None:
        """Send one after the other, each under its own key until it is acknowledged."""
        for entry in entries:
            await until(partial(self._taken, entry), PAUSE_SECONDS)
            self.acknowledged.append(UUID(entry["id"]))

    async def _taken(self, entry: Entry) -> bool:
        try:
            await self.client(CHECK_IN, input=entry)
        except Refused as refused:
            self.codes += refused.codes
            return False
        except httpx2.TransportError:
            self.broken += 1
            return False
        return True


async def until(holds: Callable[[], Awaitable[bool]], pause_seconds: float = 0.01) -> None:
    """Ask again and again until it ``holds``; raises ``TimeoutError`` when nobody would wait any longer."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        held = await holds()
        while not held:
            await asyncio.sleep(pause_seconds)
            held = await holds()


@asynccontextmanager
async def signed_in(url: str, world: World, person: str) -> AsyncIterator[Phone]:
    """The phone of ``person``, on the server at ``url``."""
    async with httpx2.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS) as http:
        client = Client(http)
        await client(SIGN_IN, tenant=world.tenant_code, username=person, password=PASSWORD)
        yield Phone(client)


def months_of(days: Iterable[date]) -> list[Month]:
    """The months that hold these days, in order."""
    return [Month(start) for start in sorted({month_start(day) for day in days})]

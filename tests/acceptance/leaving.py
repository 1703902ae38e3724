"""What people do about leave in acceptance tests, through the API alone."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_leave import APPROVE, DAYS, LEAVES, REPORT_BACK, REQUEST, STANDING
from tests.acceptance.holding import posting_of
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import SHANGHAI, FixedClock


def at(clock: FixedClock, day: str, hour: int = 9) -> None:
    """Let it be that hour of a day."""
    on = date.fromisoformat(day)
    clock.instant = datetime(on.year, on.month, on.day, hour, tzinfo=SHANGHAI)


async def request(client: Client, from_day: str, to_day: str, kind: str = "PERSONAL", **more: Any) -> dict[str, Any]:
    """Ask for leave."""
    given = {
        "idempotencyKey": key(),
        "kind": kind,
        "fromDay": from_day,
        "toDay": to_day,
        "reason": "家中有事",
        **more,
    }
    asked: dict[str, Any] = (await client(REQUEST, input=given))["requestLeave"]
    return asked


async def approve(client: Client, leave: dict[str, Any]) -> dict[str, Any]:
    """Take the next step."""
    done: dict[str, Any] = (await client(APPROVE, id=leave["id"], key=key()))["approveLeave"]
    return done


async def give(api: Api, world: World, from_day: str, to_day: str, **more: Any) -> dict[str, Any]:
    """Leave of 王建国, asked for and approved by the township's secretary."""
    person = more.pop("person", "王建国")
    asked = await request(await api.sign_in(world, person), from_day, to_day, **more)
    return await approve(await api.sign_in(world, "secretary"), asked)


async def report(client: Client, leave: dict[str, Any], on: str, **more: Any) -> dict[str, Any]:
    """Report the return."""
    given = {"idempotencyKey": key(), "leaveId": leave["id"], "on": on, **more}
    done: dict[str, Any] = (await client(REPORT_BACK, input=given))["reportBack"]
    return done


async def listed(client: Client, **asked: Any) -> list[dict[str, Any]]:
    """The leave that the client sees."""
    found: list[dict[str, Any]] = (await client(LEAVES, **asked))["leaves"]["nodes"]
    return found


async def days(client: Client, world: World, month: str, person: str = "王建国") -> dict[str, str]:
    """The recorded days of a month."""
    found = (await client(DAYS, id=posting_of(world, person), month=month))["posting"]["attendanceDays"]
    return {day["day"]: day["status"] for day in found}


async def denied(client: Client, looker: Client, document: str, **variables: Any) -> list[str | None]:
    """The codes of a refusal, after which ``looker`` sees all leave as it was."""
    before = await looker(STANDING)
    with pytest.raises(Refused) as refused:
        await client(document, **variables)
    assert await looker(STANDING) == before
    return refused.value.codes

"""What people do with activities in acceptance tests, through the API alone."""

from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_activities import ACTIVITIES, HOLD, PERIODS, TOTALS, VERDICT, WITHDRAW
from tests.acceptance.registering import party
from tests.factories.world import World
from tests.fixtures.api import Client, Refused
from xuanpai_graphql.lookahead.ids import global_id


def posting_of(world: World, name: str) -> str:
    """The posting's global id."""
    return global_id("Posting", world.postings[name])


async def hold(
    client: Client, form: str | None, region_code: str, held_on: str, *parties: tuple[str, str], **more: Any
) -> dict[str, Any]:
    """Record an activity of the region's own form, or of a ``kind``; a party is its code and an id or a region code."""
    given = {
        "idempotencyKey": key(),
        "form": form,
        "regionCode": region_code,
        "heldOn": held_on,
        "title": "活动记录",
        "parties": [party(code, ref) for code, ref in parties],
        **more,
    }
    held: dict[str, Any] = (await client(HOLD, input=given))["recordActivity"]
    return held


async def refused(client: Client, form: str, region_code: str, held_on: str, *parties: Any, **more: Any) -> Refused:
    """What an activity is refused with; nothing of it is listed afterwards."""
    before = await listed(client)
    with pytest.raises(Refused) as answer:
        await hold(client, form, region_code, held_on, *parties, **more)
    assert await listed(client) == before
    return answer.value


async def listed(client: Client, **asked: Any) -> list[str]:
    """The ids of the activities that the client sees, the latest first."""
    return [node["id"] for node in (await client(ACTIVITIES, **asked))["activities"]["nodes"]]


async def withdraw(client: Client, activity_id: str, reason: str = "登记有误") -> dict[str, Any]:
    """Take an activity back."""
    taken: dict[str, Any] = (await client(WITHDRAW, id=activity_id, reason=reason, key=key()))["withdrawActivity"]
    return taken


async def totals(client: Client, region: str, **asked: Any) -> list[dict[str, Any]]:
    """The figures of activities below a place."""
    found: list[dict[str, Any]] = (await client(TOTALS, region=region, **asked))["activityTotals"]
    return found


async def periods(client: Client, matter: str, region: str | None = None, **asked: Any) -> dict[str, dict[str, Any]]:
    """The periods of a duty by what they are called; one subject only, or the last one of a name wins."""
    found = (await client(PERIODS, matter=matter, region=region, **asked))["dutyOccurrences"]["nodes"]
    return {one["period"]: one for one in sorted(found, key=lambda one: str(one["periodStart"]))}


async def verdict(client: Client, occurrence: dict[str, Any]) -> dict[str, Any]:
    """What is said of a period of a duty today."""
    found: dict[str, Any] = (await client(VERDICT, id=occurrence["id"]))["dutyVerdict"]
    return found


def names(connection: dict[str, Any]) -> list[str]:
    """The cadres in a page of parties, by name."""
    return sorted(node["posting"]["cadre"]["name"] for node in connection["nodes"])

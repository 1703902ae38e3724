"""What people do with inspections in acceptance tests, through the API alone."""

from datetime import date
from typing import Any

from tests.acceptance.acts import key
from tests.acceptance.documents_inspections import DRAW, FIND, LEADS, PLAN, PUBLISH
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Client, Refused
from xuanpai_graphql.lookahead.ids import global_id


async def ask(client: Client, document: str, **variables: Any) -> Any:
    """The answer, or what the refusal says."""
    try:
        return await client(document, **variables)
    except Refused as refused:
        return [(error["message"], error.get("extensions"), error.get("path")) for error in refused.errors]


def posting_of(world: World, name: str) -> str:
    """The posting's global id."""
    return global_id("Posting", world.postings[name])


async def planned(
    client: Client, day: date, region_code: str = FANGSHAN, method: str = "SPOT_CHECK", title: str = "抽查"
) -> str:
    """Plan an inspection; its id."""
    given = {
        "idempotencyKey": key(),
        "method": method,
        "title": title,
        "regionCode": region_code,
        "plannedOn": day.isoformat(),
    }
    return str((await client(PLAN, input=given))["planInspection"]["id"])


async def find(client: Client, inspection_id: str, *findings: dict[str, Any]) -> list[dict[str, Any]]:
    """Record findings; what the inspection shows of its findings then."""
    given = {"idempotencyKey": key(), "inspectionId": inspection_id, "findings": list(findings)}
    found: list[dict[str, Any]] = (await client(FIND, input=given))["recordFindings"]["findings"]["nodes"]
    return found


async def publish(client: Client, inspection_id: str) -> None:
    """Make known what was found."""
    assert (await client(PUBLISH, id=inspection_id, key=key()))["publishInspection"]["state"] == "PUBLISHED"


async def visited(
    client: Client, day: date, *findings: dict[str, Any], region_code: str = FANGSHAN
) -> tuple[str, list[dict[str, Any]]]:
    """Plan, carry out and publish on one day; the inspection's id and its findings."""
    inspection_id = await planned(client, day, region_code)
    found = await find(client, inspection_id, *findings)
    await publish(client, inspection_id)
    return inspection_id, found


async def draw(client: Client, inspection_id: str, kind: str, **more: Any) -> str:
    """Draw a sample; the id of the draw."""
    given = {"idempotencyKey": key(), "inspectionId": inspection_id, "kind": kind, **more}
    drawn = (await client(DRAW, input=given))["drawSample"]["draws"]["nodes"]
    return str(drawn[-1]["id"])


async def leads(client: Client, kind: str) -> list[dict[str, Any]]:
    """The leads of that kind that the client sees."""
    found: list[dict[str, Any]] = (await client(LEADS, kind=kind))["leads"]["nodes"]
    return found


def absent(posting_id: str, **more: Any) -> dict[str, Any]:
    """Somebody who was not there."""
    return {"postingId": posting_id, "presence": "ABSENT", **more}


def present(posting_id: str, **more: Any) -> dict[str, Any]:
    """Somebody who was there."""
    return {"postingId": posting_id, "presence": "PRESENT", **more}

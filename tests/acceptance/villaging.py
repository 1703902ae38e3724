"""What people write about villages and projects in acceptance tests, through the API alone."""

from collections.abc import Mapping
from typing import Any

from tests.acceptance.acts import key
from tests.acceptance.documents_villages import (
    FUNDING,
    INCOME_CLASSES,
    PLEDGE,
    POST_NOTICE,
    RECEIVE,
    RECORD_INCOMES,
    RECORD_MEASURE,
    RECORD_PROJECT,
    SET_TAG,
    TARGET_VERDICTS,
)
from tests.fixtures.api import Client

Amounts = tuple[int, int, int]
"""Gross, subsidies from above, operating: in 分."""


async def set_tag(client: Client, village: str, code: str, since: str = "2025-03-01") -> str:
    """Put a mark on a village; returns its id."""
    given = {"regionCode": village, "code": code, "validFrom": since, "reason": "年度排查"}
    tag_id: str = (await client(SET_TAG, input={"idempotencyKey": key(), **given}))["setVillageTag"]["id"]
    return tag_id


async def earn(client: Client, year: int, incomes: Mapping[str, Amounts], **more: Any) -> None:
    """Record a year's incomes by village."""
    names = ("grossFen", "subsidiesFen", "operatingFen")
    rows = [{"regionCode": code, **dict(zip(names, fen, strict=True))} for code, fen in incomes.items()]
    await client(RECORD_INCOMES, input={"idempotencyKey": key(), "year": year, "villages": rows, **more})


async def bands(client: Client, region: str, year: int) -> dict[str, dict[str, Any]]:
    """The bands of a place's villages, by code."""
    found = (await client(INCOME_CLASSES, region=region, year=year))["incomeClasses"]["bands"]
    return {band["code"]: band for band in found}


def members(band: Mapping[str, Any]) -> list[str]:
    """The villages of a band."""
    return [village["regionCode"] for village in band["villages"]]


async def measure(client: Client, place: str, target: str, year: int, value: str, **more: Any) -> None:
    """Record a measured value."""
    given = {"regionCode": place, "target": target, "year": year, "value": value, **more}
    await client(RECORD_MEASURE, input={"idempotencyKey": key(), **given})


async def verdicts(client: Client, village: str, year: int) -> dict[str, dict[str, Any]]:
    """What is said of each target of a village in a year, by target."""
    found = (await client(TARGET_VERDICTS, region=village, year=year))["targetVerdicts"]
    return {one["target"]: one for targets in found for one in targets["verdicts"]}


async def record_project(client: Client, place: str, title: str, *quantities: tuple[str, str, str], **more: Any) -> str:
    """Enter a project, with quantities as item, amount, unit; returns its id."""
    given = {
        "regionCode": place,
        "title": title,
        "kind": "INFRASTRUCTURE",
        "establishedOn": "2025-05-06",
        "quantities": [{"item": item, "amount": amount, "unit": unit} for item, amount, unit in quantities],
        **more,
    }
    project_id: str = (await client(RECORD_PROJECT, input={"idempotencyKey": key(), **given}))["recordProject"]["id"]
    return project_id


async def post_notice(client: Client, project_id: str, posted_on: str, until: str, *photos: str) -> None:
    """Put a project on the notice board."""
    given = {"projectId": project_id, "postedOn": posted_on, "until": until, "photoIds": list(photos)}
    await client(POST_NOTICE, input={"idempotencyKey": key(), **given})


async def pledge(client: Client, project_id: str, giver: str, fen: int, kind: str = "OTHER") -> str:
    """Somebody promises money to a project; returns the source's id."""
    given = {"projectId": project_id, "kind": kind, "giver": giver, "pledgedFen": fen, "pledgedOn": "2025-05-06"}
    source_id: str = (await client(PLEDGE, input={"idempotencyKey": key(), **given}))["pledgeFunding"]["id"]
    return source_id


async def receive(client: Client, source_id: str, fen: int, account: str = "镇财政账户") -> None:
    """Money arrives."""
    given = {"sourceId": source_id, "receivedOn": "2025-06-01", "amountFen": fen, "account": account}
    await client(RECEIVE, input={"idempotencyKey": key(), **given})


async def funding(client: Client, project_id: str) -> dict[str, Any]:
    """A project's money."""
    found: dict[str, Any] = (await client(FUNDING, id=project_id))["projectFunding"]
    return found

"""What people do with reports and plans in acceptance tests, through the API alone."""

from datetime import date, datetime, time
from typing import Any

from tests.acceptance.acts import key
from tests.acceptance.documents import ACTIVATE
from tests.acceptance.documents_reports import DRAFT, OCCURRENCES, SAVE, SUBMIT, VERDICT
from tests.factories.world import World, make_world
from tests.fixtures.api import Client
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.session import Database
from xuanpai_graphql.lookahead.ids import global_id

TEXTS = {"progress": "协调硬化村道,走访群众。", "summary": "上半年总体顺利。", "work": "走访群众,协调修路。"}


def posting_of(world: World, name: str) -> str:
    """The posting's global id."""
    return global_id("Posting", world.postings[name])


def stand_on(clock: FixedClock, day: date) -> None:
    """Let it be ten in the morning of ``day``."""
    clock.instant = datetime.combine(day, time(10), SHANGHAI)


async def world_of(database: Database, clock: FixedClock, since: date) -> World:
    """A world whose people hold their offices since that day; it is 24 October 2025."""
    stand_on(clock, since)
    made = await make_world(database)
    stand_on(clock, date(2025, 10, 24))
    return made


async def activate(admin: Client, plugin: str, region_code: str, valid_from: str, **parameters: Any) -> None:
    """Put a plugin in force over a place."""
    given = {"plugin": plugin, "regionCode": region_code, "validFrom": valid_from, "parameters": parameters}
    await admin(ACTIVATE, input=given | {"idempotencyKey": key()})


async def draft_of(client: Client, form: str, day: str, posting: str) -> dict[str, Any]:
    """The prefilled lines of a report, by code."""
    draft = (await client(DRAFT, form=form, day=day, posting=posting))["reportDraft"]
    return {line["code"]: line for line in draft["lines"]}


async def save(client: Client, form: str, day: str, posting: str, **more: Any) -> dict[str, Any]:
    """Save a report's draft, with texts where the form asks for some."""
    asked = {line["code"] for line in (await draft_of(client, form, day, posting)).values()}
    content = {code: words for code, words in TEXTS.items() if code in asked} | more.pop("content", {})
    given = {"form": form, "day": day, "postingId": posting, "content": content, **more}
    saved: dict[str, Any] = (await client(SAVE, input=given | {"idempotencyKey": key()}))["saveReportDraft"]
    return saved


async def submit(client: Client, report_id: str, *recipients: str, **more: Any) -> dict[str, Any]:
    """Hand a report in."""
    given = {"reportId": report_id, "recipients": list(recipients), **more}
    handed_in: dict[str, Any] = (await client(SUBMIT, input=given | {"idempotencyKey": key()}))["submitReport"]
    return handed_in


async def report(client: Client, form: str, day: str, posting: str, *recipients: str, **more: Any) -> dict[str, Any]:
    """Write a report and hand it in."""
    saved = await save(client, form, day, posting)
    return await submit(client, saved["id"], *recipients, **more)


async def occurrences(client: Client, posting: str, matter: str) -> list[dict[str, Any]]:
    """The periods of a duty that the posting owes, in order."""
    found = (await client(OCCURRENCES, posting=posting, matter=matter))["dutyOccurrences"]["nodes"]
    return sorted(found, key=lambda one: str(one["periodStart"]))


async def verdict(client: Client, posting: str, matter: str, start: str) -> dict[str, Any]:
    """What is said of the period of a duty that begins on ``start``."""
    found = [one for one in await occurrences(client, posting, matter) if one["periodStart"] == start]
    said: dict[str, Any] = (await client(VERDICT, id=found[0]["id"]))["dutyVerdict"]
    return said

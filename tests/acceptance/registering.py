"""What people do with registers in acceptance tests, through the API alone."""

from typing import Any

from tests.acceptance.acts import key, postings
from tests.acceptance.documents import ACTIVATE
from tests.acceptance.documents_registers import ADD_ENTRY, END_ENTRY, ENTRIES, OCCURRENCES, TOTALS, VERDICT
from tests.factories.world import World
from tests.fixtures.api import Client
from xuanpai_graphql.lookahead.ids import global_id, parse_global_id

SINCE = "2025-09-01"


async def put_in_force(
    admin: Client, plugin: str, region_code: str, valid_from: str = "2025-01-01", **parameters: Any
) -> None:
    """Put a region's plugin in force over a place."""
    given = {"plugin": plugin, "regionCode": region_code, "validFrom": valid_from, "parameters": parameters}
    await admin(ACTIVATE, input={"idempotencyKey": key(), **given})


async def add(
    client: Client,
    form: str,
    region_code: str,
    title: str,
    *parties: tuple[str, str],
    content: dict[str, Any] | None = None,
    valid_from: str = SINCE,
    **more: Any,
) -> dict[str, Any]:
    """Write an entry; a party is its code and a global id or a region code."""
    given = {
        "idempotencyKey": key(),
        "form": form,
        "regionCode": region_code,
        "title": title,
        "validFrom": valid_from,
        "content": content or {},
        "parties": [party(code, ref) for code, ref in parties],
        **more,
    }
    entry: dict[str, Any] = (await client(ADD_ENTRY, input=given))["addRegisterEntry"]
    return entry


def party(code: str, ref: str) -> dict[str, str]:
    """A party as the API takes it: what kind it is shows in its id."""
    if ref.isdigit():
        return {"code": code, "regionCode": ref}
    kinds = {"Posting": "postingId", "OrgUnit": "unitId", "RegisterEntry": "entryId"}
    return {"code": code, kinds[parse_global_id(ref).node]: ref}


def unit_id(world: World, name: str) -> str:
    """The global id of a unit."""
    return global_id("OrgUnit", world.units[name])


async def posting_id(client: Client, name: str) -> str:
    """The global id of a cadre's posting, as the client sees it."""
    found: str = (await postings(client))[name]["id"]
    return found


async def official(client: Client, region_code: str, name: str, post: str, tier: str = "TOWNSHIP") -> str:
    """Write down a leader; returns the entry's id."""
    content = {"name": name, "post": post, "tier": tier}
    entry = await add(client, "official", region_code, f"{name} {post}", content=content, valid_from="2025-01-01")
    entry_id: str = entry["id"]
    return entry_id


async def end(client: Client, entry_id: str, last_day: str, reason: str = "工作调整") -> dict[str, Any]:
    """End an entry."""
    ended: dict[str, Any] = (await client(END_ENTRY, id=entry_id, lastDay=last_day, reason=reason, key=key()))[
        "endRegisterEntry"
    ]
    return ended


async def titles(client: Client, **asked: Any) -> list[str]:
    """The titles of the entries that the client sees, in order."""
    return [node["title"] for node in (await client(ENTRIES, **asked))["registerEntries"]["nodes"]]


async def owed(client: Client, matter: str, region: str, state: str | None = None) -> list[dict[str, Any]]:
    """The occurrences of a duty below a place."""
    found: list[dict[str, Any]] = (await client(OCCURRENCES, region=region, matter=matter, state=state))[
        "dutyOccurrences"
    ]["nodes"]
    return found


async def verdict(client: Client, occurrence: dict[str, Any]) -> dict[str, Any]:
    """What is said of an occurrence today."""
    found: dict[str, Any] = (await client(VERDICT, id=occurrence["id"]))["dutyVerdict"]
    return found


async def counted(client: Client, form: str, region: str, *by: str) -> dict[tuple[str, ...], int]:
    """How many entries share the labels of ``by``."""
    found = (await client(TOTALS, form=form, region=region, by=list(by)))["registerTotals"]
    return {tuple(one["label"] for one in total["values"]): total["entries"] for total in found}

"""What happens around 王建国 in 芳山镇, those who may not know of it, and how they ask."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest_asyncio

from tests.acceptance.acts import check_in, key, photo, postings, upload
from tests.acceptance.documents import WRITE_LOG
from tests.api.leaks.documents import Root, document, minimal, roots
from tests.factories.appointing import appoint
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.identity.service import NewAppointment
from xuanpai_graphql.lookahead.ids import parse_global_id

WORDS = "走访了三户脱贫户,暗号山楂树"
STRANGERS = ("other_county", "李秀英", "刘洋", "finance_unit", "elsewhere")


@dataclass(frozen=True, slots=True)
class Stage:
    """What happened in 芳山镇, and browsers of those who may not know of it."""

    world: World
    other: World
    posting_id: str
    evidence_id: str
    strangers: dict[str, Client]

    @property
    def tenants(self) -> list[UUID]:
        """Both tenants."""
        return [self.world.tenant_id, self.other.tenant_id]


@pytest_asyncio.fixture
async def stage(api: Api, world: World, other_world: World) -> Stage:
    """王建国 has checked in with a photo and written his log; the strangers are signed in."""
    cadre = await api.sign_in(world, "王建国")
    evidence_id = await upload(cadre, photo("purple"))
    await check_in(cadre, date(2025, 10, 24), photoId=evidence_id)
    log = {"day": "2025-10-24", "content": WORDS, "householdsVisited": 3, "photoIds": [evidence_id]}
    await cadre(WRITE_LOG, input=log | {"idempotencyKey": key()})
    await appoint(world, "finance_unit", NewAppointment("unit_leader", unit_id=world.units["锦州市财政局"]))
    strangers = {name: await api.sign_in(world, name) for name in STRANGERS if name != "elsewhere"}
    strangers["elsewhere"] = await api.sign_in(other_world, "province")
    posting_id = (await postings(await api.sign_in(world, "county")))["王建国"]["id"]
    return Stage(world, other_world, posting_id, evidence_id, strangers)


async def ask(client: Client, text: str, **variables: Any) -> Any:
    """The answer, or what the refusal says."""
    try:
        return await client(text, **variables)
    except Refused as refused:
        return [(error["message"], error.get("extensions"), error.get("path")) for error in refused.errors]


async def ask_everything(client: Client) -> dict[str, Any]:
    """Every query of the schema with the least of arguments and the most of fields."""
    answers = {}
    for root in roots("query"):
        given = _asked(root)
        answers[root.name] = await _ask_whole(client, root, given)
    return answers


async def _ask_whole(client: Client, root: Root, given: dict[str, Any]) -> Any:
    """The answer with all that the person may ask for: a refused part does not save the rest from being asked."""
    refused: frozenset[str] = frozenset()
    while True:
        answer = await ask(client, document("query", root, given, whole=True, without=refused), **given)
        if not isinstance(answer, list):
            return answer
        _, told, path = answer[0]
        if told["code"] != "FORBIDDEN" or not path or len(path) < 2 or path[-1] in refused:
            return answer
        refused |= {path[-1]}


def _asked(root: Root) -> dict[str, Any]:
    """Where a place is wanted, the whole province: the widest net that a stranger can cast."""
    return {name: "21" if name == "regionCode" else value for name, value in minimal(root).items()}


def ids_in(answer: Any) -> Iterator[str]:
    """Every key inside the global ids of an answer."""
    if isinstance(answer, dict):
        for value in answer.values():
            yield from ids_in(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from ids_in(value)
    elif isinstance(answer, str) and ":" in _decoded(answer):
        yield from parse_global_id(answer).key


def _decoded(text: str) -> str:
    try:
        return b64decode(text, validate=True).decode()
    except (NotBase64, ValueError):
        return ""

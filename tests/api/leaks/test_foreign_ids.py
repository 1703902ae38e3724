"""Every type's rows × the root fields that take an id: what is not for the caller answers like what never was.

Across tenants and across scope within one. Types, fields and arguments come from the schema.
"""

import re
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import asyncpg
import pytest

from tests.api.leaks.conftest import officer
from tests.api.leaks.documents import Root, document, id_arguments, minimal, roots, with_id
from tests.api.leaks.rows import Hidden, all_of, below, declarations, settle
from tests.factories.fingerprint import every_tenant_table, fingerprint
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from tests.tenants.export.filling import fill
from xuanpai_core.authz.policies import default_policy

WORDS = re.compile(r"[A-Z][a-z]+")
NODE = "query($id: ID!) { node(id: $id) { id __typename } }"
_METERS = ("session", "allowance_use")
# Whoever holds one of these in the neighbouring county may do as much there as anybody may in this one.
WIDEST = ("county_organiser", "province_organiser", "tenant_administrator", "security_administrator", "auditor")


async def ask(client: Client, text: str, variables: dict[str, Any]) -> Any:
    """The answer, or what the refusal says, without the numbers of incidents."""
    try:
        return await client(text, **variables)
    except Refused as refused:
        return [(error["message"], error.get("extensions"), error.get("path")) for error in refused.errors]


def code(answer: Any) -> str:
    """The code of a refusal, or ``ANSWERED``."""
    return str(answer[0][1]["code"]) if isinstance(answer, list) else "ANSWERED"


async def alike(client: Client, operation: str, root: Root, hidden: list[Hidden]) -> list[str]:
    """Ask ``root`` for hidden ids and for nobody's, in each of its arguments; the codes of the answers.

    Every type that the field could mean by its name, and of the others, whose ids are refused unread, each sixth.
    The two answers must be equal to the letter.
    """
    codes = []
    for path in id_arguments(root):
        named = f"{root.name}.{path}".lower()
        for number, one in enumerate(hidden, start=crc32(named.encode())):
            if number % 6 and not any(word.lower() in named for word in WORDS.findall(one.node)):
                continue
            answers = []
            for wanted in (one.real, one.nobodys):
                given = with_id(minimal(root), root, path, wanted)
                answers.append(await ask(client, document(operation, root, given), given))
            assert answers[0] == answers[1], (root.name, path, one.node)
            codes.append(code(answers[0]))
    return codes


@pytest.fixture
async def theirs(other_world: World, admin: asyncpg.Connection) -> list[Hidden]:
    """Rows of every type of the other tenant."""
    await fill(other_world, every_tenant_table())
    found = await all_of(admin, other_world.tenant_id)
    assert {one.node for one in found} == set(declarations())
    return found


@pytest.fixture
async def over_there(world: World, admin: asyncpg.Connection) -> list[Hidden]:
    """Rows of 黑山县 in the caller's own tenant, of every type that has a place."""
    await fill(world, every_tenant_table())
    await settle(admin, world.tenant_id, FANGSHAN, world.postings["王建国"])
    found = await below(admin, world.tenant_id, "210726")
    assert len({one.node for one in found}) > 10
    return found


async def found(api: Api, world: World, people: Sequence[str], hidden: list[Hidden]) -> list[tuple[str, str]]:
    """Who finds which type of row as a node."""
    seen = []
    for person in people:
        client = await api.sign_in(world, person)
        answers = [(one.node, await client(NODE, id=one.real)) for one in hidden]
        seen += [(person, node) for node, answer in answers if answer != {"node": None}]
    return seen


async def test_no_row_of_another_tenant_is_a_node(api: Api, world: World, theirs: list[Hidden]) -> None:
    people = ("province", "admin", "security", "auditor", "unit", "王建国")

    assert await found(api, world, people, theirs) == []


async def test_no_row_of_another_county_is_a_node(api: Api, world: World, over_there: list[Hidden]) -> None:
    assert await found(api, world, ("other_county", "刘洋"), over_there) == []
    # The same rows are there for whoever may see them.
    assert len({node for _, node in await found(api, world, ("province",), over_there)}) > 8


async def test_queries_answer_for_another_tenants_ids_as_for_nobodys(
    api: Api, world: World, theirs: list[Hidden]
) -> None:
    clients = [await api.sign_in(world, person) for person in ("province", "admin")]

    codes = [
        told for client in clients for root in roots("query") for told in await alike(client, "query", root, theirs)
    ]

    assert "RATE_LIMITED" not in codes
    assert codes.count("ANSWERED") > 10


async def test_queries_answer_for_another_countys_ids_as_for_nobodys(
    api: Api, world: World, over_there: list[Hidden]
) -> None:
    client = await api.sign_in(world, "other_county")

    codes = [told for root in roots("query") for told in await alike(client, "query", root, over_there)]

    assert "RATE_LIMITED" not in codes
    assert codes.count("ANSWERED") > 10


def _performers() -> dict[str, list[Root]]:
    """Each mutation that takes an id, by the first of the widest roles, or else any role, that may do it."""
    policy = default_policy()
    order = [*WIDEST, *(role for role in policy if role not in WIDEST and not role.startswith("platform_"))]
    found: dict[str, list[Root]] = {}
    for root in roots("mutation"):
        if root.action is None or not id_arguments(root):
            continue
        role = next((role for role in order if root.action in policy[role]), None)
        if role is not None:
            found.setdefault(role, []).append(root)
    return found


@pytest.mark.parametrize("role", _performers())
async def test_mutations_answer_for_another_tenants_ids_as_for_nobodys_and_change_nothing_there(
    api: Api, world: World, other_world: World, theirs: list[Hidden], admin: asyncpg.Connection, role: str
) -> None:
    client = await api.sign_in(world, await officer(world, role))
    first = list({one.node: one for one in theirs}.values())
    before = await fingerprint(admin, [other_world.tenant_id])

    codes = {root.name: await alike(client, "mutation", root, first) for root in _performers()[role]}

    assert "RATE_LIMITED" not in {told for several in codes.values() for told in several}
    reached = {name for name, several in codes.items() if set(several) - {"BAD_ID", "FORBIDDEN", "INVALID"}}
    assert reached, codes
    assert await fingerprint(admin, [other_world.tenant_id]) == before

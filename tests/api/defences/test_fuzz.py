"""schemathesis asks for everything that the schema offers, as several people and as nobody.

Two provinces have the same places and the same people. Whatever one of them is asked with, also the other's ids, the
answer is never a fault of ours (5xx, INTERNAL) and never holds a row of the other's. The same requests every time.
"""

import asyncio
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import httpx2
import psycopg
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from psycopg import sql
from schemathesis.core.result import Ok
from schemathesis.graphql import nodes

from tests.factories.world import FANGSHAN, PASSWORD, World
from tests.fixtures.api import SIGN_IN
from tests.fixtures.cluster import Cluster
from tests.fixtures.server import serving
from xuanpai_core.config import Settings
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.schema import make_schema

EXAMPLES = 3
"""Requests to each root field by each person."""
ROLES = {"province": "province", "clerk": "clerk", "cadre": "王建国", "nobody": None}
MARK = "外省暗记"
"""Stands in every name of the other province's."""
UNLIMITED = dict.fromkeys(
    ("rate_address_requests", "rate_person_requests", "rate_person_cost", "rate_token_requests", "rate_token_cost"), 0
)
PAGE = "{ postings { nodes { id cadre { id name } } } }"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_LIKELY = ((re.compile(r'\bmonth: "[^"]*"'), 'month: "2025-10"'), (re.compile(r'\bafter: "2[^"]*"'), "after: null"))


class Caller:
    """One person's browser at the server, and what became of their requests."""

    def __init__(self, http: httpx2.Client, world: World, username: str | None, foreign: frozenset[str]) -> None:
        self._http, self._world, self._username, self._foreign = http, world, username, foreign
        self.outcomes = Counter[str]()
        self.seen = ""
        self.faults: list[tuple[str, str]] = []
        self._sign_in()

    def ask(self, query: str) -> None:
        """Send one request, and note what the answer holds that it must not."""
        answer = self._http.post("/graphql", json={"query": query})
        document = answer.json()
        codes = [error["extensions"]["code"] for error in document.get("errors", [])]
        self.outcomes.update(codes or ["OK"])
        leaked = (self._foreign & _words(answer.text)) - _words(query)
        if answer.status_code >= 500 or "INTERNAL" in codes or leaked or MARK in answer.text:
            self.faults.append((query, answer.text))
        self.seen += "" if codes else answer.text
        if "UNAUTHENTICATED" in codes or "signOut" in query:
            self._sign_in()

    def _sign_in(self) -> None:
        if self._username is not None:
            variables = {"tenant": self._world.tenant_code, "username": self._username, "password": PASSWORD}
            self._http.cookies.clear()
            self._http.post("/graphql", json={"query": SIGN_IN, "variables": variables})


def _words(text: str) -> set[str]:
    """The ids in a text, also those inside of global ids and cursors."""
    decoded = [b64decode(found[: len(found) // 4 * 4]).decode(errors="ignore") for found in _ENCODED.findall(text)]
    return {found for part in (text, *decoded) for found in _UUID.findall(part)}


def _rows_of(cluster: Cluster, world: World) -> frozenset[str]:
    """Every id in every row of one tenant."""
    found: set[str] = set()
    with psycopg.connect(cluster.admin_url.replace("+psycopg", ""), autocommit=True) as admin:
        columns = admin.execute(
            """SELECT c.table_name, c.column_name FROM information_schema.columns c
                 JOIN information_schema.columns t USING (table_schema, table_name)
                WHERE c.table_schema = 'public' AND c.data_type = 'uuid' AND t.column_name = 'tenant_id'"""
        ).fetchall()
        for table, column in columns:
            select = sql.SQL("SELECT DISTINCT {}::text FROM {} WHERE tenant_id = %s").format(
                sql.Identifier(column), sql.Identifier(table)
            )
            found |= {row[0] for row in admin.execute(select, (world.tenant_id,)) if row[0]}
    return frozenset(found)


def _mark(cluster: Cluster, world: World) -> None:
    """Put the mark into the names of the tenant's people and units."""
    with psycopg.connect(cluster.admin_url.replace("+psycopg", ""), autocommit=True) as admin:
        for table, column in (("cadre", "name"), ("org_unit", "name"), ("account", "display_name")):
            update = sql.SQL("UPDATE {} SET {} = %s || id::text WHERE tenant_id = %s").format(
                sql.Identifier(table), sql.Identifier(column)
            )
            admin.execute(update, (MARK, world.tenant_id))


def _teach(world: World, other: World) -> None:
    """Let schemathesis send what could be meant: ids of both provinces, places, months, days."""
    ids = [
        global_id(node, key)
        for one in (world, other)
        for node, keys in (("Cadre", one.cadres), ("Posting", one.postings), ("OrgUnit", one.units))
        for key in list(keys.values())[:3]
    ]
    ids += [global_id("Tenant", other.tenant_id), global_id("Account", other.people["county"].account_id)]
    texts = ["21", "2107", "210726", FANGSHAN, world.villages[FANGSHAN][0], "2025-10", "2025Q4", "王", "county", "坏"]
    texts += ["", "'; DROP TABLE cadre; --", "%", "\\", "\U0001f600", str(other.cadres["王建国"]), other.tenant_code]
    strings: dict[str, list[str]] = {
        "ID": [*ids, "", "Q2FkcmU6", global_id("Cadre", "x")],
        "String": texts,
        "Date": ["2025-10-24", "2026-11-20", "1900-01-01", "9999-12-31"],
        "DateTime": ["2025-10-24T09:00:00+08:00", "0001-01-01T00:00:00Z"],
        "UUID": [str(other.cadres["王建国"]), str(world.cadres["王建国"])],
        "JSON": ["{}", "21"],
        "Decimal": ["25", "0", "-1", "0.005", "1E+400", "NaN"],
    }
    for name, values in strings.items():
        schemathesis.graphql.scalar(name, st.sampled_from(values).map(nodes.String))
    numbers = {"Int": [1, 2, 20, 100, 0, -1, 2**31 - 1], "Fen": [1, 0, -1, 2**53], "Long": [1, 0, -1, 2**53]}
    for name, amounts in numbers.items():
        schemathesis.graphql.scalar(name, st.sampled_from(amounts).map(nodes.Int))


def _ask_for_everything(callers: list[Caller]) -> None:
    schema = schemathesis.graphql.from_file(make_schema(Settings(environment="development")).as_str())
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        _each_case(result.ok(), [caller.ask for caller in callers])()


def _each_case(operation: Any, asks: list[Callable[[str], None]]) -> Callable[[], None]:
    @hypothesis_settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        query: str = case.body
        for pattern, likely in _LIKELY:
            query = pattern.sub(likely, query)
        for ask in asks:
            ask(query)

    return send


@pytest.mark.timeout(280)
async def test_no_request_is_answered_by_a_fault_or_by_another_provinces_rows(
    settings: Settings, cluster: Cluster, world: World, other_world: World
) -> None:
    own, foreign = _rows_of(cluster, world), _rows_of(cluster, other_world)
    _mark(cluster, other_world)
    _teach(world, other_world)

    async with serving(settings.model_copy(update=UNLIMITED)) as url:
        with ExitStack() as browsers:
            callers = [
                Caller(browsers.enter_context(httpx2.Client(base_url=url, timeout=30)), world, username, foreign)
                for username in ROLES.values()
            ]
            watchful = Caller(browsers.enter_context(httpx2.Client(base_url=url)), world, "province", own)
            watchful.ask(PAGE)
            await asyncio.to_thread(_ask_for_everything, callers)

    province, clerk, cadre, nobody = callers
    assert [fault for caller in callers for fault in caller.faults] == []
    # Whoever holds the province's own rows to be foreign finds them at once: the check sees what it is to see.
    assert [query for query, _ in watchful.faults] == [PAGE]
    # What was asked was not all nonsense: each saw something, and of their own.
    assert min(caller.outcomes["OK"] for caller in (province, clerk, cadre)) > 10 * EXAMPLES
    assert all(_words(caller.seen) for caller in (province, clerk, cadre))
    assert nobody.outcomes["UNAUTHENTICATED"] > 50 * EXAMPLES

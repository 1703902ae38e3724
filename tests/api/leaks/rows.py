"""The rows that stand behind global ids: read past every scope, to ask for them as people who may not."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Table

from tests.api.leaks.documents import nodes, schema
from xuanpai_graphql.lookahead.declare import Declaration, declaration_of
from xuanpai_graphql.lookahead.execute import engine_of
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.sources import Public

# ruff: noqa: S608 -- the names in the statements come from the model

THEIRS_ALONE = "210799"
_PLACES = ("county_code", "region_code")
# What people hold decides what they see, and must stay as it is.
_SETTLED_ALREADY = frozenset({"appointment", "delegation", "org_unit", "posting"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stored row by its global id, and an id of the same type that nobody has."""

    node: str
    real: str
    nobodys: str


def declarations() -> dict[str, Declaration]:
    """Every type that ``node(id:)`` refetches and whose rows belong to a tenant."""
    engine = engine_of(schema())
    found = {node: declaration_of(engine.nodes[node]) for node in nodes()}
    return {node: declared for node, declared in found.items() if declared.tenant is not None}


async def all_of(admin: asyncpg.Connection, tenant_id: UUID, limit: int = 2) -> list[Hidden]:
    """Up to ``limit`` rows of each type in the tenant; of places, one that no other tenant has."""
    await admin.execute(
        "INSERT INTO region (tenant_id, code, parent_code, level, name, path_name) VALUES ($1, $2, '2107', 3, $3, $3)",
        tenant_id,
        THEIRS_ALONE,
        "新区",
    )
    found = []
    for node, declared in declarations().items():
        only = f" AND code = '{THEIRS_ALONE}'" if node == "Region" else ""
        where = f"tenant_id = $1{only}"
        found += await _rows(admin, node, declared, where, tenant_id, limit)
    return found


async def below(admin: asyncpg.Connection, tenant_id: UUID, place: str, limit: int = 2) -> list[Hidden]:
    """Up to ``limit`` rows of each type that lie in ``place``: by their own place, or by their posting's."""
    found = []
    for node, declared in declarations().items():
        if isinstance(declared.scope, Public) or not isinstance(declared.rows, Table):
            continue
        columns = set(declared.rows.c.keys())
        lying = [f"starts_with({name}, '{place}')" for name in _PLACES if name in columns]
        if "posting_id" in columns and not lying:
            lying.append(
                "posting_id IN (SELECT id FROM posting p WHERE p.tenant_id = $1 "
                f"AND starts_with(p.region_code, '{place}'))"
            )
        if lying:
            where = f"tenant_id = $1 AND ({' OR '.join(lying)})"
            found += await _rows(admin, node, declared, where, tenant_id, limit)
    return found


async def settle(admin: asyncpg.Connection, tenant_id: UUID, place: str, posting_id: UUID) -> None:
    """Move what was filled in for the whole province to ``place``, and to the posting there."""
    for declared in declarations().values():
        if not isinstance(declared.rows, Table):
            continue
        name, columns = declared.rows.name, declared.rows.c
        placed = [column.name for column in declared.rows.columns if column.name.endswith(_PLACES)]
        for column in placed if name not in _SETTLED_ALREADY else ():
            code = place[:6] if column.endswith("county_code") else place
            await admin.execute(f"UPDATE {name} SET {column} = $2 WHERE tenant_id = $1", tenant_id, code)
        if "posting_id" in columns and "posting_id" not in declared.key:
            await admin.execute(
                f"UPDATE {name} SET posting_id = $2 WHERE tenant_id = $1 AND posting_id IS NOT NULL",
                tenant_id,
                posting_id,
            )


async def _rows(
    admin: asyncpg.Connection, node: str, declared: Declaration, where: str, tenant_id: UUID, limit: int
) -> list[Hidden]:
    assert isinstance(declared.rows, Table), node
    key = ", ".join(f"{part}::text" for part in declared.key)
    rows = await admin.fetch(f"SELECT {key} FROM {declared.rows.name} t WHERE {where} LIMIT {limit}", tenant_id)
    nobody = ["219999" if part == "code" else str(uuid4()) for part in declared.key]
    return [Hidden(node, global_id(node, *row.values()), global_id(node, *nobody)) for row in rows]

"""What a tenant's rows are, as counts and hashes: equal before and after means that nothing was changed anywhere."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import Table

import xuanpai_tenants.models  # noqa: F401 -- fills the metadata
from xuanpai_core.db.base import Base, TenantTable

_JOBS = "procrastinate_jobs"


class Mark(NamedTuple):
    """How many rows, and the hash of all that they hold."""

    rows: int
    digest: str


def every_tenant_table() -> list[Table]:
    """Every table whose rows belong to a tenant, each after those that it refers to."""
    own = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantTable)}
    return [table for table in Base.metadata.sorted_tables if table in own]


async def fingerprint(
    admin: asyncpg.Connection, tenants: Iterable[UUID], without: Iterable[str] = ()
) -> dict[str, Mark]:
    """The mark of each table over the rows of ``tenants``, its jobs and its entry in the directory included.

    ``admin`` is a connection that row-level security does not bind.
    """
    left_out = set(without)
    wanted = {table.name: "tenant_id = ANY($1)" for table in every_tenant_table()}
    wanted |= {"tenant": "id = ANY($1)", _JOBS: "(args ->> 'tenant_id')::uuid = ANY($1)"}
    parts = [
        f"SELECT '{table}' AS name, count(*) AS rows, "  # noqa: S608 -- names from the model
        f"md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS digest FROM {table} t WHERE {where}"
        for table, where in wanted.items()
        if table not in left_out
    ]
    found = await admin.fetch(" UNION ALL ".join(parts), list(tenants))
    return {row["name"]: Mark(row["rows"], row["digest"]) for row in found}

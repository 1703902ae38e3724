"""Brings everything sealed of one tenant under the present key and scheme, and its digests with it.

For the server's own shell: nothing here asks who may. Whatever was sealed before stays readable while its key is
known, so the work may stop anywhere and go on later: only rows that are not under the present key are looked at.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import LargeBinary, Select, Table, cast, func, literal, or_, select, tuple_, update

import xuanpai_core.db.models  # noqa: F401 -- fills the metadata
from xuanpai_core.audit.service import record
from xuanpai_core.context import RequestContext
from xuanpai_core.crypto.columns import sealed_columns
from xuanpai_core.crypto.vault import HEADER_BYTES, Vault
from xuanpai_core.db.base import Base, TenantTable
from xuanpai_core.db.session import Database, Transaction

_BATCH: Final = 500

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many rows of each table came under the present key."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.rows.values())


async def reseal_tenant(database: Database, ctx: RequestContext, reason: str, *, batch: int = _BATCH) -> Resealed:
    """Reseal the tenant of ``ctx`` in transactions of ``batch`` rows, recorded as one act before the first of them.

    Every value is opened once before anything is written: raises ``CannotOpen``, and has changed nothing, when a key
    is missing.
    """
    vault, tables = database.ports.vault, sealed_tables()
    found = {table.name: await _check(database, ctx.tenant_id, table, batch) for table in tables}
    stale = {name: rows for name, rows in found.items() if rows}
    async with database.work(ctx) as work:
        detail = {"key_id": vault.key_id, "cipher": vault.cipher, "rows": stale}
        record(work, "keys:reseal", "tenant", ctx.tenant_id, reason=reason, detail=detail)
    done = {table.name: await _reseal(database, ctx.tenant_id, table, batch) for table in tables if table.name in stale}
    return Resealed(done)


def sealed_tables() -> list[Table]:
    """Every table of a tenant with sealed columns, found from the model, so that no new one is forgotten."""
    own = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantTable)}
    return [table for table in Base.metadata.sorted_tables if table in own and sealed_columns(table)]


async def _check(database: Database, tenant_id: UUID, table: Table, batch: int) -> int:
    """Open every value that is not under the present key; returns how many rows hold one."""
    rows = 0
    async with database.transaction(tenant_id, read_only=True) as transaction:
        async for found in _batches(transaction, database.ports.vault, table, batch):
            for row in found:
                _opened(database.ports.vault, tenant_id, table, row)
            rows += len(found)
    return rows


async def _reseal(database: Database, tenant_id: UUID, table: Table, batch: int) -> int:
    vault, rows = database.ports.vault, 0
    while True:
        async with database.transaction(tenant_id) as transaction:
            query = _stale(vault, tenant_id, table).limit(batch).with_for_update()
            found = (await transaction.session.execute(query)).mappings().all()
            for row in found:
                values = _renewed(vault, tenant_id, table, row)
                same = [column == row[column.name] for column in table.primary_key.columns]
                await transaction.session.execute(update(table).where(*same).values(values))
        rows += len(found)
        if len(found) < batch:
            return rows


async def _batches(transaction: Transaction, vault: Vault, table: Table, batch: int) -> AsyncIterator[Sequence[Row]]:
    keys = [column for column in table.primary_key.columns if column.name != "tenant_id"]
    after: tuple[Any, ...] | None = None
    while True:
        query = _stale(vault, transaction.tenant_id, table)
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(*after, types=[key.type for key in keys]))
        found = (await transaction.session.execute(query.limit(batch))).mappings().all()
        yield found
        if len(found) < batch:
            return
        after = tuple(found[-1][key.name] for key in keys)


def _stale(vault: Vault, tenant_id: UUID, table: Table) -> Select[Any]:
    """Rows with a value under another key or scheme, in the order of the primary key."""
    sealed = [table.c[name] for name, _ in sealed_columns(table)]
    present = cast(literal(vault.header, LargeBinary), LargeBinary)
    other = [func.substring(column, 1, HEADER_BYTES) != present for column in sealed]
    keys = list(table.primary_key.columns)
    return select(*keys, *sealed).where(table.c.tenant_id == tenant_id, or_(*other)).order_by(*keys)


def _opened(vault: Vault, tenant_id: UUID, table: Table, row: Row) -> dict[str, str]:
    """The texts of the row's sealed columns that are not empty."""
    names = [name for name, _ in sealed_columns(table) if row[name] is not None]
    return {name: vault.open(tenant_id, row[name]) for name in names}


def _renewed(vault: Vault, tenant_id: UUID, table: Table, row: Row) -> dict[str, bytes]:
    texts = _opened(vault, tenant_id, table, row)
    values = {name: vault.seal(tenant_id, text) for name, text in texts.items()}
    digests = {name: digest for name, digest in sealed_columns(table) if digest is not None and name in texts}
    return values | {digest: vault.digest(tenant_id, texts[name]) for name, digest in digests.items()}

"""Which tables belong to a tenant, and what in a row must change its clothes on the way to another installation.

The tables are those of the model itself: a new one is exported without anybody remembering to.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import Column, Table

import xuanpai_core.db.models  # noqa: F401 -- fills the metadata
import xuanpai_tenants.models  # noqa: F401 -- fills the metadata
from xuanpai_core.crypto import Vault
from xuanpai_core.db.base import Base, TenantTable

LEFT_BEHIND: Final = {"session": "A sign-in is to one installation; people sign in afresh on the other."}
"""Tenant tables that an export leaves out, and why."""

_SEALED, _DIGEST = "_sealed", "_digest"

Translate = Callable[[bytes], bytes]


def tenant_tables() -> list[Table]:
    """Every table of a tenant that is exported, each after those that it refers to."""
    own = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantTable)}
    return [table for table in Base.metadata.sorted_tables if table in own and table.name not in LEFT_BEHIND]


def stored_columns(table: Table) -> list[Column[Any]]:
    """The columns that are written; the database computes the others."""
    return [column for column in table.columns if column.computed is None]


def key_columns(table: Table) -> list[Column[Any]]:
    """The primary key after the tenant: the order in which rows are exported."""
    return [column for column in table.primary_key.columns if column.name != "tenant_id"]


def refers_to_itself(table: Table) -> bool:
    """Whether a row may refer to another row of the table: then all rows must come in one statement."""
    return any(key.column.table is table for key in table.foreign_keys)


def unsealing(table: Table, vault: Vault, tenant_id: UUID) -> Translate | None:
    """How a row leaves: personal data opened, digests left out; ``None`` when the table holds none.

    Both depend on this installation's master key. The archive is sealed as a whole.
    """
    pairs = _pairs(table)
    if not pairs:
        return None

    def leave(line: bytes) -> bytes:
        row = orjson.loads(line)
        for sealed, digest in pairs:
            row[sealed] = None if row[sealed] is None else vault.open(tenant_id, _bytes(row[sealed]))
            row.pop(digest, None)
        return orjson.dumps(row)

    return leave


def sealing(table: Table, vault: Vault, tenant_id: UUID) -> Translate | None:
    """How a row arrives: personal data sealed and digested under this installation's master key."""
    pairs = _pairs(table)
    if not pairs:
        return None

    def arrive(line: bytes) -> bytes:
        row = orjson.loads(line)
        for sealed, digest in pairs:
            text = row[sealed]
            row[sealed] = None if text is None else _hex(vault.seal(tenant_id, text))
            if digest in table.columns:
                row[digest] = None if text is None else _hex(vault.digest(tenant_id, text))
        return orjson.dumps(row)

    return arrive


def _pairs(table: Table) -> list[tuple[str, str]]:
    """Each sealed column with the digest of the same text, by the names that the model gives them."""
    names = [column.name for column in table.columns if column.name.endswith(_SEALED)]
    return [(name, name.removesuffix(_SEALED) + _DIGEST) for name in names]


def _bytes(text: str) -> bytes:
    """Bytes as PostgreSQL writes them in JSON: ``\\x`` and hex."""
    return bytes.fromhex(text.removeprefix("\\x"))


def _hex(value: bytes) -> str:
    return "\\x" + value.hex()

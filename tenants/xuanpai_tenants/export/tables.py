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
from xuanpai_core.crypto.columns import sealed_columns
from xuanpai_core.db.base import Base, TenantTable

LEFT_BEHIND: Final = {
    "allowance_use": "Counts of the last hour on one installation.",
    "api_token": "A token was handed out by one installation; a copy of its data must not open with it.",
    "audit_anchor": "Its locked objects stay in one installation's store; the other anchors the trail anew.",
    "cadre_export": "Its files stay behind and end within days; the audit trail tells who exported what.",
    "oidc_provider": "The server's operator registers providers: an archive must not choose addresses that we call.",
    "session": "A sign-in is to one installation; people sign in afresh on the other.",
    "sheet_document": "Its files stay behind and end within days; the sheets themselves travel.",
    "sign_in_failure": "Who has failed to sign in here has not failed there.",
    "trusted_device": "A browser is known to one installation by its cookie.",
}
"""Tenant tables that an export leaves out, and why."""

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
    pairs = sealed_columns(table)
    if not pairs:
        return None

    def leave(line: bytes) -> bytes:
        row = orjson.loads(line)
        for sealed, digest in pairs:
            row[sealed] = None if row[sealed] is None else vault.open(tenant_id, _bytes(row[sealed]))
            row.pop(digest or "", None)
        return orjson.dumps(row)

    return leave


def sealing(table: Table, vault: Vault, tenant_id: UUID) -> Translate | None:
    """How a row arrives: personal data sealed and digested under this installation's master key."""
    pairs = sealed_columns(table)
    if not pairs:
        return None

    def arrive(line: bytes) -> bytes:
        row = orjson.loads(line)
        for sealed, digest in pairs:
            text = row[sealed]
            row[sealed] = None if text is None else _hex(vault.seal(tenant_id, text))
            if digest is not None:
                row[digest] = None if text is None else _hex(vault.digest(tenant_id, text))
        return orjson.dumps(row)

    return arrive


def _bytes(text: str) -> bytes:
    """Bytes as PostgreSQL writes them in JSON: ``\\x`` and hex."""
    return bytes.fromhex(text.removeprefix("\\x"))


def _hex(value: bytes) -> str:
    return "\\x" + value.hex()

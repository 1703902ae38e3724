"""What tests of exports and imports share: a province, its archive, and what stands in either installation."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories.world import World
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import XuanpaiError
from xuanpai_tenants.export import Exported, import_tenant
from xuanpai_tenants.export.tables import key_columns, stored_columns, tenant_tables

PASSPHRASE = "correct horse battery"
ID_NUMBER = "210700198001010000"
"""Of 王建国, in every small world."""
# Bound to the installation: its object store's versions, and what only its master key opens or makes.
OWN = {"evidence": {"version_id"}, "cadre": {"id_number_sealed", "id_number_digest", "phone_sealed", "phone_digest"}}


@dataclass(slots=True)
class Archived:
    """A filled province and its export."""

    world: World
    exported: Exported

    @property
    def tenant_id(self) -> UUID:
        return self.world.tenant_id


async def rows(database: Database, tenant_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tenant, by table."""
    found = {}
    async with database.transaction(tenant_id, read_only=True) as transaction:
        for table in tenant_tables():
            columns = [column for column in stored_columns(table) if column.name not in OWN.get(table.name, ())]
            mine = select(*columns).where(table.c.tenant_id == tenant_id).order_by(*key_columns(table))
            found[table.name] = [dict(row) for row in (await transaction.session.execute(mine)).mappings()]
    return found


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def traces(database: Database, tenant_id: UUID) -> tuple[int, int, list[str]]:
    """What a failed import might leave: the directory's entry, regions, files."""
    async with database.transaction(tenant_id, read_only=True) as transaction:
        entries = await transaction.driver.fetchval("SELECT count(*) FROM tenant WHERE id = $1", tenant_id)
        regions = await transaction.driver.fetchval("SELECT count(*) FROM region WHERE tenant_id = $1", tenant_id)
    return entries, regions, await database.ports.objects.keys(f"evidence/{tenant_id}/")


async def refusal(abroad: Database, operator: RequestContext, archived: Archived, path: Path) -> str:
    """The code of the refusal, after making sure that nothing came in."""
    with pytest.raises(XuanpaiError) as refused:
        await import_tenant(abroad, operator, path, PASSPHRASE)
    assert await traces(abroad, archived.tenant_id) == (0, 0, [])
    return refused.value.error_code

"""What there is of a province that was opened whole."""

from typing import Any

from xuanpai_core.db.session import Database
from xuanpai_tenants.quotas import Quotas

KEY = "create-tenant-1"
QUOTAS = Quotas(max_accounts=500)

WHOLE = """
SELECT (SELECT count(*) FROM region WHERE tenant_id = $1) AS regions,
       (SELECT array_agg(name ORDER BY name) FROM org_unit WHERE tenant_id = $1) AS units,
       (SELECT array_agg(username ORDER BY username) FROM account WHERE tenant_id = $1) AS accounts,
       (SELECT array_agg(role || ' ' || region_code ORDER BY role)
          FROM appointment WHERE tenant_id = $1) AS appointments,
       (SELECT array_agg(step ORDER BY step) FROM provisioning_step WHERE tenant_id = $1) AS steps,
       (SELECT count(*) FROM audit_event WHERE tenant_id = $1) AS audits,
       (SELECT state FROM tenant WHERE id = $1) AS state
"""
STEP_NAMES = ["administrators", "calendar", "partitions", "regions", "units"]
THREE = {"admin": "tenant_administrator", "audit": "auditor", "security": "security_administrator"}


async def found(database: Database, tenant_id: Any) -> dict[str, Any]:
    """What there is of the province: how many regions, which units, accounts, steps, and its state."""
    async with database.transaction(tenant_id, read_only=True) as transaction:
        return dict(await transaction.driver.fetchrow(WHOLE, tenant_id))

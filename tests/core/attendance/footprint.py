"""Everything that attendance may leave behind in a tenant, to compare before and after."""

from typing import Any

from tests.factories.world import World

TABLES = (
    "attendance_conflict",
    "attendance_day",
    "audit_event",
    "backfill_request",
    "check_in",
    "county_month",
    "evidence_link",
    "fence",
    "idempotency_key",
    "monthly_attendance",
    "overnight",
    "work_log",
)


async def rows(world: World, table: str) -> list[dict[str, Any]]:
    """The tenant's rows of one table, in the order of their text."""
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.driver.fetch(
            f"SELECT * FROM {table} t WHERE t.tenant_id = $1 ORDER BY t::text",  # noqa: S608 -- a name from this file
            world.tenant_id,
        )
    return [dict(row) for row in found]


async def footprint(world: World) -> dict[str, list[dict[str, Any]]]:
    """All rows of every table."""
    return {table: await rows(world, table) for table in TABLES}

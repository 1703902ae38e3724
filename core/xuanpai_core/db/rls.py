"""Row-level security for tenant tables, as migrations apply it and the catalog test demands it."""

from typing import Protocol

from xuanpai_core.db.roles import APP_ROLE, OPS_ROLE

# After a transaction with SET LOCAL the setting is '' rather than NULL: NULLIF makes both mean "no tenant, no row".
CURRENT_TENANT = "NULLIF(current_setting('app.tenant', true), '')::uuid"


class Migration(Protocol):
    """What a migration is written with (alembic's ``op``)."""

    def execute(self, sqltext: str, /) -> None:
        """Run one statement."""


def protect(op: Migration, table: str, *, verbs: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Force row-level security on ``table`` and grant the application ``verbs`` on it, never more.

    The policy holds no subquery and compares one column, so that it also holds on a database sharded by tenant.
    """
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY tenant_only ON {table} USING (tenant_id = {CURRENT_TENANT}) "
        f"WITH CHECK (tenant_id = {CURRENT_TENANT})"
    )
    op.execute(f"GRANT {verbs} ON {table} TO {APP_ROLE}")
    op.execute(f"GRANT SELECT ON {table} TO {OPS_ROLE}")

"""Runs migrations as the owner role, with short lock waits and one runner at a time."""

from typing import TYPE_CHECKING

from alembic import context
from sqlalchemy import Connection, create_engine, text

from xuanpai_core.db.base import Base
from xuanpai_core.db.roles import OWNER_ROLE

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem

RUNNER_LOCK = 7_310_021


def include_object(item: "SchemaItem", name: str | None, kind: str, reflected: bool, _other: object) -> bool:
    """Leave out what is not modelled: the job queue's own tables, and partitions, which a job makes."""
    if kind != "table" or not reflected or name is None:
        return True
    del item
    return not name.startswith("procrastinate_") and "_p20" not in name


def run(connection: Connection) -> None:
    """Migrate over ``connection``, as the owner."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        compare_server_default=False,
        transaction_per_migration=True,
    )
    connection.execute(text(f"SET ROLE {OWNER_ROLE}"))
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.execute(text(f"SELECT pg_advisory_lock({RUNNER_LOCK})"))
    connection.commit()
    try:
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text(f"SELECT pg_advisory_unlock({RUNNER_LOCK})"))
        connection.commit()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url", ""))
    with engine.connect() as fresh:
        run(fresh)
    engine.dispose()

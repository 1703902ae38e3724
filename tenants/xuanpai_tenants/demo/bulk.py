"""Many rows at a time: COPY is refused where row-level security is forced, so rows travel as columns."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Dialect

from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.session import Work

_BATCH = 2_000


async def insert_many(work: Work, model: type[TenantTable], rows: Iterable[dict[str, Any]]) -> None:
    """Insert ``rows``, all with the same columns, into the tenant; what the session holds is written first."""
    await work.session.flush()
    dialect = work.session.get_bind().dialect
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        names = list(batch[0])
        columns = [[row[name] for row in batch] for name in names]
        await work.driver.execute(_statement(model, names, dialect), work.tenant_id, *columns)


def _statement(model: type[TenantTable], names: list[str], dialect: Dialect) -> str:
    compiled = (model.__table__.columns[name].type.compile(dialect) for name in names)
    types = [name.partition(" COLLATE")[0] for name in compiled]
    arrays = ", ".join(f"${number}::{name}[]" for number, name in enumerate(types, start=2))
    quoted = ", ".join(f'"{name}"' for name in names)
    # Names of tables, columns and types come from our own models.
    return (
        f"INSERT INTO {model.__tablename__} (tenant_id, {quoted}) "  # noqa: S608
        f"SELECT $1::uuid, * FROM unnest({arrays})"
    )

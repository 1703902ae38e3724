"""A tenant with at least one row in every table, made from the model itself, so that no new table is forgotten."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, DateTime, Double, Enum, Integer, LargeBinary, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import insert, select

from tests.factories.world import World
from xuanpai_core.db.base import Base
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_tenants.export.tables import stored_columns, tenant_tables

# What a line of JSON, a copy or a careless escape would spoil.
TEXT = '引号"、反斜杠\\、换行\n、制表\t、𡐓、%s、\\x00ff'
PHOTO = b"\xff\xd8 not really a photo \x00\n" * 50_000
# What a rule of its own table forbids beside the other values.
_NONE = {
    ("activity", "agenda"),
    ("activity", "withdrawn_at"),
    ("approval_request", "decided_at"),
    ("approval_request", "decided_by"),
    ("attendance_conflict", "decided_at"),
    ("backfill_request", "decided_at"),
    ("fence", "vertices"),
    ("funding_receipt", "reverses_id"),
    ("inspection", "published_at"),
    ("lead", "decided_at"),
    ("leave_request", "purpose"),
    ("leave_request", "reported_back_on"),
    ("leave_step", "decided_at"),
    ("leave_step", "decided_by"),
    ("leave_step", "outcome"),
    ("parameter_change", "valid_to"),
    ("plugin_activation", "valid_to"),
    ("revenue_entry", "reverses_id"),
    ("second_factor", "pending_sealed"),
    ("second_factor", "secret_sealed"),
    ("work_log_item", "outcome"),
    ("work_log_item", "settled_on"),
}
# What a rule of its own table asks of it.
_GIVEN = {
    ("leave_request", "after_slot"): 2**53,
    ("leave_request", "asked_after_slot"): 2**53,
    ("leave_extension", "after_slot"): 2**53,
}


async def fill(world: World, tables: Iterable[Table] | None = None) -> None:
    """Put one row into every table that has none, a checked photo, and an entry that reverses a later one.

    ``tables`` are those that travel to another installation, unless others are given; each after those it refers to.
    """
    async with world.database.work(world.ctx("clerk")) as work:
        await _add_photo(work)
        for table in tenant_tables() if tables is None else tables:
            mine = select(table).where(table.c.tenant_id == work.tenant_id)
            if (await work.session.execute(mine.limit(1))).first() is None:
                await work.session.execute(insert(table).values(await _row(work, table)))
        await _add_reversal(work)


async def _add_photo(work: Work) -> None:
    evidence_id = new_id()
    key = f"evidence/{work.tenant_id}/2025/10/{evidence_id}"
    version = await work.ports.objects.put(key, PHOTO, "image/jpeg")
    work.session.add(
        Evidence(
            tenant_id=work.tenant_id,
            id=evidence_id,
            kind=EvidenceKind.PHOTO,
            state=EvidenceState.READY,
            uploaded_by=work.ctx.actor.account_id,
            file_name="签到.jpg",
            content_type="image/jpeg",
            declared_size=len(PHOTO),
            object_key=key,
            version_id=version,
            size=len(PHOTO),
            sha256=sha256(PHOTO).digest(),
            width=1,
            height=1,
            expires_at=work.clock.now(),
            completed_at=work.clock.now(),
        )
    )
    await work.session.flush()


async def _add_reversal(work: Work) -> None:
    """Its key sorts before that of the entry it reverses."""
    table = next(table for table in tenant_tables() if table.name == "revenue_entry")
    entry = (await work.session.execute(select(table).where(table.c.tenant_id == work.tenant_id))).mappings().one()
    await work.session.execute(insert(table).values({**entry, "id": UUID(int=1), "reverses_id": entry["id"]}))


async def _row(work: Work, table: Table) -> dict[str, Any]:
    row: dict[str, Any] = {column.name: _value(column) for column in stored_columns(table)}
    for key in table.foreign_key_constraints:
        target = key.referred_table
        if target is table:
            continue
        pairs = [(part.parent.name, part.column.name) for part in key.elements]
        there = (await work.session.execute(select(target).where(target.c.tenant_id == work.tenant_id))).mappings()
        row.update({own: there_row[other] for there_row in [next(iter(there))] for own, other in pairs})
    row |= {column: None for of, column in _NONE if of == table.name}
    row |= {column: value for (of, column), value in _GIVEN.items() if of == table.name}
    return row | {"tenant_id": work.tenant_id}


@cache
def _lists() -> set[tuple[str, str]]:
    """The JSON columns that hold a list: who reads them counts on it."""
    return {
        (mapper.local_table.name, name)
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table)
        for name, hint in mapper.class_.__annotations__.items()
        if "list[" in str(hint)
    }


def _value(column: Column[Any]) -> Any:
    """Something that fits the column and is hard to carry."""
    kind = column.type
    if isinstance(kind, Enum):
        return kind.enums[0]
    if (column.table.name, column.name) in _lists():
        return [TEXT]
    for known, value in (
        (Uuid, new_id()),
        (Boolean, True),
        (Date, date(2025, 10, 1)),
        (DateTime, datetime(2025, 10, 1, 23, 59, 59, 999_999, tzinfo=UTC)),
        (Double, 0.1 + 0.2),
        (Numeric, Decimal("12345678.25")),
        (LargeBinary, bytes(range(256))),
        (JSONB, {"clause": TEXT, "nested": [1, 2.5, None, {"键": True}], "large": 2**53 + 1}),
        (Text, TEXT),
    ):
        if isinstance(kind, known):
            return value
    assert isinstance(kind, Integer)
    if column.name.endswith("year"):
        return 2025
    return 9_007_199_254_740_993 if column.name.endswith(("_fen", "amount")) else 7

"""Four small tables and their rows: both tenants hold the same keys, so that a leak shows as a wrong answer."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB


class Role(StrEnum):
    """The post held."""

    FIRST_SECRETARY = "FIRST_SECRETARY"
    TEAM_MEMBER = "TEAM_MEMBER"


class DayStatus(StrEnum):
    """What a day counts as."""

    ON_DUTY = "ON_DUTY"
    LEAVE = "LEAVE"


METADATA = MetaData()


def _stored(enum: type[StrEnum]) -> Enum:
    return Enum(
        enum, native_enum=False, length=32, values_callable=lambda members: [member.value for member in members]
    )


REGION = Table(
    "region",
    METADATA,
    Column("tenant_id", Uuid, primary_key=True),
    Column("code", Text(collation="C"), primary_key=True),
    Column("parent_code", Text(collation="C")),
    Column("name", Text, nullable=False),
)
CADRE = Table(
    "cadre",
    METADATA,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("id_number", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
)
POSTING = Table(
    "posting",
    METADATA,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("cadre_id", Uuid, nullable=False),
    Column("region_code", Text(collation="C"), nullable=False),
    Column("role", _stored(Role), nullable=False),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date),
    Column("allowance_fen", BigInteger, nullable=False),
    Column("score", Numeric(6, 2)),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("tags", ARRAY(Text), nullable=False),
)
ATTENDANCE_DAY = Table(
    "attendance_day",
    METADATA,
    Column("tenant_id", Uuid, primary_key=True),
    Column("posting_id", Uuid, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("status", _stored(DayStatus), nullable=False),
    Column("check_ins", SmallInteger, nullable=False),
    Column("sequence", Integer, nullable=False),
)
TABLES = (REGION, CADRE, POSTING, ATTENDANCE_DAY)

LIAONING = UUID(int=0x21)
ANHUI = UUID(int=0x34)
CODES = ("21", "2107", "210726", "210727", "210726101", "210727101", "210726101201", "210727101201")
FIRST_DAY = date(2026, 10, 1)
MADE_AT = datetime(2026, 9, 1, 0, 30, tzinfo=UTC)

# ``Any``: a row holds whatever its table's columns hold.
Row = dict[str, Any]


def cadre_id(number: int) -> UUID:
    """The same in both tenants."""
    return UUID(int=0xCAD0000 + number)


def posting_id(number: int) -> UUID:
    """The same in both tenants."""
    return UUID(int=0x9050000 + number)


REGIONS: list[Row] = [
    {
        "tenant_id": tenant,
        "code": code,
        "parent_code": {4: code[:2], 6: code[:4], 9: code[:6], 12: code[:9]}.get(len(code)),
        "name": f"{province}{code}",
    }
    for tenant, province in ((LIAONING, "辽"), (ANHUI, "皖"))
    for code in CODES
]
CADRES: list[Row] = [
    {
        "tenant_id": tenant,
        "id": cadre_id(number),
        "name": f"{surname}{number}",
        "id_number": f"2107{surname}{number}",
        "birth_date": date(1980 + number, 1, 15),
    }
    for tenant, surname in ((LIAONING, "王"), (ANHUI, "李"))
    for number in range(5)
]
POSTINGS: list[Row] = [
    {
        "tenant_id": tenant,
        "id": posting_id(number),
        "cadre_id": cadre_id(number % 5),
        "region_code": CODES[6 + number % 2] if number < 6 else CODES[4 + number % 2],
        "role": Role.FIRST_SECRETARY if number % 3 else Role.TEAM_MEMBER,
        "start_date": date(2026, 1 + number // 2, 1),
        "end_date": None if number % 2 else date(2026, 12, 31),
        "allowance_fen": 3_000_000_000 + number + shift,
        "score": None if number == 3 else Decimal(number) + Decimal("0.50"),
        "made_at": MADE_AT + timedelta(microseconds=number),
        "facts": f'{{"n": {number + shift}, "deep": ["驻村", null]}}',
        "tags": [f"标签{number}"][: number % 2],
    }
    for tenant, shift in ((LIAONING, 0), (ANHUI, 100))
    for number in range(8)
]
ATTENDANCE_DAYS: list[Row] = [
    {
        "tenant_id": tenant,
        "posting_id": posting_id(number),
        "day": FIRST_DAY + timedelta(days=day),
        "status": DayStatus.LEAVE if (day + number) % 4 == 0 else DayStatus.ON_DUTY,
        "check_ins": (day * (number + 1) + shift) % 3,
        "sequence": day,
    }
    for tenant, shift in ((LIAONING, 0), (ANHUI, 1))
    for number in range(8)
    for day in range(3 * number)
]

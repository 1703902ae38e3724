"""Column types and keys that every room's tables are made of."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import BigInteger, Enum, ForeignKeyConstraint, Text
from sqlalchemy.orm import mapped_column

RegionCodeColumn = Annotated[str, mapped_column(Text(collation="C"))]
"""A region code: collation C, so that a subtree is a half-open range of it (performance.md, Scope)."""

FenColumn = Annotated[int, mapped_column(BigInteger)]
"""Money in integer 分."""


def new_id() -> UUID:
    """A version 7 UUID: made by us, ordered by time, never a secret."""
    return uuid_utils.compat.uuid7()


def choice(enum: type[StrEnum], name: str) -> Enum:
    """A text column that holds one of ``enum``'s values, checked by the database under ``name``."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def belongs_to(table: str, *columns: str, key: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """A foreign key that starts with the tenant, so that no row can point into another tenant."""
    return ForeignKeyConstraint(["tenant_id", *columns], [f"{table}.tenant_id", *(f"{table}.{part}" for part in key)])

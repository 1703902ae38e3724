"""The administrative tree of a tenant: today's nodes, what they were called before, and what became of them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class Region(TenantTable):
    """One node as it stands today; abolished nodes stay, with ``valid_to``, so that old records keep their place.

    ``parent_code`` is the truth; ``level`` and ``path_name`` are derived and can be rebuilt.
    """

    __tablename__ = "region"
    __table_args__ = (
        Index("ix_region_parent", "tenant_id", "parent_code", "code"),
        Index("ix_region_name", "tenant_id", "name", "code"),
        # As a regular expression, this check alone took a fifth of the time in which a province is loaded.
        CheckConstraint(
            "octet_length(code) IN (2, 4, 6, 9, 12) AND btrim(code, '0123456789') = ''", name="code_digits"
        ),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
    )

    code: Mapped[RegionCodeColumn] = mapped_column(primary_key=True)
    parent_code: Mapped[RegionCodeColumn | None]
    level: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(Text(collation="C"))
    path_name: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class RegionChangeKind(StrEnum):
    """What may happen to a region."""

    RENAME = "RENAME"
    MERGE = "MERGE"
    ABOLISH = "ABOLISH"
    MOVE = "MOVE"


class RegionChange(Record):
    """One dated change, with its successor: the chain from an old code to today's."""

    __tablename__ = "region_change"
    __table_args__ = (
        belongs_to("region", "code", key=("code",)),
        Index("ix_region_change_code", "tenant_id", "code", "effective_on"),
    )

    code: Mapped[RegionCodeColumn]
    kind: Mapped[RegionChangeKind] = mapped_column(choice(RegionChangeKind, "kind"))
    effective_on: Mapped[date]
    old_name: Mapped[str]
    old_path_name: Mapped[str]
    new_name: Mapped[str | None]
    successor_code: Mapped[RegionCodeColumn | None]
    document: Mapped[str]
    changed_by: Mapped[UUID]


class RegionPastName(TenantTable):
    """What a region and its path were called before a day: an old posting shows the place as it was then."""

    __tablename__ = "region_past_name"

    code: Mapped[RegionCodeColumn] = mapped_column(primary_key=True)
    valid_to: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    path_name: Mapped[str]

"""What a village is: the marks it carries, what it earns, what is measured of it, and its profile."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import FenColumn, RegionCodeColumn, belongs_to, choice


class VillageTag(Record):
    """A mark that a village carries, or carried: 薄弱村, 软弱涣散村 (HD-06, JZ-38).

    ``code`` and ``title`` are those of the tag rule in force when it was set, ``reason`` says why. ``valid_to`` is
    the last day on which it was carried, None while it is; ``ended_because`` says on what ground it was taken off.
    """

    __tablename__ = "village_tag"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_village_tag_village", "tenant_id", "region_code", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        CheckConstraint("valid_to IS NULL OR ended_because IS NOT NULL", name="ended_because_known"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("region_code", "="),
            ("code", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_village_tag_once",
            using="gist",
        ),
    )

    region_code: Mapped[RegionCodeColumn]
    code: Mapped[str] = mapped_column(Text(collation="C"))
    title: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str]
    ended_because: Mapped[str | None]
    recorded_by: Mapped[UUID]
    ended_by: Mapped[UUID | None]


class CollectiveIncome(Record):
    """What a village's collective took in during a calendar year; it is corrected in place, with the reason.

    ``subsidies_fen`` came from above, ``operating_fen`` was earned; the rest of ``gross_fen`` is neither.
    """

    __tablename__ = "collective_income"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("uq_collective_income_year", "tenant_id", "region_code", "year", unique=True),
        CheckConstraint("year BETWEEN 1949 AND 2200", name="year_range"),
        CheckConstraint("subsidies_fen >= 0 AND operating_fen >= 0", name="parts_not_negative"),
        CheckConstraint("GREATEST(subsidies_fen, operating_fen) <= gross_fen", name="parts_within_gross"),
    )

    region_code: Mapped[RegionCodeColumn]
    year: Mapped[int] = mapped_column(SmallInteger)
    gross_fen: Mapped[FenColumn]
    subsidies_fen: Mapped[FenColumn]
    operating_fen: Mapped[FenColumn]
    corrected_because: Mapped[str | None]
    recorded_by: Mapped[UUID]


class TargetMeasure(Record):
    """A value measured in a year for a target of the rulebook; of a township it is the township's own average.

    In the target's unit: 分 for money. Corrected in place, with the reason (HD-07, HD-08).
    """

    __tablename__ = "target_measure"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("uq_target_measure_year", "tenant_id", "region_code", "target", "year", unique=True),
        Index("ix_target_measure_target", "tenant_id", "target", "year", "region_code"),
        CheckConstraint("year BETWEEN 1949 AND 2200", name="year_range"),
    )

    region_code: Mapped[RegionCodeColumn]
    target: Mapped[str] = mapped_column(Text(collation="C"))
    year: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[Decimal] = mapped_column(Numeric(20, 4))
    corrected_because: Mapped[str | None]
    recorded_by: Mapped[UUID]


class VillageProfile(Record):
    """村情民情台账 as it stood on ``as_of``. It is never changed: the latest of the latest day is the current one."""

    __tablename__ = "village_profile"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_village_profile_village", "tenant_id", "region_code", "as_of", "id"),
        CheckConstraint(
            "population >= 0 AND households >= 0 AND poor_households BETWEEN 0 AND households AND land_mu >= 0",
            name="numbers_possible",
        ),
    )

    region_code: Mapped[RegionCodeColumn]
    as_of: Mapped[date]
    population: Mapped[int]
    households: Mapped[int]
    poor_households: Mapped[int]
    land_mu: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    description: Mapped[str]
    recorded_by: Mapped[UUID]


class Precision(StrEnum):
    """How exact a stated figure is: AT_LEAST is “5850多万”, whose true value nobody wrote down."""

    EXACT = "EXACT"
    AT_LEAST = "AT_LEAST"


class StatedFigure(Record):
    """A total that a place states of itself over some years, as exact as it was stated (LX-06).

    ``part_of`` is the code of the figure of which this is a part, if that was stated: only then is a share known.
    """

    __tablename__ = "stated_figure"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("uq_stated_figure_once", "tenant_id", "region_code", "code", "from_year", "to_year", unique=True),
        CheckConstraint("from_year BETWEEN 1949 AND to_year AND to_year <= 2200", name="year_range"),
        CheckConstraint("value >= 0", name="value_not_negative"),
    )

    region_code: Mapped[RegionCodeColumn]
    code: Mapped[str] = mapped_column(Text(collation="C"))
    title: Mapped[str]
    from_year: Mapped[int] = mapped_column(SmallInteger)
    to_year: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[Decimal] = mapped_column(Numeric(20, 4))
    unit: Mapped[str]
    precision: Mapped[Precision] = mapped_column(choice(Precision, "precision"))
    part_of: Mapped[str | None] = mapped_column(Text(collation="C"))
    source: Mapped[str]
    recorded_by: Mapped[UUID]

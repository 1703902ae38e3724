"""Accident insurance of cadres (JZ-32)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import FenColumn, belongs_to


class InsurancePolicy(Record):
    """One policy for one cadre, first to last day covered."""

    __tablename__ = "insurance_policy"
    __table_args__ = (
        belongs_to("cadre", "cadre_id"),
        UniqueConstraint("tenant_id", "policy_number", "cadre_id"),
        Index("ix_insurance_policy_cadre", "tenant_id", "cadre_id"),
        CheckConstraint("ends_on >= starts_on", name="period_order"),
        CheckConstraint("sum_insured_fen > 0", name="sum_positive"),
    )

    cadre_id: Mapped[UUID]
    insurer: Mapped[str]
    policy_number: Mapped[str]
    sum_insured_fen: Mapped[FenColumn]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    recorded_by: Mapped[UUID]

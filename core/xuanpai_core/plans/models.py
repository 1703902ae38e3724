"""Plans: what a posted cadre wants to reach over three years or one, how, by when, and who answers for it (JZ-15)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class PlanKind(StrEnum):
    """三年规划 or 年度计划."""

    THREE_YEARS = "THREE_YEARS"
    YEAR = "YEAR"


class PlanState(StrEnum):
    """A draft may be incomplete; what was submitted stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"


class Plan(Record):
    """A posting's plan for its village from ``first_day`` to ``last_day``, both included.

    ``region_code``, ``sending_unit_id`` and ``cadre_id`` are those of the posting, by which the plan is shown.
    """

    __tablename__ = "plan"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("cadre", "cadre_id"),
        Index("uq_plan_period", "tenant_id", "posting_id", "kind", "first_day", unique=True),
        Index("ix_plan_place", "tenant_id", "region_code", "first_day"),
        Index("ix_plan_unit", "tenant_id", "sending_unit_id"),
        Index("ix_plan_cadre", "tenant_id", "cadre_id"),
        CheckConstraint("last_day >= first_day", name="period_order"),
    )

    kind: Mapped[PlanKind] = mapped_column(choice(PlanKind, "kind"))
    posting_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    sending_unit_id: Mapped[UUID]
    cadre_id: Mapped[UUID]
    first_day: Mapped[date]
    last_day: Mapped[date]
    state: Mapped[PlanState] = mapped_column(choice(PlanState, "state"))
    submitted_on: Mapped[date | None]
    submitted_by: Mapped[UUID | None]


class PlanItem(TenantTable):
    """One line of a plan; each of its four fields must be there before the plan can be submitted."""

    __tablename__ = "plan_item"
    __table_args__ = (belongs_to("plan", "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    goal: Mapped[str | None]
    measures: Mapped[str | None]
    due_on: Mapped[date | None]
    responsible: Mapped[str | None]

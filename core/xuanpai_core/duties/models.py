"""What was done, as duties see it; and each period of each duty, for each subject."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Integer, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.plugins.duties import Subject


class OccurrenceState(StrEnum):
    """How a period of a duty stands; OPEN past its ``due_on`` is overdue."""

    OPEN = "OPEN"
    MET = "MET"
    EXEMPT = "EXEMPT"


class Deed(TenantTable):
    """What a record counts for, once for each party (``token``): derived from the record, and written with it.

    ``day`` is where it lies in time, and ``until`` its last day (None: it still stands); ``done_on`` is when it was
    done or handed in. ``parties``: the tokens of all parties. ``features``: name to the day on which it was gained.
    """

    __tablename__ = "deed"
    __table_args__ = (
        Index("ix_deed_party", "tenant_id", "token", "kind", "day"),
        CheckConstraint("until IS NULL OR until >= day", name="period_order"),
    )

    record_type: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    record_key: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    token: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    day: Mapped[date]
    until: Mapped[date | None]
    done_on: Mapped[date]
    parties: Mapped[list[str]] = mapped_column(ARRAY(Text))
    features: Mapped[dict[str, Any]]


class DutyOccurrence(Record):
    """One period of one duty for one subject.

    ``token`` is the subject as deeds name it, and ``others`` the further parties that a deed must name (a pairing).
    ``period_end`` is the last day, None for what stands without end. ``met_on`` is the day on which the last deed
    that it needed was done: after ``due_on`` it was late. ``posting_id``, ``unit_id`` and ``entry_id`` say which
    subject it is, where it is no place; ``region_code`` is where it belongs. ``soft``: falling short is a hint only.
    """

    __tablename__ = "duty_occurrence"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        belongs_to("org_unit", "unit_id"),
        # Rules may change under an occurrence that a job then brings up to date.
        ForeignKeyConstraint(["tenant_id", "rule_id"], ["rule_in_force.tenant_id", "rule_in_force.id"]),
        # Two entries of a register may have the same first party, and so the same token.
        Index(
            "uq_duty_occurrence_period",
            "tenant_id",
            "token",
            "matter",
            "period_start",
            "entry_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "ix_duty_occurrence_open",
            "tenant_id",
            "region_code",
            "due_on",
            postgresql_where=text("state = 'OPEN'"),
        ),
        Index("ix_duty_occurrence_matter", "tenant_id", "matter", "region_code", "period_start"),
        Index("ix_duty_occurrence_posting", "tenant_id", "posting_id", "due_on"),
        CheckConstraint("period_end IS NULL OR period_end >= period_start", name="period_order"),
    )

    rule_id: Mapped[UUID]
    matter: Mapped[str] = mapped_column(Text(collation="C"))
    subject: Mapped[Subject] = mapped_column(choice(Subject, "subject"))
    token: Mapped[str] = mapped_column(Text(collation="C"))
    others: Mapped[list[str]] = mapped_column(ARRAY(Text))
    posting_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    region_code: Mapped[RegionCodeColumn]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    due_on: Mapped[date]
    soft: Mapped[bool]
    required: Mapped[int] = mapped_column(SmallInteger)
    done: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    met_on: Mapped[date | None]
    state: Mapped[OccurrenceState] = mapped_column(choice(OccurrenceState, "state"))


class DutyExemption(Record):
    """A subject that is excused from a duty over some days, and why (应派尽派: a reason for each village left out)."""

    __tablename__ = "duty_exemption"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_duty_exemption_subject", "tenant_id", "token", "matter"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
    )

    matter: Mapped[str] = mapped_column(Text(collation="C"))
    token: Mapped[str] = mapped_column(Text(collation="C"))
    region_code: Mapped[RegionCodeColumn]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str]
    recorded_by: Mapped[UUID]

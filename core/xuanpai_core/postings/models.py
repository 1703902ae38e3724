"""The hub of the model: this cadre, in this post, at this place, from that unit, over this period."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.vocabulary import DispatchLevel, PostingRole


class Posting(Record):
    """One posting; ``end_date`` is the last day served, empty while it runs, and ``planned_end`` the term's last day.

    A cadre holds one posting at a time: the database refuses an overlap.
    """

    __tablename__ = "posting"
    __table_args__ = (
        belongs_to("cadre", "cadre_id"),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_posting_region", "tenant_id", "region_code", "id"),
        Index("ix_posting_unit", "tenant_id", "sending_unit_id", "id"),
        Index("ix_posting_cadre", "tenant_id", "cadre_id"),
        CheckConstraint("end_date IS NULL OR end_date >= start_date", name="period_order"),
        CheckConstraint("planned_end IS NULL OR planned_end >= start_date", name="term_order"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("cadre_id", "="),
            ("period", "&&"),
            name="ex_posting_one_at_a_time",
            using="gist",
        ),
    )

    cadre_id: Mapped[UUID]
    role: Mapped[PostingRole] = mapped_column(choice(PostingRole, "role"))
    dispatch_level: Mapped[DispatchLevel] = mapped_column(choice(DispatchLevel, "dispatch_level"))
    sending_unit_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    start_date: Mapped[date]
    planned_end: Mapped[date | None]
    end_date: Mapped[date | None]
    period: Mapped[Range[date]] = mapped_column(
        DATERANGE, Computed(text("daterange(start_date, end_date, '[]')"), persisted=True)
    )

    def serves(self, day: date) -> bool:
        """Whether the cadre is in this post on ``day``."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)


class PostingDecision(TenantTable):
    """How a posting came about: under which campaign, by whose decision (DY-12), against which objections.

    ``accepted``: what was objected and done all the same, each with its reason. A posting from a roster has none.
    """

    __tablename__ = "posting_decision"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        belongs_to("campaign", "campaign_id"),
        belongs_to("candidate", "candidate_id"),
        Index("ix_posting_decision_campaign", "tenant_id", "campaign_id"),
        Index("uq_posting_decision_candidate", "tenant_id", "candidate_id", unique=True),
        CheckConstraint("(body IS NULL) = (decided_on IS NULL)", name="decided_by_somebody"),
    )

    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID | None]
    candidate_id: Mapped[UUID | None]
    body: Mapped[str | None]
    decided_on: Mapped[date | None]
    announced_on: Mapped[date | None]
    accepted: Mapped[list[Any]]
    recorded_by: Mapped[UUID]


class TermExtension(Record):
    """A term made longer: from ``previous_end`` to ``until``, both last days, and why."""

    __tablename__ = "term_extension"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("uq_term_extension_until", "tenant_id", "posting_id", "until", unique=True),
        CheckConstraint("until >= previous_end", name="period_order"),
    )

    posting_id: Mapped[UUID]
    previous_end: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    recorded_by: Mapped[UUID]


class TransferDirection(StrEnum):
    """IN: from the home unit to the village; BACK: the other way when the term is over."""

    IN = "IN"
    BACK = "BACK"


class PartyTransfer(TenantTable):
    """The party membership of a posted cadre moved to the village, or back (FJ-11)."""

    __tablename__ = "party_transfer"
    __table_args__ = (belongs_to("posting", "posting_id"),)

    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    direction: Mapped[TransferDirection] = mapped_column(choice(TransferDirection, "direction"), primary_key=True)
    transferred_on: Mapped[date]
    from_branch: Mapped[str]
    to_branch: Mapped[str]
    recorded_by: Mapped[UUID]


class UnitRelease(TenantTable):
    """The cadre's work in the home unit was handed over: from that day the posting is all there is to do (FJ-11)."""

    __tablename__ = "unit_release"
    __table_args__ = (belongs_to("posting", "posting_id"),)

    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    released_on: Mapped[date]
    handed_over_to: Mapped[str | None]
    recorded_by: Mapped[UUID]

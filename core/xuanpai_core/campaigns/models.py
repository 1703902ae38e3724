"""Rounds of sending: how many go where, who is proposed, and what was found about them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.vocabulary import DispatchLevel


class CampaignState(StrEnum):
    """DRAFT: its numbers may still change; OPEN: cadres are appointed under it; CLOSED: no more."""

    DRAFT = "DRAFT"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class CandidateState(StrEnum):
    """How a proposal stands."""

    PROPOSED = "PROPOSED"
    APPOINTED = "APPOINTED"
    WITHDRAWN = "WITHDRAWN"


class Veto(StrEnum):
    """Whom rather not to send (FJ-08): reluctant at heart, not able enough, of whom the people speak ill."""

    RELUCTANT = "RELUCTANT"
    UNABLE = "UNABLE"
    ILL_REPUTED = "ILL_REPUTED"


class Campaign(Record):
    """A round (批次) at a place: so many cadres for so many villages, by groups (quotas) that must add up (HD-01).

    ``otherwise_villages``: villages that no group covers, but somebody else does (``otherwise_by``).
    """

    __tablename__ = "campaign"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("uq_campaign_name", "tenant_id", "region_code", "name", unique=True),
        CheckConstraint("cadres > 0 AND villages > 0 AND otherwise_villages >= 0", name="numbers"),
    )

    name: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    starts_on: Mapped[date]
    cadres: Mapped[int] = mapped_column(Integer)
    villages: Mapped[int] = mapped_column(Integer)
    otherwise_villages: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    otherwise_by: Mapped[str | None]
    state: Mapped[CampaignState] = mapped_column(choice(CampaignState, "state"))
    recorded_by: Mapped[UUID]


class CampaignQuota(TenantTable):
    """One group of a campaign, numbered in the order given: cadres = ``per_village`` × villages.

    ``units``: how many units send them, where that is laid down.
    """

    __tablename__ = "campaign_quota"
    __table_args__ = (
        belongs_to("campaign", "campaign_id"),
        Index("uq_campaign_quota_title", "tenant_id", "campaign_id", "title", unique=True),
        CheckConstraint("cadres > 0 AND villages > 0 AND per_village > 0 AND units > 0", name="numbers"),
    )

    campaign_id: Mapped[UUID] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    title: Mapped[str]
    dispatch_level: Mapped[DispatchLevel] = mapped_column(choice(DispatchLevel, "dispatch_level"))
    cadres: Mapped[int] = mapped_column(Integer)
    villages: Mapped[int] = mapped_column(Integer)
    per_village: Mapped[int] = mapped_column(SmallInteger)
    units: Mapped[int | None] = mapped_column(Integer)


class Candidate(Record):
    """Somebody whom a unit proposes, with what the region's conditions ask about.

    ``category``: what the person is in the unit (优秀机关干部 …). ``score_hundredths``: standing in hundredths of a
    point; at equal standing ``reserve`` cadres (后备干部、重点培养对象) come first (FJ-08).
    """

    __tablename__ = "candidate"
    __table_args__ = (
        belongs_to("campaign", "campaign_id"),
        belongs_to("cadre", "cadre_id"),
        belongs_to("org_unit", "unit_id"),
        belongs_to("region", "village_code", key=("code",)),
        Index("uq_candidate_once", "tenant_id", "campaign_id", "cadre_id", unique=True),
        Index("ix_candidate_cadre", "tenant_id", "cadre_id"),
    )

    campaign_id: Mapped[UUID]
    cadre_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    village_code: Mapped[str | None] = mapped_column(Text(collation="C"))
    category: Mapped[str]
    service_years: Mapped[int | None] = mapped_column(SmallInteger)
    township_leader: Mapped[bool]
    reserve: Mapped[bool]
    score_hundredths: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    state: Mapped[CandidateState] = mapped_column(choice(CandidateState, "state"))
    recorded_by: Mapped[UUID]


class CandidateReview(TenantTable):
    """One of the three vetoes, asked of one candidate: found or not, by whom, on which day (FJ-08)."""

    __tablename__ = "candidate_review"
    __table_args__ = (belongs_to("candidate", "candidate_id"),)

    candidate_id: Mapped[UUID] = mapped_column(primary_key=True)
    veto: Mapped[Veto] = mapped_column(choice(Veto, "veto"), primary_key=True)
    found: Mapped[bool]
    decided_by: Mapped[str]
    decided_on: Mapped[date]
    note: Mapped[str | None]
    recorded_by: Mapped[UUID]

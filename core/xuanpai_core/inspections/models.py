"""Looking whether people are where they should be, and what was found; secret until it is published (JZ-14)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class InspectionMethod(StrEnum):
    """How one looks: 暗访, 抽查, 电话查岗, 巡回督导, 随机调研, 随机入户, 观摩评比 (JZ-14, HD-23)."""

    UNANNOUNCED = "UNANNOUNCED"
    SPOT_CHECK = "SPOT_CHECK"
    PHONE_CALL = "PHONE_CALL"
    SUPERVISION_TOUR = "SUPERVISION_TOUR"
    RANDOM_SURVEY = "RANDOM_SURVEY"
    RANDOM_HOUSEHOLDS = "RANDOM_HOUSEHOLDS"
    COMPARATIVE_VISIT = "COMPARATIVE_VISIT"


class InspectionState(StrEnum):
    """PLANNED until something was found, CARRIED_OUT until it is made known; what is CANCELLED never is."""

    PLANNED = "PLANNED"
    CARRIED_OUT = "CARRIED_OUT"
    PUBLISHED = "PUBLISHED"
    CANCELLED = "CANCELLED"


class Presence(StrEnum):
    """Whether the person was there, or away on leave that was approved."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    ON_LEAVE = "ON_LEAVE"


class Inspection(Record):
    """One inspection of a place; ``planner_region_code`` is the place of the body that planned it.

    Until it is PUBLISHED it exists only for planners of that place and above (``secrecy``). The four booleans are
    the four ways of an unannounced visit: no notice, no route, straight to the village, households at random.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("region", "planner_region_code", key=("code",)),
        belongs_to("account", "planned_by"),
        Index("ix_inspection_place", "tenant_id", "region_code", "planned_on"),
        Index("ix_inspection_planner", "tenant_id", "planner_region_code", "planned_on"),
        CheckConstraint("(state = 'PUBLISHED') = (published_at IS NOT NULL)", name="published_at_known"),
        CheckConstraint(
            "method <> 'UNANNOUNCED' OR (without_notice AND without_route AND straight_to_village "
            "AND random_households)",
            name="unannounced_in_all_four_ways",
        ),
    )

    method: Mapped[InspectionMethod] = mapped_column(choice(InspectionMethod, "method"))
    state: Mapped[InspectionState] = mapped_column(choice(InspectionState, "state"))
    title: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    planned_on: Mapped[date]
    without_notice: Mapped[bool]
    without_route: Mapped[bool]
    straight_to_village: Mapped[bool]
    random_households: Mapped[bool]
    planned_by: Mapped[UUID]
    planner_region_code: Mapped[RegionCodeColumn]
    carried_out_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None]


class InspectionFinding(Record):
    """What was found about one posting, or about a place as a whole; the place, unit and cadre as they were then."""

    __tablename__ = "inspection_finding"
    __table_args__ = (
        belongs_to("inspection", "inspection_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("cadre", "cadre_id"),
        Index(
            "uq_inspection_finding_posting",
            "tenant_id",
            "inspection_id",
            "posting_id",
            unique=True,
            postgresql_where=text("posting_id IS NOT NULL"),
        ),
        Index(
            "uq_inspection_finding_place",
            "tenant_id",
            "inspection_id",
            "region_code",
            unique=True,
            postgresql_where=text("posting_id IS NULL"),
        ),
        Index("ix_inspection_finding_region", "tenant_id", "region_code", "found_on"),
        Index("ix_inspection_finding_unit", "tenant_id", "sending_unit_id"),
        Index("ix_inspection_finding_cadre", "tenant_id", "cadre_id"),
        CheckConstraint("(posting_id IS NULL) = (presence IS NULL)", name="presence_of_a_posting"),
        CheckConstraint(
            "(posting_id IS NULL) = (sending_unit_id IS NULL) AND (posting_id IS NULL) = (cadre_id IS NULL)",
            name="posting_with_its_unit_and_cadre",
        ),
    )

    inspection_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    posting_id: Mapped[UUID | None]
    sending_unit_id: Mapped[UUID | None]
    cadre_id: Mapped[UUID | None]
    presence: Mapped[Presence | None] = mapped_column(choice(Presence, "presence"))
    found_on: Mapped[date]
    note: Mapped[str | None]
    recorded_by: Mapped[UUID]

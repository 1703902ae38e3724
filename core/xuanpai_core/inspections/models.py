"""Looking whether people are where they should be, and what was found; secret until it is published (JZ-14)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, Numeric, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.leads.models import Violation


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


class FindingEnd(StrEnum):
    """Where one looked: in the village, or at the sending unit (FJ-04)."""

    VILLAGE = "VILLAGE"
    UNIT = "UNIT"


class DrawKind(StrEnum):
    """Out of what one draws: cadres in post, villages in the order of a route, or a village's households."""

    CADRES = "CADRES"
    VILLAGES = "VILLAGES"
    HOUSEHOLDS = "HOUSEHOLDS"


class ChecklistItem(StrEnum):
    """The 3+1 of DY-06: 在岗, 日志完整, 双月报表真实, and 软件资料档案台帐健全."""

    ON_POST = "ON_POST"
    LOGS = "LOGS"
    REPORTS = "REPORTS"
    ARCHIVES = "ARCHIVES"


class RectificationState(StrEnum):
    """DEMANDED until those concerned have REPORTED what they did; then ACCEPTED, or RETURNED to be done again."""

    DEMANDED = "DEMANDED"
    REPORTED = "REPORTED"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"


class Inspection(Record):
    """One inspection of a place; ``planner_region_code`` is the place of the body that planned it.

    Until it is PUBLISHED it exists only for planners of that place and above (``secrecy``). The four booleans are
    the four ways of an unannounced visit: no notice, no route, straight to the village, households at random.
    ``checklist``: what the records said when it was published (DY-06).
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
    checklist: Mapped[list[Any] | None]


class InspectionFinding(Record):
    """What was found about one posting, or about a place as a whole; the place, unit and cadre as they were then.

    ``at_end``: where one looked. ``nights_away``: how many nights in a row the person was not there, as far as the
    inspector could tell. ``households``: which were asked, by number or by the head's name.
    """

    __tablename__ = "inspection_finding"
    __table_args__ = (
        belongs_to("inspection", "inspection_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("cadre", "cadre_id"),
        Index(
            "uq_inspection_finding_posting_end",
            "tenant_id",
            "inspection_id",
            "posting_id",
            "at_end",
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
        Index("ix_inspection_finding_inspection", "tenant_id", "inspection_id", "region_code", "id"),
        Index("ix_inspection_finding_region", "tenant_id", "region_code", "found_on"),
        Index("ix_inspection_finding_unit", "tenant_id", "sending_unit_id"),
        Index("ix_inspection_finding_day", "tenant_id", "posting_id", "found_on"),
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
    at_end: Mapped[FindingEnd] = mapped_column(choice(FindingEnd, "at_end"), server_default=text("'VILLAGE'"))
    violation: Mapped[Violation | None] = mapped_column(choice(Violation, "violation"))
    nights_away: Mapped[int | None] = mapped_column(SmallInteger)
    households: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))


class InspectionDraw(Record):
    """What was drawn by lot for an inspection, once and for good; whoever knows the seed can draw it again (JZ-12).

    ``population``: the keys drawn from, in order, frozen with the draw: ids of postings, codes of villages, ids of
    register entries or the numbers of households. ``algorithm``: see ``sampling``. ``seed_given``: the seed was not
    made by the system but brought by somebody. ``route``: the villages of what was drawn, in a random order.
    ``route_names``: what they were called then.
    """

    __tablename__ = "inspection_draw"
    __table_args__ = (
        belongs_to("inspection", "inspection_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("account", "drawn_by"),
        Index("uq_inspection_draw_once", "tenant_id", "inspection_id", "kind", "region_code", unique=True),
        CheckConstraint("size >= 1", name="size_counts"),
    )

    inspection_id: Mapped[UUID]
    kind: Mapped[DrawKind] = mapped_column(choice(DrawKind, "kind"))
    region_code: Mapped[RegionCodeColumn]
    reckoned_on: Mapped[date]
    percent: Mapped[Decimal | None] = mapped_column(Numeric())
    size: Mapped[int] = mapped_column(Integer)
    population: Mapped[list[Any]]
    route: Mapped[list[Any]]
    route_names: Mapped[list[Any]]
    algorithm: Mapped[str] = mapped_column(Text(collation="C"))
    seed: Mapped[str] = mapped_column(Text(collation="C"))
    seed_given: Mapped[bool]
    drawn_by: Mapped[UUID]
    drawn_at: Mapped[datetime]


class DrawnMember(TenantTable):
    """One of those drawn: ``rank`` from 1, ``key`` as in the population, and what it stands for where that is a row."""

    __tablename__ = "inspection_drawn"
    __table_args__ = (
        belongs_to("inspection_draw", "draw_id"),
        belongs_to("posting", "posting_id"),
        belongs_to("region", "region_code", key=("code",)),
        CheckConstraint("rank >= 1", name="rank_counts"),
    )

    draw_id: Mapped[UUID] = mapped_column(primary_key=True)
    rank: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(Text(collation="C"))
    posting_id: Mapped[UUID | None]
    region_code: Mapped[str | None] = mapped_column(Text(collation="C"))


class InspectionRectification(Record):
    """What a finding demands be put right, by when, what was done, and what the planners said to it."""

    __tablename__ = "inspection_rectification"
    __table_args__ = (
        belongs_to("inspection_finding", "finding_id"),
        Index("uq_inspection_rectification_finding", "tenant_id", "finding_id", unique=True),
        Index("ix_inspection_rectification_due", "tenant_id", "state", "due_on"),
        CheckConstraint("(report IS NULL) = (reported_by IS NULL)", name="reported_by_someone"),
    )

    finding_id: Mapped[UUID]
    demand: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[RectificationState] = mapped_column(choice(RectificationState, "state"))
    report: Mapped[str | None]
    reported_by: Mapped[UUID | None]
    reported_on: Mapped[date | None]
    decided_by: Mapped[UUID | None]
    decided_on: Mapped[date | None]
    decision_note: Mapped[str | None]


class InspectionCheck(TenantTable):
    """What an inspector saw of one point of the checklist with their own eyes (DY-06)."""

    __tablename__ = "inspection_check"
    __table_args__ = (belongs_to("inspection", "inspection_id"),)

    inspection_id: Mapped[UUID] = mapped_column(primary_key=True)
    item: Mapped[ChecklistItem] = mapped_column(choice(ChecklistItem, "item"), primary_key=True)
    sound: Mapped[bool]
    note: Mapped[str | None]
    recorded_by: Mapped[UUID]

"""Bulletins (通报): what is held against a unit, a place or a person, once it is published (FJ-21)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class BulletinSubject(StrEnum):
    """Whom a bulletin is about."""

    PERSON = "PERSON"
    UNIT = "UNIT"
    PLACE = "PLACE"


class Bulletin(Record):
    """One bulletin; without ``published_at`` it is a draft, known to publishers at the drafter's place and above.

    ``region_code`` is the subject's place, ``unit_id`` the unit or the sending unit of the person, ``cadre_id`` the
    person: as they were when it was drafted, and by which it is shown after publication.
    """

    __tablename__ = "bulletin"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("region", "drafter_region_code", key=("code",)),
        belongs_to("org_unit", "unit_id"),
        belongs_to("posting", "posting_id"),
        belongs_to("cadre", "cadre_id"),
        belongs_to("account", "drafted_by"),
        Index("ix_bulletin_place", "tenant_id", "region_code"),
        Index("ix_bulletin_unit", "tenant_id", "unit_id"),
        Index("ix_bulletin_cadre", "tenant_id", "cadre_id"),
        Index("ix_bulletin_drafter", "tenant_id", "drafter_region_code"),
        CheckConstraint(
            "(subject = 'PERSON') = (posting_id IS NOT NULL) AND (subject = 'PERSON') = (cadre_id IS NOT NULL) "
            "AND (subject = 'PLACE') = (unit_id IS NULL)",
            name="one_subject",
        ),
        CheckConstraint("(published_at IS NULL) = (published_by IS NULL)", name="published_by_someone"),
    )

    subject: Mapped[BulletinSubject] = mapped_column(choice(BulletinSubject, "subject"))
    region_code: Mapped[RegionCodeColumn]
    unit_id: Mapped[UUID | None]
    posting_id: Mapped[UUID | None]
    cadre_id: Mapped[UUID | None]
    title: Mapped[str]
    content: Mapped[str]
    drafted_by: Mapped[UUID]
    drafter_region_code: Mapped[RegionCodeColumn]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]


class BulletinGround(TenantTable):
    """A finding that the bulletin rests on; who may see the finding is decided by the finding."""

    __tablename__ = "bulletin_ground"
    __table_args__ = (belongs_to("bulletin", "bulletin_id"), belongs_to("inspection_finding", "finding_id"))

    bulletin_id: Mapped[UUID] = mapped_column(primary_key=True)
    finding_id: Mapped[UUID] = mapped_column(primary_key=True)

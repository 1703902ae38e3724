"""Party committees, departments and institutions: those that manage, and those that send."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class OrgUnitKind(StrEnum):
    """What a unit is in the management of sent cadres."""

    ORGANISATION_DEPARTMENT = "ORGANISATION_DEPARTMENT"
    TOWNSHIP_COMMITTEE = "TOWNSHIP_COMMITTEE"
    VILLAGE_BRANCH = "VILLAGE_BRANCH"
    SENDING_UNIT = "SENDING_UNIT"
    FINANCE = "FINANCE"
    INSPECTORATE = "INSPECTORATE"


class OrgUnit(Record):
    """One unit; a sending unit's reach follows its cadres, not its place (JZ-01)."""

    __tablename__ = "org_unit"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("org_unit", "merged_into"),
        Index("uq_org_unit_name", "tenant_id", "region_code", "name", unique=True),
    )

    name: Mapped[str]
    kind: Mapped[OrgUnitKind] = mapped_column(choice(OrgUnitKind, "kind"))
    region_code: Mapped[RegionCodeColumn]
    level: Mapped[int] = mapped_column(SmallInteger)
    merged_into: Mapped[UUID | None]
    """The unit that goes on in its place; itself never merged. A merged unit keeps its name for what is past."""

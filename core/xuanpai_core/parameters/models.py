"""What a place has changed in the parameters of an activation, from which day to which."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to


class ParameterChange(Record):
    """Values that hold over the subtree of a place instead of those from above. Rows are only ever added.

    ``values`` holds only what changes; ``dropped`` names what the place gives back, so that there again holds what is
    set above. Of two changes of one place the one that begins later counts, and of one day the one agreed to later.
    """

    __tablename__ = "parameter_change"
    __table_args__ = (
        belongs_to("plugin_activation", "activation_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("approval_request", "approval_id"),
        Index("ix_parameter_change_activation", "tenant_id", "activation_id", "region_code"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="period_order"),
    )

    activation_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    values: Mapped[dict[str, Any]]
    dropped: Mapped[list[str]] = mapped_column(ARRAY(Text))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    approval_id: Mapped[UUID]

"""Which plugin rules where and when: installed is not active."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to


class PluginActivation(Record):
    """A plugin in force over a subtree from a day, with its validated parameters; the nearest ancestor wins."""

    __tablename__ = "plugin_activation"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("uq_plugin_activation_start", "tenant_id", "plugin", "region_code", "valid_from", unique=True),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="period_order"),
    )

    plugin: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    parameters: Mapped[dict[str, Any]]
    activated_by: Mapped[UUID]

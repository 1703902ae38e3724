"""Which plugin rules where and when: installed is not active."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to


class PluginActivation(Record):
    """A plugin in force over a subtree from a day, with its validated parameters; the nearest ancestor wins.

    One plugin is active at one place at most once on any day: the database refuses an overlap. An activation whose
    two days are the same was taken back before it ever ruled.
    """

    __tablename__ = "plugin_activation"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("plugin", "="),
            ("region_code", "="),
            (text("daterange(valid_from, valid_to)"), "&&"),
            name="ex_plugin_activation_overlap",
            using="gist",
        ),
    )

    plugin: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    parameters: Mapped[dict[str, Any]]
    activated_by: Mapped[UUID]

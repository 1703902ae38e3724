"""Each rule that a place has in force over a period: what a past day was judged by stays as it was."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class RuleKind(StrEnum):
    """What a rule is; DECISION is a question that the plugin answers itself (a hook), and has no content.

    WAIVED is a matter on which a place has nothing although a place above it rules: its parameters leave it out.
    """

    DUTY = "DUTY"
    ACTIVITY = "ACTIVITY"
    REGISTER = "REGISTER"
    REPORT = "REPORT"
    SCALE = "SCALE"
    TARGETS = "TARGETS"
    TERM = "TERM"
    POSTS = "POSTS"
    TAG = "TAG"
    WORDING = "WORDING"
    PRESENCE = "PRESENCE"
    CHECK_IN = "CHECK_IN"
    LEAVE = "LEAVE"
    INSPECTION = "INSPECTION"
    EVENTS = "EVENTS"
    SIGNALS = "SIGNALS"
    DECISION = "DECISION"
    WAIVED = "WAIVED"


class RuleInForce(Record):
    """One rule on one matter over the subtree of a place, from ``valid_from`` to the day before ``valid_to``.

    It is written when a plugin comes into force, when a parameter changes and when a plugin is upgraded, and then
    rules by itself: a later version of the plugin changes no day before its own. One place has one rule on a matter
    on any day: the database refuses a second (two plugins that claim one matter). A rule whose two days are the same
    was taken back before it ever ruled.
    """

    __tablename__ = "rule_in_force"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("plugin_activation", "activation_id"),
        Index("ix_rule_in_force_place", "tenant_id", "region_code", "matter"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("region_code", "="),
            ("matter", "="),
            (text("daterange(valid_from, valid_to)"), "&&"),
            name="ex_rule_in_force_claimed_once",
            using="gist",
        ),
    )

    activation_id: Mapped[UUID]
    plugin: Mapped[str]
    plugin_version: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    kind: Mapped[RuleKind] = mapped_column(choice(RuleKind, "kind"))
    matter: Mapped[str]
    title: Mapped[str]
    document: Mapped[str | None]
    words: Mapped[str | None]
    reference: Mapped[str | None]
    content: Mapped[dict[str, Any]]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

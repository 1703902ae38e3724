"""What a tenant has changed of the default policy, and how often."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import choice


class PolicyEffect(StrEnum):
    """What a rule says; DENY beats every ALLOW."""

    ALLOW = "ALLOW"
    DENY = "DENY"


class PolicyOverride(Record):
    """One rule beside the default policy; a deny beats every allow."""

    __tablename__ = "policy_override"
    __table_args__ = (UniqueConstraint("tenant_id", "role", "action"),)

    role: Mapped[str]
    action: Mapped[str]
    effect: Mapped[PolicyEffect] = mapped_column(choice(PolicyEffect, "effect"))
    reason: Mapped[str]
    changed_by: Mapped[UUID]


class PolicyVersion(TenantTable):
    """Counts a tenant's changes of its policy and of its delegations.

    Every request reads it, so that no process works with old ones.
    """

    __tablename__ = "policy_version"

    version: Mapped[int] = mapped_column(BigInteger)

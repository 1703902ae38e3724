"""The directory of tenants: the platform's own table, and each tenant's provisioning steps."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Base, TenantTable
from xuanpai_core.db.types import choice


class TenantKind(StrEnum):
    """A province; or the platform itself, whose accounts create provinces and see no province's rows."""

    PLATFORM = "PLATFORM"
    PROVINCE = "PROVINCE"


class TenantState(StrEnum):
    """The life of a tenant; only ACTIVE ones let people in."""

    PROVISIONING = "PROVISIONING"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    ARCHIVED = "ARCHIVED"


class Tenant(Base):
    """One tenant: found by ``code`` (the province's two digits) at sign-in, before any tenant is set."""

    __tablename__ = "tenant"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[TenantKind] = mapped_column(choice(TenantKind, "kind"))
    state: Mapped[TenantState] = mapped_column(choice(TenantState, "state"))
    quotas: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    state_changed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ProvisioningStep(TenantTable):
    """A step of provisioning that is done, so that a killed run goes on where it stopped."""

    __tablename__ = "provisioning_step"

    step: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime] = mapped_column(server_default=func.now())
    detail: Mapped[dict[str, Any]]

"""The declarative bases: a platform table, and a tenant table whose every key starts with the tenant."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, MetaData, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from xuanpai_core.db.types import new_id


class Base(DeclarativeBase):
    """A table of the platform itself; it needs a reason in the catalog test."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # JSON documents are read by the database and by programs; their shape is said where the column stands.
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


class TenantTable(Base):
    """A table whose rows belong to one tenant: row-level security is forced on each (see ``db.rls``)."""

    __abstract__ = True

    tenant_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, sort_order=-100)


class Record(TenantTable):
    """A tenant table keyed by (tenant, uuid v7), which remembers when its row was made."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, sort_order=-90, default=new_id)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)

"""Running totals of what a quota limits and nobody can count afresh each time."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable


class QuotaUsage(TenantTable):
    """How much of one kind the tenant has asked for: never less than what it really holds."""

    __tablename__ = "quota_usage"

    kind: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)

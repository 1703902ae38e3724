"""What a province may hold at most, and what it holds."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.errors import FieldProblem
from xuanpai_core.idempotency.service import once
from xuanpai_core.quotas.service import QuotaKind, measure
from xuanpai_tenants import repository
from xuanpai_tenants.errors import InvalidQuotas
from xuanpai_tenants.operators import acting_in, require_operator

Limit = Annotated[int | None, Field(ge=1, le=2**53, strict=True)]


class Quotas(BaseModel):
    """Limits of a tenant; ``None`` is no limit. The names are those that ``xuanpai_core.quotas`` looks for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_accounts: Limit = None
    max_cadres: Limit = None
    max_evidence_bytes: Limit = None

    @classmethod
    def parse(cls, given: dict[str, Any]) -> "Quotas":
        """Read limits as a file or a request gives them; raises ``InvalidQuotas`` with the fields that are wrong."""
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            fields = [
                FieldProblem(".".join(map(str, problem["loc"])), "INVALID_QUOTAS", "请填写正整数,或留空表示不限。")
                for problem in error.errors()
            ]
            raise InvalidQuotas("额度应为正整数,留空表示不限,请检查。", fields=fields) from None


@dataclass(frozen=True, slots=True)
class Usage:
    """How much a tenant holds of what quotas limit."""

    accounts: int
    cadres: int
    evidence_bytes: int


async def usage(work: Work) -> Usage:
    """What the caller's own tenant holds; asks for ``account:manage``."""
    require(work.ctx, Action.ACCOUNT_MANAGE)
    return await _usage(work)


async def usage_of(database: Database, ctx: RequestContext, tenant_id: UUID) -> Usage:
    """The same of any province, for an operator with ``tenant:read``: figures, never rows."""
    require_operator(ctx, Action.TENANT_READ)
    async with database.read(ctx) as work:
        await repository.province(work, tenant_id)
    async with database.read(acting_in(ctx, tenant_id)) as work:
        return await _usage(work)


async def set_quotas(work: Work, tenant_id: UUID, quotas: Quotas, key: str) -> Quotas:
    """Set a province's limits; what it holds beyond them stays, and nothing more comes in.

    Asks for ``tenant:manage``; raises ``TenantNotFound``.
    """
    require_operator(work.ctx, Action.TENANT_MANAGE)
    limits = quotas.model_dump()

    async def act() -> dict[str, Any]:
        before = (await repository.province(work, tenant_id, lock=True)).quotas
        await repository.write_quotas(work, tenant_id, limits)
        record(work, Action.TENANT_MANAGE, "tenant", tenant_id, before=before, after=limits, step="QUOTAS")
        return limits

    return Quotas(**await once(work, "tenant.set_quotas", key, [str(tenant_id), limits], act))


async def _usage(work: Work) -> Usage:
    return Usage(
        accounts=await measure(work, QuotaKind.ACCOUNTS),
        cadres=await measure(work, QuotaKind.CADRES),
        evidence_bytes=await measure(work, QuotaKind.EVIDENCE_BYTES),
    )

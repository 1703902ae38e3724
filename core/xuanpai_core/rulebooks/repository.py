"""Statements of the rules in force."""

from uuid import UUID

from sqlalchemy import select

from xuanpai_core.db.session import Work
from xuanpai_core.rulebooks.in_force import StoredRule
from xuanpai_core.rulebooks.models import RuleInForce, RuleKind

_ALL = """
SELECT r.id, r.plugin, r.region_code, r.kind, r.matter, r.content, r.valid_from, r.valid_to,
       a.region_code AS activated_at
  FROM rule_in_force r
  JOIN plugin_activation a ON a.tenant_id = r.tenant_id AND a.id = r.activation_id
 WHERE r.tenant_id = $1
"""


async def everything(work: Work) -> list[StoredRule]:
    """Every rule of the tenant, past and future: some hundred rows."""
    await work.transaction.flush()
    return [
        StoredRule(
            row["id"],
            row["plugin"],
            row["region_code"],
            RuleKind(row["kind"]),
            row["matter"],
            row["content"],
            row["valid_from"],
            row["valid_to"],
            row["activated_at"],
        )
        for row in await work.driver.fetch(_ALL, work.tenant_id)
    ]


async def of_activation(work: Work, activation_id: UUID) -> list[RuleInForce]:
    """The rules that came into force with this activation, in order, held until this transaction ends."""
    rows = await work.session.scalars(
        select(RuleInForce)
        .where(RuleInForce.tenant_id == work.tenant_id, RuleInForce.activation_id == activation_id)
        .order_by(RuleInForce.matter, RuleInForce.region_code, RuleInForce.valid_from)
        .with_for_update()
    )
    return list(rows.all())

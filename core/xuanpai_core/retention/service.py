"""What is kept for how long: read, and kept to every night."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from xuanpai_core.approvals.service import expire_requests
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import SHANGHAI, today
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database, Work
from xuanpai_core.retention import repository
from xuanpai_core.retention.models import RetentionRule, RetentionSubject
from xuanpai_core.retention.terms import TERMS, Term


@dataclass(frozen=True, slots=True)
class Period:
    """One subject's period in force; ``rule`` is the tenant's own, if it has one."""

    subject: RetentionSubject
    term: Term
    months: int
    rule: RetentionRule | None


async def periods(work: Work) -> tuple[Period, ...]:
    """Every subject's period. Raises ``Forbidden``."""
    require(work.ctx, Action.POLICY_READ)
    own = await repository.rules(work)
    return tuple(
        Period(subject, term, own[subject].months if subject in own else term.usual, own.get(subject))
        for subject, term in TERMS.items()
    )


async def purge(
    database: Database, tenant_id: UUID, *, batch: int = repository.BATCH
) -> Mapping[RetentionSubject, int]:
    """Remove what is older than its period, and expire what nobody decided; returns how many rows, a subject. A job.

    Running it again finds nothing more to do.
    """
    ctx = system_context(tenant_id, "retention.purge")
    async with database.work(ctx) as work:
        own = await repository.rules(work)
        await expire_requests(work)
    removed: dict[RetentionSubject, int] = {}
    for subject, term in TERMS.items():
        if term.purged:
            months = own[subject].months if subject in own else term.usual
            removed[subject] = await _purge(database, tenant_id, subject, _months_ago(database, months), batch)
    return removed


async def _purge(database: Database, tenant_id: UUID, subject: RetentionSubject, moment: datetime, batch: int) -> int:
    total = 0
    while True:
        async with database.work(system_context(tenant_id, "retention.purge")) as work:
            removed = await repository.remove_before(work, subject, moment, batch)
            if removed:
                record(
                    work,
                    "retention:purge",
                    "retention",
                    subject,
                    detail={"rows": removed, "before": moment.isoformat()},
                )
        if not removed:
            return total
        total += removed


def _months_ago(database: Database, months: int) -> datetime:
    """The start of the day so many months ago in Shanghai; the last day of a shorter month where there is none."""
    day = today(database.clock)
    total = day.year * 12 + day.month - 1 - months
    first = day.replace(year=total // 12, month=total % 12 + 1, day=1)
    following = first.replace(year=(total + 1) // 12, month=(total + 1) % 12 + 1)
    then = first.replace(day=min(day.day, (following - first).days))
    return datetime.combine(then, time(), SHANGHAI)

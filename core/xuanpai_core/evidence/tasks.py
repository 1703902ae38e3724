"""What evidence does by the clock."""

from uuid import UUID

from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.orphans import sweep_orphans
from xuanpai_core.evidence.sweep import sweep_quarantine
from xuanpai_core.evidence.upkeep import finish_requested, mend
from xuanpai_core.evidence.verification import Finding, verify_evidence
from xuanpai_core.jobs.tasks import task
from xuanpai_core.libraries import structlog

NIGHTLY_SAMPLE = 200
_log = structlog.get_logger(__name__)


@task("evidence.sweep", cron="40 17 * * *")
async def sweep(database: Database, tenant_id: UUID) -> None:
    """Clear the quarantine and what has no counterpart, every night at 01:40 in Shanghai."""
    ctx = system_context(tenant_id, "evidence.sweep")
    await sweep_quarantine(database, ctx)
    found = await sweep_orphans(database, ctx)
    if found.lost or found.kept or found.withheld:
        figures = {"lost": len(found.lost), "strays": len(found.strays), "kept": len(found.kept)}
        _log.error("evidence orphans", tenant=str(tenant_id), withheld=found.withheld, **figures)


@task("evidence.upkeep", cron="*/10 * * * *")
async def upkeep(database: Database, tenant_id: UUID) -> None:
    """Finish what waits for the object store or the virus scanner, lock and make small what is not yet."""
    ctx = system_context(tenant_id, "evidence.upkeep")
    await finish_requested(database, ctx)
    await mend(database, ctx)


@task("evidence.verify", cron="20 18 * * *")
async def verify(database: Database, tenant_id: UUID) -> None:
    """Read a sample of the files and compare them with their records, every night at 02:20 in Shanghai."""

    def tell(finding: Finding) -> None:
        _log.error(
            "evidence broken",
            tenant=str(tenant_id),
            fault=finding.fault,
            evidence=str(finding.evidence_id),
            key=finding.key,
            version=finding.version_id,
        )

    ctx = system_context(tenant_id, "evidence.verify")
    await verify_evidence(database, ctx, tell, sample=NIGHTLY_SAMPLE)

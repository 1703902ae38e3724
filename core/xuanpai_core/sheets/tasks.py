"""The sheet room's jobs."""

from uuid import UUID

from xuanpai_core.db.session import Database
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.jobs.tasks import task
from xuanpai_core.sheets.printing import PRINT_TASK
from xuanpai_core.sheets.writing import fail_document, sweep_documents, write_document


async def give_up(database: Database, tenant_id: UUID, document_id: str) -> None:
    """Record that the document will not be tried again."""
    await fail_document(database, tenant_id, UUID(document_id), ExportFailure.INTERRUPTED)


@task(PRINT_TASK, gave_up=give_up)
async def print_document(database: Database, tenant_id: UUID, document_id: str) -> None:
    """Write one document."""
    await write_document(database, tenant_id, UUID(document_id))


@task("sheets.sweep", cron="35 * * * *")
async def sweep(database: Database, tenant_id: UUID) -> None:
    """Remove what is past its time, every hour."""
    await sweep_documents(database, tenant_id)

"""Takes away the files whose time is up: of whatever is written on request and kept for a while."""

# ``Any``: the model of whatever is kept, which has its own table and no class in common with the others.
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.exports.models import ExportState

_AT_ONCE: Final = 200


async def expire_files(database: Database, tenant_id: UUID, made: type[Any], subject_type: str, job: str) -> int:
    """Remove the files of ``made`` that are past their time, and record it (``<subject_type>:expire``).

    ``made`` has ``tenant_id``, ``id``, ``state`` (an ``ExportState``), ``expires_at`` and ``object_key``.

    Returns how many. A job, under whose name it is done: the file goes first, so that a run after a crash finds it due.
    """
    ctx = system_context(tenant_id, job)
    due = (
        select(made)
        .where(made.tenant_id == tenant_id, made.state == ExportState.READY, made.expires_at <= database.clock.now())
        .order_by(made.expires_at)
        .limit(_AT_ONCE)
    )
    async with database.read(ctx) as work:
        keys = {file.id: file.object_key for file in await work.session.scalars(due)}
    for key in filter(None, keys.values()):
        await database.ports.objects.remove(key)
    async with database.work(ctx) as work:
        for file_id in keys:
            file = await work.session.get_one(made, (tenant_id, file_id))
            file.state = ExportState.EXPIRED
            record(work, f"{subject_type}:expire", subject_type, file_id)
    return len(keys)

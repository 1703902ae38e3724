"""A document that somebody asked for and a worker makes on their behalf: claimed, stored, and said to be there.

Each kind has a table of its own, with the columns in common that these statements name; what stands in a document is
its own room's matter. Files whose time is up are taken away by ``exports.expiring``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.jobs.identity_context import context_of

_CLAIM = """
UPDATE {table} SET state = 'RUNNING'
 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
RETURNING requested_by, {asked}
"""

_FAIL = """
UPDATE {table} SET state = 'FAILED', failure = $3, finished_at = $4
 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
"""

_FINISH = """
UPDATE {table}
   SET state = 'READY', row_count = $3, extent = $4::jsonb, object_key = $5, version_id = $6,
       finished_at = $7, expires_at = $8
 WHERE tenant_id = $1 AND id = $2 AND state = 'RUNNING'
RETURNING id
"""

_TENANT_NAME = "SELECT name FROM tenant WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its table, what whoever asks for it must be allowed, and the columns that say what it is of.

    ``called``: what its jobs are called in the trail, before the document's id.
    """

    table: str
    action: Action
    asked: tuple[str, ...]
    called: str


@dataclass(frozen=True, slots=True)
class Order:
    """A document that is being made: of what (``Kind.asked``), on behalf of whom, and how far it may go."""

    id: UUID
    asked: Mapping[str, Any]
    ctx: RequestContext
    reach: Extent


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of it: how many rows, ``extent`` (plain JSON) of the rights it was made with, where it lies."""

    rows: int
    extent: Mapping[str, Any]
    object_key: str
    version: str | None


async def claim(database: Database, tenant_id: UUID, kind: Kind, document_id: UUID) -> Order | None:
    """Mark the document as being made; ``None`` when it is finished, or when its requester may not have it now."""
    async with database.transaction(tenant_id) as transaction:
        query = _CLAIM.format(table=kind.table, asked=", ".join(kind.asked))
        row = await transaction.driver.fetchrow(query, tenant_id, document_id)
        if row is None:
            return None
        request_id = f"{kind.called}:{document_id}"
        ctx = await context_of(transaction, row["requested_by"], today(database.clock), request_id=request_id)
        reach = Extent() if ctx is None else extent(ctx, kind.action)
        if ctx is not None and not reach.empty:
            return Order(document_id, dict(row), ctx, reach)
    await fail(database, tenant_id, kind, document_id, ExportFailure.RIGHTS_ENDED)
    return None


async def fail(database: Database, tenant_id: UUID, kind: Kind, document_id: UUID, failure: str) -> None:
    """Say that there will be no file."""
    async with database.transaction(tenant_id) as transaction:
        query, now = _FAIL.format(table=kind.table), database.clock.now()
        await transaction.driver.execute(query, tenant_id, document_id, str(failure), now)


async def one_instant(work: Work) -> str:
    """Let everything that this transaction reads be of one instant; returns the tenant's name. To be called first."""
    await work.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    name: str = await work.driver.fetchval(_TENANT_NAME, work.tenant_id)
    return name


async def finish(work: Work, kind: Kind, order: Order, made: Made) -> bool:
    """Say that the file is there, for ``Settings.export_keep_hours``; false when another run has said so."""
    now = work.clock.now()
    finished = await work.driver.fetchval(
        _FINISH.format(table=kind.table),
        work.tenant_id,
        order.id,
        made.rows,
        orjson.dumps(made.extent).decode(),
        made.object_key,
        made.version,
        now,
        now + timedelta(hours=work.ports.settings.export_keep_hours),
    )
    return finished is not None

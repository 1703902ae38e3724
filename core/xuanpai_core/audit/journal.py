"""Writes down what was read: reading transactions cannot write, so the events of many share one that can.

While one batch of a tenant is being committed, the next gathers; so a crowd of readers pays for few commits. Each
waits for its own batch, and is answered only when that is on disk.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from xuanpai_core.audit.chain import READERS, WRITERS, append
from xuanpai_core.audit.content import Event
from xuanpai_core.audit.service import read_event
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Unavailable
from xuanpai_core.libraries import structlog

_log = structlog.get_logger(__name__)

Waiting = list[tuple[Event, "asyncio.Future[None]"]]


class NotWritten(Unavailable):
    """What was read could not be written down, so it is not handed out."""

    code = "AUDIT_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("查阅记录没有写成,按规定不能给出个人信息。请稍后再试;多次出现请联系系统管理员。")


class Journal:
    """One process's readers; its events have a lane of the chain that no writer waits for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lane = WRITERS + os.getpid() % READERS
        self._waiting: defaultdict[UUID, Waiting] = defaultdict(list)
        self._writers: dict[UUID, asyncio.Task[None]] = {}

    async def write(
        self,
        ctx: RequestContext,
        action: str,
        subject_type: str,
        subject_ids: Sequence[object],
        fields: Sequence[str],
        detail: Mapping[str, Any],
    ) -> None:
        """Write down that ``ctx``'s person read these fields of these subjects; raises ``NotWritten``."""
        event = read_event(
            ctx, self._database.clock, action, subject_type, subject_ids, fields, detail=detail, lane=self._lane
        )
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[ctx.tenant_id].append((event, done))
        if ctx.tenant_id not in self._writers:
            self._writers[ctx.tenant_id] = asyncio.create_task(self._drain(ctx.tenant_id))
        # Whoever gives up waiting takes nothing from the others of the batch.
        await asyncio.shield(done)

    async def _drain(self, tenant_id: UUID) -> None:
        try:
            while batch := self._waiting.pop(tenant_id, []):
                await self._commit(tenant_id, batch)
        finally:
            del self._writers[tenant_id]

    async def _commit(self, tenant_id: UUID, batch: Waiting) -> None:
        try:
            async with self._database.transaction(tenant_id) as transaction:
                await append(transaction, [event for event, _ in batch])
        except (Unavailable, OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            _log.exception("reads were not written down", tenant_id=str(tenant_id), events=len(batch))
            for _, done in batch:
                if not done.done():
                    done.set_exception(NotWritten())
        else:
            for _, done in batch:
                if not done.done():
                    done.set_result(None)

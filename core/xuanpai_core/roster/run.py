"""Carries out an import: reads the file, judges every row, and writes all of them or none.

The report and everything that an import makes are committed together with its final state, in one transaction: a
run that was cut off left nothing, and running it again is right.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

import orjson

from xuanpai_core.attendance.service import open_month
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import permits, require
from xuanpai_core.cadres.service import count_cadres
from xuanpai_core.clock import Clock, today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Transaction, Work
from xuanpai_core.jobs.identity_context import context_of
from xuanpai_core.periods import Month, month_start
from xuanpai_core.roster import repository
from xuanpai_core.roster.effects import Created, count_effects, write_rows
from xuanpai_core.roster.errors import FileRefused, Problem, ProblemCode, refusal
from xuanpai_core.roster.lookups import look_up
from xuanpai_core.roster.models import ImportState
from xuanpai_core.roster.parse import read_roster
from xuanpai_core.roster.rows import RosterRow, read_row
from xuanpai_core.roster.validate import Report, judge


@dataclass(frozen=True, slots=True)
class Order:
    """An import that is being carried out, on behalf of whom, and of which file."""

    import_id: UUID
    dry_run: bool
    file_sha256: bytes
    object_key: str
    ctx: RequestContext


@dataclass(slots=True)
class Result:
    """What came of it: SUCCEEDED when there is no problem at all, else FAILED with nothing written."""

    row_count: int = 0
    report: Report = field(default_factory=Report)
    created: Created = field(default_factory=Created)

    @classmethod
    def refused(cls, problems: Sequence[Problem], row_count: int = 0) -> "Result":
        """A file that is not imported for reasons of its own."""
        result = cls(row_count)
        result.report.add(problems)
        return result

    @property
    def state(self) -> ImportState:
        """The final state of the import."""
        return ImportState.FAILED if self.report.count else ImportState.SUCCEEDED


async def run_import(database: Database, tenant_id: UUID, import_id: UUID) -> None:
    """Carry out the import unless that was done before; safe to run again after a crash."""
    order = await _claim(database, tenant_id, import_id)
    if order is None:
        return
    try:
        rows = await _read_rows(database, order)
    except FileRefused as refused:
        async with database.work(order.ctx) as work:
            await _finish(work.transaction, database.clock, order.import_id, Result.refused(refused.problems))
        return
    async with database.work(order.ctx) as work:
        await _carry_out(work, order, rows)


async def abandon_import(database: Database, tenant_id: UUID, import_id: UUID) -> None:
    """Say that the import failed when no further try will be made."""
    message = "导入多次被系统故障中断，没有写入任何内容。请稍后重新提交；如仍不行，请联系系统管理员。"
    result = Result.refused([Problem(ProblemCode.IMPORT_INTERRUPTED, message)])
    async with database.transaction(tenant_id) as transaction:
        await _finish(transaction, database.clock, import_id, result)


async def _claim(database: Database, tenant_id: UUID, import_id: UUID) -> Order | None:
    """Mark the import as running; ``None`` when it is finished, or when its requester may no longer import."""
    async with database.transaction(tenant_id) as transaction:
        row = await transaction.driver.fetchrow(repository.CLAIM, tenant_id, import_id)
        if row is None:
            return None
        day = today(database.clock)
        ctx = await context_of(transaction, row["requested_by"], day, request_id=f"roster-import:{import_id}")
        if ctx is None or not permits(ctx, Action.ROSTER_IMPORT):
            message = "提交人已停用或不再有导入名册的权限，没有导入。请由有权限的人重新提交。"
            result = Result.refused([Problem(ProblemCode.RIGHTS_ENDED, message)])
            await _finish(transaction, database.clock, import_id, result)
            return None
        object_key = await transaction.driver.fetchval(repository.FILE, tenant_id, row["evidence_id"])
        return Order(import_id, row["dry_run"], row["file_sha256"], object_key, ctx)


async def _read_rows(database: Database, order: Order) -> list[RosterRow]:
    """Fetch and read the file outside any transaction, in a thread, so that the heartbeat goes on."""
    limits = database.ports.settings
    content = await database.ports.objects.read(order.object_key, limits.roster_max_bytes + 1)
    if len(content) > limits.roster_max_bytes:
        size = limits.roster_max_bytes // (1024 * 1024)
        raise refusal(ProblemCode.FILE_TOO_LARGE, f"文件超过 {size} MB，请按县（市、区）拆分后分别导入。")
    return await asyncio.to_thread(_rows_of, content, order.file_sha256, limits.roster_max_rows, today(database.clock))


def _rows_of(content: bytes, expected_sha256: bytes, max_rows: int, day: date) -> list[RosterRow]:
    if sha256(content).digest() != expected_sha256:
        raise refusal(ProblemCode.FILE_CHANGED, "存储中的文件与上传时不一致，没有导入。请重新上传名册。")
    return [read_row(raw, day) for raw in read_roster(content, max_rows)]


async def _carry_out(work: Work, order: Order, rows: Sequence[RosterRow]) -> None:
    await work.driver.execute(repository.TAKE_TURNS, str(work.tenant_id))
    state = await work.driver.fetchval(repository.STATE, work.tenant_id, order.import_id)
    if state != ImportState.RUNNING:
        return
    before = await work.driver.fetchrow(repository.IMPORTED_BEFORE, work.tenant_id, order.file_sha256)
    if before is not None:
        message = "这个文件已经导入过，没有重复导入。如有新增人员，请只保留新增的行，另存后重新上传。"
        result = Result.refused([Problem(ProblemCode.FILE_ALREADY_IMPORTED, message)], len(rows))
    else:
        result = await _judge_and_write(work, order, rows)
    await _finish(work.transaction, work.clock, order.import_id, result)


async def _judge_and_write(work: Work, order: Order, rows: Sequence[RosterRow]) -> Result:
    known = await look_up(work, rows)
    report = judge(rows, known, require(work.ctx, Action.ROSTER_IMPORT))
    if report.count:
        return Result(len(rows), report)
    created = await count_effects(work, rows, known)
    over_quota = await _over_quota(work, created.cadres)
    if over_quota is not None:
        return Result.refused([over_quota], len(rows))
    if not order.dry_run:
        await write_rows(work, rows, known)
        # Whoever was just imported belongs in this month's figures from today on.
        await open_month(work, Month(month_start(today(work.clock))))
        numbers = {"cadres": created.cadres, "units": created.units, "postings": created.postings}
        record(work, "roster:imported", "roster_import", order.import_id, rows=len(rows), detail=numbers)
    return Result(len(rows), report, created)


async def _over_quota(work: Work, added: int) -> Problem | None:
    limit = await work.driver.fetchval(repository.MAX_CADRES, work.tenant_id)
    if limit is None:
        return None
    total = await count_cadres(work) + added
    if total <= limit:
        return None
    message = f"本租户最多登记 {limit} 名干部，导入后将有 {total} 名，没有导入。请联系平台运营员调整额度。"
    return Problem(ProblemCode.QUOTA_EXCEEDED, message)


async def _finish(transaction: Transaction, clock: Clock, import_id: UUID, result: Result) -> None:
    """Write the final state, unless the import has one."""
    await transaction.driver.execute(
        repository.FINISH,
        transaction.tenant_id,
        import_id,
        str(result.state),
        result.row_count,
        result.report.count,
        orjson.dumps([problem.as_json() for problem in result.report.problems]).decode(),
        result.created.cadres,
        result.created.units,
        result.created.postings,
        clock.now(),
    )

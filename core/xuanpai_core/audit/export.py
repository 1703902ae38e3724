"""The trail as a workbook, for whoever audits elsewhere; taking it out is itself an event."""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import orjson
from sqlalchemy import Row

from xuanpai_core.audit.search import TrailFilter, count_events, events
from xuanpai_core.audit.service import EVERYTHING, record_read
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import SHANGHAI, today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.spreadsheets import cell_text, marked_sheet, open_workbook

REASON_LIMIT = 500
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet takes for the start of a formula when it reads the text anew (ASVS 1.2.10).
_CELL_LIMIT = 32_000
TITLES = (
    "时间",
    "类别",
    "操作人",
    "账号编号",
    "身份",
    "动作",
    "对象类别",
    "对象编号",
    "原因",
    "变更前",
    "变更后",
    "详情",
    "来源地址",
    "请求编号",
    "链",
    "序号",
    "指纹",
)
_KINDS = {"READ": "查阅", "WRITE": "操作"}


async def export_trail(database: Database, ctx: RequestContext, narrow: TrailFilter, reason: str) -> str:
    """A short-lived link to a workbook of the events, newest first.

    Raises ``Forbidden``, ``Invalid`` (``REASON_REQUIRED``, ``TOO_MANY_ROWS``, ``NOTHING_TO_EXPORT``), ``Unavailable``.
    """
    require(ctx, Action.AUDIT_EXPORT)
    words = reason.strip()
    if not words or len(words) > REASON_LIMIT or "\0" in words:
        raise Invalid(f"请写明导出的原因,不超过 {REASON_LIMIT} 字。", code="REASON_REQUIRED")
    async with database.read(ctx) as work:
        rows = await _room_for(work, narrow)
        content = await _workbook(work, narrow)
    day = today(database.clock)
    key = f"{exports_of(ctx, day)}{new_id()}.xlsx"
    version = await database.ports.objects.put(key, content, CONTENT_TYPE)
    async with database.work(ctx) as work:
        said = {"filter": narrow.as_json(), "events": rows, "object_key": key}
        record_read(work, Action.AUDIT_EXPORT, "audit_event", [EVERYTHING], ["*"], reason=words, **said)
    ttl = database.settings.download_ttl_seconds
    return database.ports.objects.download_url(key, f"审计记录-{day}.xlsx", CONTENT_TYPE, ttl, version)


def exports_of(ctx: RequestContext, day: date | None = None) -> str:
    """Where a tenant's exports of the trail lie until the night, or those of one day."""
    folder = f"audit-exports/{ctx.tenant_id}/"
    return folder if day is None else f"{folder}{day}/"


async def sweep_exports(database: Database, ctx: RequestContext) -> int:
    """Remove the files of past days; returns how many. A link to one lives for a minute."""
    kept = exports_of(ctx, today(database.clock))
    old = [key for key in await database.ports.objects.keys(exports_of(ctx)) if not key.startswith(kept)]
    for key in old:
        await database.ports.objects.remove(key)
    return len(old)


async def _room_for(work: Work, narrow: TrailFilter) -> int:
    limit = work.ports.settings.audit_export_max_rows
    rows = await count_events(work, narrow, limit)
    if rows > limit:
        raise Invalid(f"符合条件的记录超过 {limit} 条,请缩短时间范围后分几次导出。", code="TOO_MANY_ROWS")
    if not rows:
        raise Invalid("没有符合条件的记录,请放宽条件后再导出。", code="NOTHING_TO_EXPORT")
    return rows


async def _workbook(work: Work, narrow: TrailFilter) -> bytes:
    at = work.clock.now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    mark = f"{work.ctx.actor.name}(账号 {work.ctx.actor.account_id})于 {at} 导出;含个人信息,仅限审计使用,不得外传"
    with await asyncio.to_thread(_Book, mark) as book:
        async for page in events(work, narrow):
            await asyncio.to_thread(book.add, page)
        return await asyncio.to_thread(book.content)


class _Book:
    """A workbook that is written row by row to a temporary file, so that memory does not grow with it."""

    def __init__(self, mark: str) -> None:
        self._folder = TemporaryDirectory(prefix="xuanpai-audit-")
        self._path = Path(self._folder.name) / "audit.xlsx"
        self._book = open_workbook(self._path)
        self._book.set_properties({"title": "审计记录", "comments": mark})
        self._sheet = marked_sheet(self._book, "审计记录", mark)
        self._row = 1
        self._write(TITLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def add(self, page: Sequence[Row[Any]]) -> None:
        """Write these events."""
        for row in page:
            self._write(_cells(row))

    def content(self) -> bytes:
        """Close the workbook and return the file."""
        self._book.close()
        return self._path.read_bytes()

    def _write(self, cells: Sequence[str]) -> None:
        for place, text in enumerate(cells):
            if text:
                self._sheet.write_string(self._row, place, cell_text(text)[:_CELL_LIMIT])
        self._row += 1


def _cells(row: Row[Any]) -> Sequence[str]:
    return (
        row.at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="milliseconds"),
        _KINDS[row.kind],
        row.person or "",
        str(row.account_id),
        "、".join(row.capacity or ()),
        row.action,
        row.subject_type,
        row.subject_id,
        row.reason or "",
        _json(row.before),
        _json(row.after),
        _json(row.detail),
        row.address,
        row.request_id,
        "" if row.lane is None else str(row.lane),
        "" if row.seq is None else str(row.seq),
        "" if row.hash is None else row.hash.hex(),
    )


def _json(value: Any) -> str:
    return "" if value is None else orjson.dumps(value, default=str).decode()

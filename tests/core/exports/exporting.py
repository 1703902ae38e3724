"""Drives an export the way the product does: a request, the real queue, a real worker, the file from the store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from io import BytesIO
from uuid import UUID

from python_calamine import load_workbook

from tests.factories.world import World
from xuanpai_core.db.session import Database
from xuanpai_core.exports.models import CadreExport
from xuanpai_core.exports.selection import Selection
from xuanpai_core.exports.service import Asked, export_cadres
from xuanpai_core.exports.workbook import NOTES, SHEET
from xuanpai_core.jobs.worker import run_worker

REASON = "年度考核需要核对名单"


@asynccontextmanager
async def with_settings(world: World, **changed: object) -> AsyncIterator[World]:
    """The same world in a process with other settings."""
    settings = world.database.settings.model_copy(update=changed)
    database = Database(settings, replace(world.database.ports, settings=settings), world.database.clock)
    try:
        yield replace(world, database=database)
    finally:
        await database.close()


async def ask(world: World, person: str, selection: Selection | None = None, key: str = "export-01") -> Asked:
    """Ask for an export."""
    async with world.database.work(world.ctx(person)) as work:
        return await export_cadres(work, selection or Selection(), REASON, key)


async def written(world: World, person: str, selection: Selection | None = None, key: str = "export-01") -> CadreExport:
    """Ask, and let a worker write it."""
    asked = await ask(world, person, selection, key)
    await run_worker(world.database, world.database.settings, until_empty=True)
    return await stored(world, asked.export_id)


async def stored(world: World, export_id: UUID | None) -> CadreExport:
    """The export as it is in the database."""
    assert export_id is not None
    async with world.database.read(world.ctx("province")) as work:
        return await work.session.get_one(CadreExport, (world.tenant_id, export_id))


async def content_of(world: World, export: CadreExport) -> bytes:
    """The file's bytes."""
    assert export.object_key is not None
    return await world.database.ports.objects.read(export.object_key, 10_000_000)


async def sheets(world: World, export: CadreExport) -> tuple[list[list[str]], list[list[str]]]:
    """The cells of the list and of the notes."""
    book = load_workbook(BytesIO(await content_of(world, export)))
    return tuple(  # type: ignore[return-value]
        [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).iter_rows()] for name in (SHEET, NOTES)
    )


async def names(world: World, export: CadreExport) -> set[str]:
    """Whom the file lists."""
    rows, _ = await sheets(world, export)
    return {row[0] for row in rows[2:]}

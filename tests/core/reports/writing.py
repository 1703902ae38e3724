"""What people do with reports, each in a transaction of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.reports.service import (
    HandIn,
    Prefilled,
    WantedReport,
    WrittenReport,
    prefilled_report,
    return_report,
    save_report,
    submit_report,
)

Q3 = date(2025, 8, 1)
PROGRESS: Mapping[str, object] = {"progress": "协调硬化村道。"}
UNIT, COMMITTEE = "SENDING_UNIT", "HIGHER_COMMITTEE"
TABLES = ("report", "report_line", "report_recipient", "deed", "audit_event", "idempotency_key")


async def put_in_force(world: World, plugin: str, region_code: str, since: date = date(2025, 1, 1)) -> None:
    """Put a plugin's rules in force over a place."""
    async with world.database.work(world.ctx("admin")) as work:
        await activate(work, NewActivation(plugin, region_code, since), str(new_id()))


def wanted(world: World, cadre: str = "王建国", form: str = "report.quarter", day: date = Q3) -> WantedReport:
    """The report of a cadre's posting."""
    return WantedReport(form, day, world.postings[cadre])


async def prefilled(world: World, person: str, asked: WantedReport) -> Prefilled:
    """The report to be written, as ``person`` gets it."""
    async with world.database.read(world.ctx(person)) as work:
        return await prefilled_report(work, asked)


async def save(world: World, person: str, asked: WantedReport, key: str | None = None, **more: Any) -> UUID:
    """Write a report as ``person``."""
    written = WrittenReport(asked, **({"content": PROGRESS} | more))
    async with world.database.work(world.ctx(person)) as work:
        return await save_report(work, written, key or str(new_id()))


async def submit(world: World, person: str, report_id: UUID, *recipients: str, on: date | None = None) -> UUID:
    """Hand a report in as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await submit_report(work, HandIn(report_id, recipients, on), str(new_id()))


async def give_back(world: World, person: str, report_id: UUID, reason: str = "数字请核实。") -> UUID:
    """Give a report back as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await return_report(work, report_id, reason, str(new_id()))


async def rows(world: World, table: str) -> list[dict[str, Any]]:
    """The tenant's rows of one table, in the order of their text."""
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.driver.fetch(
            f"SELECT * FROM {table} t WHERE t.tenant_id = $1 ORDER BY t::text",  # noqa: S608 -- a name from a test
            world.tenant_id,
        )
    return [dict(row) for row in found]


async def footprint(world: World) -> dict[str, list[dict[str, Any]]]:
    """All rows of every table that a report may touch."""
    return {table: await rows(world, table) for table in TABLES}


async def refused(world: World, act: Any) -> XuanpaiError:
    """The refusal of ``act``, which has left everything as it was."""
    before = await footprint(world)
    with pytest.raises(XuanpaiError) as refusal:
        await act
    assert await footprint(world) == before
    return refusal.value


async def deeds(world: World) -> list[dict[str, Any]]:
    """What reports count for, once for each deed."""
    found = {}
    for row in await rows(world, "deed"):
        if row["record_type"] == "report":
            found[row["record_key"], row["kind"]] = row
    return list(found.values())


async def line(world: World, code: str) -> dict[str, Any]:
    """The one stored line of that code."""
    (found,) = [row for row in await rows(world, "report_line") if row["code"] == code]
    return found

"""An upgraded plugin rules from the day of the upgrade on; no earlier day changes, and no closed month."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from pydantic import Field
from sqlalchemy import delete, select

from tests.core.attendance.acts import register
from tests.core.parameters.paper_region import PAPER, PaperParameters, paper, paper_host
from tests.core.plugins.activating import fresh_key, work_with
from tests.core.sheets.test_sheets import ON_DUTY, seal, sign, total
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.duties.models import DutyOccurrence
from xuanpai_core.plugins.api import Duty
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.plugins.service import NewActivation, activate, rules_in_force
from xuanpai_core.rulebooks.models import RuleInForce
from xuanpai_core.rulebooks.refreshing import refresh
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.rulebooks.tasks import refresh_rules

START = date(2025, 1, 1)


async def put_in_force(world: World, host: PluginHost, place: str = "2107", plugin: str = PAPER) -> UUID:
    async with work_with(world, "admin", host) as work:
        return await activate(work, NewActivation(plugin, place, START), fresh_key())


async def stored(world: World, matter: str) -> list[tuple[str, date, date | None, Any]]:
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.session.scalars(
            select(RuleInForce)
            .where(RuleInForce.tenant_id == world.tenant_id, RuleInForce.matter == matter)
            .order_by(RuleInForce.valid_from)
        )
        return [(row.plugin_version, row.valid_from, row.valid_to, row.content.get("at_least")) for row in rows]


async def refreshed(world: World, host: PluginHost, activation_id: UUID) -> int:
    async with work_with(world, "admin", host) as work:
        return await refresh(work, activation_id)


async def test_a_new_version_rules_from_today_on_and_the_past_stays(world: World) -> None:
    activation_id = await put_in_force(world, paper_host())
    newer = paper_host(version="0.2.0", study=3)

    changed = await refreshed(world, newer, activation_id)
    again = await refreshed(world, newer, activation_id)

    assert (changed, again) == (2, 0)
    assert await stored(world, "paper.study") == [
        ("0.1.0", START, date(2025, 10, 24), 1),
        ("0.2.0", date(2025, 10, 24), None, 3),
    ]
    assert await stored(world, "paper.visits") == [("0.1.0", START, None, 2)]
    async with world.database.read(world.ctx("admin")) as work:
        rules = await rulebooks(work)
        owed = [rules.one(Duty, "paper.study", FANGSHAN, day) for day in (date(2025, 10, 23), date(2025, 10, 24))]
        audited = await work.session.scalar(
            select(AuditEvent.detail).where(
                AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == "rulebook:refresh"
            )
        )
    assert [found[1].at_least for found in owed if found] == [1, 3]
    assert audited == {"plugin": PAPER, "version": "0.2.0", "since": "2025-10-24", "rules": 2}


async def test_an_upgrade_that_is_taken_back_leaves_no_overlap(world: World) -> None:
    activation_id = await put_in_force(world, paper_host())
    await refreshed(world, paper_host(version="0.2.0", study=3), activation_id)

    await refreshed(world, paper_host(version="0.2.1"), activation_id)

    assert await stored(world, "paper.study") == [
        ("0.1.0", START, None, 1),
        ("0.2.0", date(2025, 10, 24), date(2025, 10, 24), 3),
    ]


async def test_an_activation_of_which_nothing_is_stored_is_laid_down_from_its_own_first_day(world: World) -> None:
    activation_id = await put_in_force(world, paper_host())
    await _forget(world)

    assert await refreshed(world, paper_host(), activation_id) == 4
    assert await stored(world, "paper.study") == [("0.1.0", START, None, 1)]


async def test_a_closed_month_is_left_alone(world: World, clock: FixedClock) -> None:
    activation_id = await put_in_force(world, paper_host())
    clock.instant = datetime(2025, 11, 2, 9, 0, tzinfo=SHANGHAI)
    await register(world, "clerk", "王建国", date(2025, 10, 20), ON_DUTY)
    world.database.ports = replace(world.database.ports, plugins=paper_host())
    await total(world)
    await sign(world)
    await seal(world)
    await _forget(world)

    await refreshed(world, paper_host(), activation_id)

    assert await stored(world, "paper.study") == [("0.1.0", date(2025, 11, 1), None, 1)]


async def test_the_job_goes_on_where_a_plugin_cannot_answer(world: World, database: Database) -> None:
    def torn(parameters: PaperParameters) -> None:
        raise RuntimeError("torn")

    both = PluginHost.of({PAPER: paper(), "region_torn": paper("region_torn")})
    await put_in_force(world, both, "2101", "region_torn")
    await put_in_force(world, both)
    broken = paper("region_torn", version="0.2.0")
    rulebook = broken.rulebook
    torn.xuanpai_impl = rulebook.xuanpai_impl  # type: ignore[attr-defined]
    broken.rulebook = torn  # type: ignore[attr-defined]
    newer = PluginHost.of({PAPER: paper(version="0.2.0", study=3), "region_torn": broken})
    database.ports = replace(database.ports, plugins=newer)

    await refresh_rules(database, world.tenant_id)

    rows = await stored(world, "paper.study")
    assert [row for row in rows if row[2] is None] == [
        ("0.1.0", START, None, 1),
        ("0.2.0", date(2025, 10, 24), None, 3),
    ]


class Fewer(PaperParameters):
    """A later version that still knows all of it, and one thing more."""

    extra: int = Field(default=1, ge=1, le=3, title="新增项", description="后来新增的参数。")


async def test_what_a_newer_version_has_retired_is_left_aside_when_it_is_read(world: World) -> None:
    activation_id = await put_in_force(world, PluginHost.of({PAPER: paper(parameters=Fewer)}))
    retiring = paper_host(version="0.2.0", retired_parameters=("extra",))
    forgetting = paper_host(version="0.2.0")

    async with work_with(world, "admin", retiring) as work:
        held = (await rules_in_force(work)).covering(FANGSHAN, START)
    await refreshed(world, retiring, activation_id)
    with pytest.raises(InvalidPluginParameters):
        await refreshed(world, forgetting, activation_id)

    assert [one.parameters.model_dump()["visits"] for one in held] == [2]
    async with world.database.read(world.ctx("admin")) as work:
        kept = await work.session.scalar(
            select(PluginActivation.parameters).where(PluginActivation.tenant_id == world.tenant_id)
        )
    assert kept is not None
    assert kept["extra"] == 1


def test_a_parameter_is_not_used_and_retired_at_once() -> None:
    with pytest.raises(ValueError, match="参数 visits 既在使用又列为已取消"):
        paper(retired_parameters=("visits",))


async def _forget(world: World) -> None:
    """As it was before rules were stored."""
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(delete(DutyOccurrence).where(DutyOccurrence.tenant_id == world.tenant_id))
        await work.session.execute(delete(RuleInForce).where(RuleInForce.tenant_id == world.tenant_id))

"""Core alone, each plugin, and all of them together: installed, upgraded, deactivated, reactivated, and gone."""

import importlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import pytest_asyncio

from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.plugins.api import Cadence, Clause, Duty, Rulebook, Subject, hookimpl
from xuanpai_core.plugins.errors import UnknownPlugin
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.service import NewActivation, activate, deactivate
from xuanpai_core.ports import Ports
from xuanpai_core.regions.service import name_on
from xuanpai_core.rulebooks.refreshing import refresh, running_activations
from xuanpai_core.rulebooks.service import rulebooks

CODES = tuple(sorted(path.name for path in (Path(__file__).parents[2] / "plugins").glob("region_*")))
# One place each: two plugins cannot rule on one matter at one place.
PLACES = {
    "region_jinzhou": "2107",
    "region_yixian": "210727",
    "region_fujian_county": "210726",
    "region_dingyuan": FANGSHAN,
    "region_hedong": "210726102",
    "region_luxi": "210727101",
    "region_qinghai": "210727102",
}
STARTS, TODAY = date(2025, 9, 1), date(2025, 10, 24)
EXTRA = Duty(
    matter="added.by_upgrade",
    title="新版本增加的事项",
    clause=Clause(document="《修订办法》", words="每年总结一次", reference="修订-01"),
    subject=Subject.COUNTY,
    cadence=Cadence.YEAR,
    fulfilled_by=("meeting",),
)
Install = Callable[..., Database]


def _plugin(code: str, *, upgraded: bool) -> ModuleType:
    module = importlib.import_module(f"xuanpai_{code}")
    if not upgraded:
        return module
    newer = ModuleType(module.__name__)
    newer.__dict__.update({name: getattr(module, name) for name in module.__all__})

    @hookimpl
    def rulebook(parameters: Any) -> Rulebook:
        book: Rulebook = module.rulebook(parameters)
        return replace(book, duties=(*book.duties, EXTRA))

    newer.__dict__.update(metadata=replace(module.metadata, version="9.0.0"), rulebook=rulebook)
    return newer


@pytest_asyncio.fixture
async def install(settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Install]:
    """Make the system anew with just these plugins, as an operator does who installs and restarts."""
    made: list[Database] = []

    def with_plugins(codes: Sequence[str], *, upgraded: bool = False) -> Database:
        host = PluginHost.of({code: _plugin(code, upgraded=upgraded) for code in codes})
        made.append(Database(settings, replace(ports, plugins=host), clock))
        return made[-1]

    yield with_plugins
    for database in made:
        await database.close()


async def _matters(database: Database, world: World, code: str, on: date) -> set[str]:
    """The matters on which this plugin rules at its place on that day."""
    async with database.read(world.ctx("admin")) as work:
        found = (await rulebooks(work)).in_force(PLACES[code], on).values()
        return {rule.matter for rule in found if rule.plugin == code}


def _laid_down(database: Database, code: str) -> set[str]:
    host = database.ports.plugins
    book = host.rulebook(code, host.parse_parameters(code, {}))
    return {rule.matter for rule in book.rules()} | set(host.decides(code))


async def _activate(database: Database, world: World, code: str, since: date) -> Any:
    async with database.work(world.ctx("admin")) as work:
        return await activate(work, NewActivation(code, PLACES[code], since), f"{code}-{since}")


async def _works_without_rules(database: Database, world: World) -> None:
    """What every province needs, whatever is installed."""
    async with database.read(world.ctx("county")) as work:
        assert (await name_on(work, FANGSHAN, TODAY))[0] == "芳山镇"
        assert (await rulebooks(work)).in_force("2101", TODAY) == {}


@pytest.mark.parametrize(
    "codes", [(), *((code,) for code in CODES), CODES], ids=lambda codes: "+".join(codes) or "core"
)
async def test_a_plugin_comes_is_upgraded_goes_and_comes_back(
    world: World, install: Install, codes: tuple[str, ...]
) -> None:
    database = install(codes)
    await _works_without_rules(database, world)
    activations = {code: await _activate(database, world, code, STARTS) for code in codes}
    for code in codes:
        assert await _matters(database, world, code, TODAY) == _laid_down(database, code)
        assert await _matters(database, world, code, date(2025, 8, 31)) == set()

    upgraded = install(codes, upgraded=True)
    for _ in range(2):
        async with upgraded.read(world.ctx("admin")) as work:
            running = await running_activations(work)
        for activation_id in running:
            async with upgraded.work(world.ctx("admin")) as work:
                await refresh(work, activation_id)
    for code in codes:
        assert await _matters(upgraded, world, code, TODAY) == _laid_down(upgraded, code)
        assert await _matters(upgraded, world, code, date(2025, 10, 23)) == _laid_down(database, code)

    for code in codes:
        async with upgraded.work(world.ctx("admin")) as work:
            await deactivate(work, activations[code], date(2025, 11, 1), f"off-{code}")
        assert await _matters(upgraded, world, code, date(2025, 11, 1)) == set()
        assert await _matters(upgraded, world, code, TODAY) == _laid_down(upgraded, code)

    for code in codes:
        await _activate(upgraded, world, code, date(2025, 12, 1))
        assert await _matters(upgraded, world, code, date(2025, 11, 30)) == set()
        assert await _matters(upgraded, world, code, date(2025, 12, 1)) == _laid_down(upgraded, code)

    await _works_without_rules(install(()), world)


async def test_what_is_not_installed_cannot_be_activated(world: World, install: Install) -> None:
    database = install(())

    with pytest.raises(UnknownPlugin):
        await _activate(database, world, "region_jinzhou", STARTS)

    async with database.read(world.ctx("admin")) as work:
        assert (await rulebooks(work)).in_force("2107", TODAY) == {}


async def test_a_plugin_that_is_uninstalled_while_in_force_fails_only_its_own_places(
    world: World, install: Install
) -> None:
    await _activate(install(("region_yixian",)), world, "region_yixian", STARTS)
    without = install(())

    # What it laid down stays; only what would have to be computed by it is missing.
    assert await _matters(without, world, "region_yixian", TODAY) == {
        "body",
        "meeting.symposium",
        "activity:meeting.symposium",
    }
    await _works_without_rules(without, world)

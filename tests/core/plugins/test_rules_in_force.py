"""What a tenant's stored activations answer, and what is installed."""

from datetime import date

import pytest

from tests.core.plugins.activating import JINZHOU, activate_on, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.facts import NORM_FACTS
from tests.plugins.sample_region import SampleRegion, region_with
from xuanpai_core.errors import Forbidden
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.errors import UnknownPlugin
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.service import installed, rules_in_force

TODAY = date(2025, 10, 24)


async def test_the_nearest_plugin_that_settles_the_matter_answers(world: World) -> None:
    county = SampleRegion("region_county")
    host = PluginHost.of(
        {
            "region_city": SampleRegion("region_city"),
            "region_county": county,
            "region_mute": region_with("region_mute", attendance_norm=lambda facts: None),
        }
    )
    await activate_on(world, host, "region_city", "2107", min_days=10)
    await activate_on(world, host, "region_county", "210726", min_days=15)
    await activate_on(world, host, "region_mute", FANGSHAN)

    async with work_with(world, "admin", host) as work:
        rules = await rules_in_force(work)
        village = rules.ask(hookspecs.attendance_norm, world.villages[FANGSHAN][0], TODAY, NORM_FACTS)
        neighbour = rules.ask(hookspecs.attendance_norm, "210727", TODAY, NORM_FACTS)
        nearest = rules.active(hookspecs.attendance_norm, FANGSHAN, TODAY)

    assert village is not None
    assert (village.decision.min_days, village.activation.plugin) == (15, "region_county")
    assert neighbour is not None
    assert (neighbour.decision.min_days, neighbour.activation.plugin) == (10, "region_city")
    assert nearest is not None
    assert nearest.code == "region_mute"


async def test_a_plugin_that_is_gone_fails_its_own_places_by_name_and_no_others(world: World) -> None:
    both = PluginHost.of({"region_city": SampleRegion("region_city"), "region_gone": SampleRegion("region_gone")})
    await activate_on(world, both, "region_city", "2107")
    await activate_on(world, both, "region_gone", "210726")
    left = PluginHost.of({"region_city": SampleRegion("region_city")})

    async with work_with(world, "admin", left) as work:
        rules = await rules_in_force(work)
        elsewhere = rules.active(hookspecs.attendance_norm, "210727", TODAY)
        with pytest.raises(UnknownPlugin, match="region_gone") as refused:
            rules.active(hookspecs.attendance_norm, "210726", TODAY)

    assert refused.value.error_code == "PLUGIN_NOT_INSTALLED"
    assert elsewhere is not None
    assert elsewhere.code == "region_city"


async def test_installed_plugins_show_their_parameters_as_a_schema(world: World) -> None:
    async with world.database.read(world.ctx("city")) as work:
        cards = {card.code: card for card in await installed(work)}

    jinzhou = cards[JINZHOU]
    assert jinzhou.name == "锦州市选派干部管理办法"
    assert jinzhou.region_codes == ("2107",)
    assert jinzhou.parameters_schema["properties"]["min_days_month"]["minimum"] == 20


async def test_a_cadre_is_not_shown_what_is_installed(world: World) -> None:
    async with world.database.read(world.ctx("王建国")) as work:
        with pytest.raises(Forbidden):
            await installed(work)

"""Batches under rules that begin, end, fail, or leave things open."""

from datetime import date
from typing import Any

import pytest

from tests.core.plugins.activating import activate_jinzhou, activate_on, fresh_key, work_with
from tests.core.stipends.paying import Q3, County, paid
from tests.factories.world import World
from tests.plugins.sample_region import CLAUSE, region_with
from xuanpai_core.errors import Conflict
from xuanpai_core.plugins.api import (
    DispatchLevel,
    Month,
    StipendDecision,
    StipendFacts,
    StipendLine,
    StipendState,
    quarter_months,
)
from xuanpai_core.plugins.errors import PluginFailed, UnknownPlugin
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.stipends.models import BatchState
from xuanpai_core.stipends.service import prepare_batch


async def test_each_month_is_paid_by_the_rule_in_force_at_its_end(world: World) -> None:
    await activate_jinzhou(world, valid_to=date(2025, 8, 31), stipend_absence="none")
    await activate_jinzhou(world, valid_from=date(2025, 8, 31), stipend_absence="none", stipend_month_fen=200_000)
    county = County(world)

    batch_id = await county.prepare()

    assert (await county.lines(batch_id))[:3] == [*paid("王建国", 7), *paid("王建国", 8, 9, fen=200_000)]


async def test_months_without_a_rule_have_no_line(world: World) -> None:
    await activate_jinzhou(world, valid_from=date(2025, 9, 1), stipend_absence="none")
    county = County(world)

    batch = await county.batch(await county.prepare())

    assert await county.lines(batch.id) == [
        *paid("王建国", 9),
        *paid("李秀英", 9),
        ("张伟", 9, "NOT_ENTITLED", 0),
    ]
    assert batch.payable_fen == 340_000


@pytest.mark.parametrize(
    "activation",
    [{"region_code": "210727"}, {"valid_from": date(2025, 10, 1)}, {"valid_to": date(2025, 7, 31)}],
)
async def test_without_a_rule_in_force_nothing_is_prepared(world: World, activation: dict[str, Any]) -> None:
    await activate_jinzhou(world, **activation)
    county = County(world)

    with pytest.raises(Conflict, match=r"辽宁省锦州市黑山县.*生活补助规定") as refused:
        await county.prepare()

    assert refused.value.error_code == "NO_RULE_IN_FORCE"
    assert await county.batches() == []


def one_yuan_a_month(facts: StipendFacts) -> StipendDecision:
    """The sample's rule: everybody, every month."""
    lines = tuple(
        StipendLine(
            month=Month(start), amount_fen=100, state=StipendState.PAYABLE, reason="样例:每月一元。", clause=CLAUSE
        )
        for start in quarter_months(facts.quarter_start)
    )
    return StipendDecision(lines=lines, clause=CLAUSE, reason="样例:每月一元。")


def cannot_count(facts: StipendFacts) -> StipendDecision:
    """A rule that fails."""
    raise ZeroDivisionError


async def test_a_rule_whose_plugin_is_gone_or_fails_prepares_nothing(world: World) -> None:
    host = PluginHost.of({"region_sample": region_with(stipend_for=cannot_count)})
    await activate_on(world, host, "region_sample", "210726")
    county = County(world)

    with pytest.raises(UnknownPlugin, match="region_sample"):
        await county.prepare()
    with pytest.raises(PluginFailed, match="region_sample"):
        async with work_with(world, "county", host) as work:
            await prepare_batch(work, "210726", Q3, fresh_key())

    assert await county.batches() == []


async def test_a_region_without_a_gate_pays_without_a_meeting(world: World) -> None:
    host = PluginHost.of({"region_sample": region_with(stipend_for=one_yuan_a_month)})
    await activate_on(world, host, "region_sample", "210726")
    county = County(world)

    async with work_with(world, "county", host) as work:
        batch_id = await prepare_batch(work, "210726", Q3, fresh_key())

    batch = await county.batch(batch_id)
    assert (batch.state, batch.payable_fen, batch.plugin) == (BatchState.READY, 900, "region_sample")
    assert batch.gate["clause"] is None


async def test_of_a_cadre_on_whom_the_region_says_nothing_there_is_no_line(world: World) -> None:
    def city_sent_only(facts: StipendFacts) -> StipendDecision | None:
        return one_yuan_a_month(facts) if facts.posting.dispatch_level == DispatchLevel.CITY else None

    host = PluginHost.of({"region_sample": region_with(stipend_for=city_sent_only)})
    await activate_on(world, host, "region_sample", "210726")
    county = County(world)

    async with work_with(world, "county", host) as work:
        batch_id = await prepare_batch(work, "210726", Q3, fresh_key())

    assert {name for name, *_ in await county.lines(batch_id)} == {"王建国", "李秀英"}

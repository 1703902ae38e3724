"""An entry is taken back line by line, once, and never rewritten (JZ-22)."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.core.parks.booking import DAY, all_to, open_books
from tests.core.plugins.activating import activate_jinzhou, activate_on, fresh_key, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.sample_region import region_with
from xuanpai_core.errors import Conflict, XuanpaiError
from xuanpai_core.parks.service import NewRevenue, record_revenue, reverse_revenue
from xuanpai_core.plugins.api import Beneficiary
from xuanpai_core.plugins.errors import PluginFailed
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.service import deactivate


@pytest.mark.parametrize("amount_fen", [100_001, 100_000, 3, 0, -100_001])
async def test_a_reversal_mirrors_every_share_and_the_two_add_up_to_nothing(world: World, amount_fen: int) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    entry_id = await books.book(await books.project("王建国", "李秀英"), amount_fen)

    reversal_id = await books.reverse(entry_id)

    original = await books.shares(entry_id)
    assert await books.shares(reversal_id) == [(who, place, -fen) for who, place, fen in original]
    assert len(original) == 3
    reversal = await books.entry(reversal_id)
    assert (reversal.amount_fen, reversal.reverses_id) == (-amount_fen, entry_id)
    assert (reversal.received_on, reversal.note) == (date(2025, 10, 24), "银行退回")
    assert reversal.clause["reference"] == "JZ-22"


async def test_a_reversal_mirrors_what_was_booked_even_if_the_rule_has_changed_or_gone(world: World) -> None:
    activation_id = await activate_jinzhou(world)
    books = await open_books(world)
    project_id = await books.project("王建国")
    entry_id = await books.book(project_id, 100_001)
    async with world.database.work(world.ctx("admin")) as work:
        await deactivate(work, activation_id, date(2025, 9, 1), fresh_key())

    reversal_id = await books.reverse(entry_id)

    assert [fen for _, _, fen in await books.shares(reversal_id)] == [-50_000, -50_001]
    reversal = await books.entry(reversal_id)
    assert (reversal.plugin, reversal.clause["reference"]) == ("region_jinzhou", "JZ-20")
    assert "逐笔冲回" in reversal.reason


async def test_what_was_not_divided_is_taken_back_undivided(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    entry_id = await books.book(await books.project(suits_village=True), 500)

    reversal_id = await books.reverse(entry_id)

    assert (await books.entry(reversal_id)).amount_fen == -500
    assert await books.counts() == (2, 0)


async def test_an_entry_is_taken_back_once_even_by_two_people_at_once(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    entry_id = await books.book(await books.project("王建国"), 101)

    results = await asyncio.gather(books.reverse(entry_id), books.reverse(entry_id, "finance"), return_exceptions=True)

    refusals = [result for result in results if isinstance(result, XuanpaiError)]
    assert [refusal.error_code for refusal in refusals] == ["ALREADY_REVERSED"]
    assert await books.counts() == (2, 4)
    with pytest.raises(Conflict):
        await books.reverse(entry_id)
    assert await books.counts() == (2, 4)


async def test_a_reversal_is_not_taken_back_itself(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    reversal_id = await books.reverse(await books.book(await books.project("王建国"), 101))

    with pytest.raises(Conflict) as refused:
        await books.reverse(reversal_id)

    assert refused.value.error_code == "REVERSAL_NOT_REVERSIBLE"
    assert await books.counts() == (2, 4)


async def test_what_is_booked_can_be_neither_changed_nor_deleted(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    await books.book(await books.project("王建国"), 101)

    for statement in ("UPDATE revenue_entry SET amount_fen = 1", "DELETE FROM revenue_allocation"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with world.database.work(world.ctx("county")) as work:
                await work.session.execute(text(f"{statement} WHERE tenant_id = :tenant"), {"tenant": world.tenant_id})

    assert await books.counts() == (1, 2)


async def test_a_rule_that_does_not_mirror_takes_nothing_back(world: World) -> None:
    host = PluginHost.of({"region_odd": region_with("region_odd", split_revenue=all_to(Beneficiary.PARK, None))})
    await activate_on(world, host, "region_odd", "2107")
    books = await open_books(world)
    project_id = await books.project("王建国")
    async with work_with(world, "county", host) as work:
        entry_id = await record_revenue(work, NewRevenue(project_id, DAY, 100, "收益"), fresh_key())
    village = world.villages[FANGSHAN][0]
    changed = region_with("region_odd", split_revenue=all_to(Beneficiary.VILLAGE, village))

    with pytest.raises(PluginFailed, match="逐笔冲回"):
        async with work_with(world, "county", PluginHost.of({"region_odd": changed})) as work:
            await reverse_revenue(work, entry_id, "退回", fresh_key())

    assert await books.counts() == (1, 1)

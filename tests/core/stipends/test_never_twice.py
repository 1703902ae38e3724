"""Nobody is paid twice for a month, whatever was moved, and whoever was first (JZ-29)."""

import asyncio
from datetime import date
from uuid import UUID

import pytest

from tests.core.plugins.activating import activate_jinzhou
from tests.core.stipends.paying import County
from tests.factories.world import FANGSHAN, World
from xuanpai_core.stipends.models import BatchState


def two_counties(world: World) -> tuple[County, County]:
    """黑山县 and 义县, each through its own organiser."""
    return County(world), County(world, "210727", "other_county")


def place_in_yixian(world: World) -> str:
    return world.villages[next(code for code in world.villages if code.startswith("210727"))][1]


async def paid_months(county: County, *batch_ids: UUID) -> list[tuple[str, int, int]]:
    """Who is paid which month, and how much, over all the batches."""
    lines = [line for batch_id in batch_ids for line in await county.lines(batch_id)]
    return sorted((name, month, fen) for name, month, state, fen in lines if state == "PAYABLE")


async def test_a_posting_moved_after_its_county_paid_is_not_paid_again_by_the_next(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    heishan, yixian = two_counties(world)
    await heishan.meet()
    first = await heishan.prepare()
    await heishan.release(first)
    await heishan.change("王建国", region_code=place_in_yixian(world))

    second = await yixian.prepare()

    assert {name for name, *_ in await yixian.lines(second)} == {"刘洋", "陈静"}
    assert (await yixian.batch(second)).payable_fen == 1_020_000
    assert (await heishan.batch(first)).payable_fen == 1_020_000


async def test_a_posting_moved_before_payment_moves_with_its_lines(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    heishan, yixian = two_counties(world)
    await heishan.meet()
    first = await heishan.prepare()
    await heishan.change("王建国", region_code=place_in_yixian(world))

    second = await yixian.prepare()

    assert (await yixian.batch(second)).payable_fen == 1_530_000
    assert (await heishan.batch(first)).payable_fen == 510_000
    assert await paid_months(heishan, first) == [("李秀英", month, 170_000) for month in (7, 8, 9)]
    await heishan.release(first)
    assert (await heishan.batch(first)).state is BatchState.RELEASED


@pytest.mark.parametrize(
    ("partial", "august"),
    [
        ("whole_month", [("PAYABLE", 170_000), ("ON_HOLD", 170_000)]),
        ("prorata_day", [("PAYABLE", 82_258), ("PAYABLE", 87_742)]),
    ],
)
async def test_two_posts_in_one_month_bring_no_more_than_one_whole_month(
    world: World, partial: str, august: list[tuple[str, int]]
) -> None:
    await activate_jinzhou(world, stipend_absence="none", stipend_partial=partial)
    heishan, _ = two_counties(world)
    await heishan.change("王建国", end_date=date(2025, 8, 15))
    second_post = await heishan.post_again("王建国", world.villages[FANGSHAN][3], date(2025, 8, 16))

    batch_id = await heishan.prepare()

    rows = [
        row
        for row in await heishan.rows(batch_id)
        if row.posting_id in {world.postings["王建国"], second_post} and row.month.month == 8
    ]
    assert [(row.state.value, row.amount_fen) for row in rows] == august
    assert sum(row.amount_fen for row in rows if row.state.value == "PAYABLE") <= 170_000
    assert ("另一任职" in rows[1].reason) is (partial == "whole_month")


@pytest.mark.parametrize("heishan_first", [True, False])
async def test_of_two_counties_the_first_to_prepare_pays_the_shared_month(world: World, heishan_first: bool) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    counties = two_counties(world)
    for county in counties:
        await county.meet()
    await counties[0].change("王建国", end_date=date(2025, 8, 15))
    await counties[0].post_again("王建国", place_in_yixian(world), date(2025, 8, 16))
    earlier, later = counties if heishan_first else counties[::-1]

    first, second = await earlier.prepare(), await later.prepare()

    everyone = [*await earlier.rows(first), *await later.rows(second)]
    shared = [row for row in everyone if row.amount_fen and row.month.month == 8 and row.state.value == "ON_HOLD"]
    assert [row.batch_id for row in shared] == [second]
    assert (await earlier.batch(first)).payable_fen + (await later.batch(second)).payable_fen == 4 * 510_000
    for county, batch_id in ((earlier, first), (later, second)):
        await county.release(batch_id)
        assert (await county.batch(batch_id)).state is BatchState.RELEASED


async def test_two_counties_that_prepare_at_once_still_pay_the_shared_month_once(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    heishan, yixian = two_counties(world)
    await heishan.change("王建国", end_date=date(2025, 8, 15))
    await heishan.post_again("王建国", place_in_yixian(world), date(2025, 8, 16))

    first, second = await asyncio.gather(heishan.prepare(), yixian.prepare())

    held = [(await county.batch(one)).on_hold_fen for county, one in ((heishan, first), (yixian, second))]
    assert sorted(held) == [0, 170_000]


async def test_two_counties_that_prepare_a_moved_posting_at_once_list_it_once(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    heishan, yixian = two_counties(world)
    await heishan.prepare()
    await heishan.change("王建国", region_code=place_in_yixian(world))

    first, second = await asyncio.gather(heishan.prepare(), yixian.prepare())

    assert len([one for one in await paid_months(heishan, first, second) if one[0] == "王建国"]) == 3


async def test_a_posting_ended_in_one_county_is_paid_there_and_the_next_months_in_the_other(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    heishan, yixian = two_counties(world)
    await heishan.change("王建国", end_date=date(2025, 7, 31))
    await heishan.post_again("王建国", place_in_yixian(world), date(2025, 8, 1))

    first, second = await heishan.prepare(), await yixian.prepare()

    assert [one for one in await paid_months(heishan, first) if one[0] == "王建国"] == [("王建国", 7, 170_000)]
    assert [one for one in await paid_months(heishan, second) if one[0] == "另任"] == [
        ("另任", 8, 170_000),
        ("另任", 9, 170_000),
    ]

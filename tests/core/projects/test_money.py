"""What was promised, what arrived, what is missing; and who matches a special fund."""

import asyncio
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.core.plugins.activating import fresh_key
from tests.core.projects.building import DAY, arrive, project, promise, quantity
from tests.factories.world import World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.projects.ledger import Funding, matching, unit_price_fen
from xuanpai_core.projects.models import FundingKind, FundingReceipt, ProjectStatus
from xuanpai_core.projects.repository import SourceMoney
from xuanpai_core.projects.service import (
    MatchState,
    ProjectChange,
    ProjectFunding,
    change_project,
    project_funding,
    reverse_receipt,
    special_funds,
)

WAN = 1_000_000


async def funding_of(world: World, project_id: UUID, person: str = "clerk") -> ProjectFunding:
    async with world.database.read(world.ctx(person)) as work:
        return await project_funding(work, project_id)


async def received(world: World) -> int:
    async with world.database.read(world.ctx("city")) as work:
        total = select(func.sum(FundingReceipt.amount_fen)).where(FundingReceipt.tenant_id == work.tenant_id)
        return int(await work.session.scalar(total) or 0)


def source(kind: FundingKind, fen: int) -> SourceMoney:
    return SourceMoney(UUID(int=1), UUID(int=2), kind, "镇政府", fen, 0)


@pytest.mark.parametrize(
    ("cost", "pledged", "arrived", "share", "gap"),
    [
        (79_500_000, 31_000_000, 31_000_000, "38.99", 48_500_000),
        (None, 31_000_000, 31_000_000, "100.00", 0),
        (None, 0, 0, None, 0),
        (3, 3, 1, "33.33", 2),
        (800, 800, 1, "0.13", 799),
    ],
)
def test_the_share_received_is_exact(cost: int | None, pledged: int, arrived: int, share: str | None, gap: int) -> None:
    money = Funding(cost, pledged, arrived)

    assert (money.share, money.gap_fen) == (None if share is None else Decimal(share), gap)


@pytest.mark.parametrize(
    ("cost", "amount", "price"), [(79_500_000, "580", 137_069), (100, "8", 13), (1, "0.001", 1000), (125, "10", 13)]
)
def test_the_price_of_a_unit_is_rounded_half_up_to_the_fen(cost: int, amount: str, price: int) -> None:
    assert unit_price_fen(cost, Decimal(amount)) == price


def test_a_special_fund_is_matched_by_both_levels() -> None:
    fund = source(FundingKind.SPECIAL_FUND, 5 * WAN)
    town, village = source(FundingKind.TOWNSHIP_MATCH, 2 * WAN), source(FundingKind.VILLAGE_MATCH, WAN)

    states = [matching(sources).state for sources in ([], [fund], [fund, town], [fund, village], [fund, town, village])]

    partial, none, secured = MatchState.PARTIAL, MatchState.NONE, MatchState.SECURED
    assert states == [MatchState.NOT_NEEDED, none, partial, partial, secured]
    assert "未落实" in matching([fund]).reason
    assert matching([fund, town]).missing == (FundingKind.VILLAGE_MATCH,)
    assert matching([fund, town, village]).matched_fen == 3 * WAN


async def test_no_more_arrives_than_was_promised_and_no_more_than_it_costs(world: World) -> None:
    project_id = await project(world, cost_fen=79_500_000)
    bureau, county = await promise(world, project_id, 60 * WAN), await promise(world, project_id, 40 * WAN)
    await arrive(world, bureau, 31 * WAN)

    with pytest.raises(XuanpaiError) as promised:
        await arrive(world, bureau, 29 * WAN + 1)
    await arrive(world, bureau, 29 * WAN)
    with pytest.raises(XuanpaiError) as costs:
        await arrive(world, county, 19_500_001)
    await arrive(world, county, 19_500_000)

    assert [one.value.error_code for one in (promised, costs)] == ["RECEIVED_EXCEEDS"] * 2
    assert "承诺金额60万元" in promised.value.message
    assert await received(world) == 79_500_000
    assert (await funding_of(world, project_id)).money.gap_fen == 0


async def test_two_receipts_at_once_do_not_exceed_together(world: World) -> None:
    source_id = await promise(world, await project(world), 10 * WAN)

    done = await asyncio.gather(*(arrive(world, source_id, 6 * WAN) for _ in range(2)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in done) == ["ReceivedExceeds", "UUID"]
    assert await received(world) == 6 * WAN


async def test_a_wrong_receipt_is_taken_back_once(world: World) -> None:
    source_id = await promise(world, await project(world), 10 * WAN)
    receipt_id = await arrive(world, source_id, 10 * WAN)

    async def take_back(what: UUID, person: str = "clerk") -> UUID:
        async with world.database.work(world.ctx(person)) as work:
            return await reverse_receipt(work, what, "记错项目", fresh_key())

    with pytest.raises(XuanpaiError) as stranger:
        await take_back(receipt_id, "other_county")
    reversal_id = await take_back(receipt_id)
    refused = []
    for again in (receipt_id, reversal_id):
        with pytest.raises(XuanpaiError) as twice:
            await take_back(again)
        refused.append(twice.value.error_code)
    await arrive(world, source_id, 9 * WAN)

    assert stranger.value.error_code == "RECEIPT_NOT_FOUND"
    assert refused == ["ALREADY_REVERSED"] * 2
    assert await received(world) == 9 * WAN


async def test_the_cost_does_not_fall_below_what_arrived(world: World) -> None:
    project_id = await project(world, cost_fen=20 * WAN)
    await arrive(world, await promise(world, project_id, 20 * WAN), 15 * WAN)

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("clerk")) as work:
            await change_project(work, ProjectChange(project_id, "缩小规模", cost_fen=14 * WAN), fresh_key())

    assert refused.value.error_code == "RECEIVED_EXCEEDS"
    assert (await funding_of(world, project_id)).money.cost_fen == 20 * WAN


async def test_a_unit_has_a_price_only_where_the_project_makes_one_thing(world: World) -> None:
    one = await project(world, cost_fen=79_500_000, quantities=(quantity("村室", "580", "㎡"),))
    two = await project(
        world, title="水利", cost_fen=WAN, quantities=(quantity("塘", "4", "口"), quantity("桥", "2", "座"))
    )

    single, mixed = await funding_of(world, one), await funding_of(world, two)

    assert (single.unit_price_fen, single.unit) == (137_069, "平方米")
    assert (mixed.unit_price_fen, mixed.unit) == (None, None)


@pytest.mark.parametrize("person", ["other_county", "李秀英", "security"])
async def test_strangers_neither_see_nor_move_a_projects_money(world: World, person: str) -> None:
    project_id = await project(world)
    source_id = await promise(world, project_id, 10 * WAN)

    codes = []
    for act in (
        lambda: funding_of(world, project_id, person),
        lambda: promise(world, project_id, WAN, person=person),
        lambda: arrive(world, source_id, WAN, person),
    ):
        with pytest.raises(XuanpaiError) as refused:
            await act()
        codes.append(refused.value.error_code)

    unknown = ["PROJECT_NOT_FOUND", "PROJECT_NOT_FOUND", "SOURCE_NOT_FOUND"]
    assert codes == (["FORBIDDEN"] * 3 if person == "security" else unknown)
    money = (await funding_of(world, project_id)).money
    assert (money.pledged_fen, money.received_fen) == (10 * WAN, 0)


async def test_special_funds_are_listed_with_their_match_as_far_as_one_sees(world: World) -> None:
    here = await project(world, title="养殖")
    township = next(code for code in world.villages if code.startswith("210727"))
    there = await project(world, "city", world.villages[township][0], "大棚")
    gone = await project(world, title="取消的", established_on=DAY)
    for project_id, person in ((here, "clerk"), (there, "city"), (gone, "clerk")):
        await promise(world, project_id, 5 * WAN, FundingKind.SPECIAL_FUND, person)
    await promise(world, here, WAN, FundingKind.TOWNSHIP_MATCH)
    async with world.database.work(world.ctx("clerk")) as work:
        await change_project(work, ProjectChange(gone, "不做了", ProjectStatus.CANCELLED), fresh_key())

    async def listed(person: str) -> list[tuple[str, MatchState]]:
        async with world.database.read(world.ctx(person)) as work:
            return [(fund.project.title, fund.match.state) for fund in await special_funds(work, "2107")]

    assert await listed("city") == [("养殖", MatchState.PARTIAL), ("大棚", MatchState.NONE)]
    assert await listed("county") == [("养殖", MatchState.PARTIAL)]
    assert await listed("王建国") == []

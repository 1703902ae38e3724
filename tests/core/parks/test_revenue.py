"""Income is divided between park and villages to the 分, and taken back line by line (JZ-20, JZ-21, JZ-22)."""

import asyncio
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.parks.booking import DAY, all_to, open_books
from tests.core.plugins.activating import activate_jinzhou, activate_on, fresh_key, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.sample_region import CLAUSE, region_with
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.parks.service import NewRevenue, record_revenue
from xuanpai_core.plugins.api import Beneficiary, RevenueAllocation, RevenueFacts, RevenueSplit
from xuanpai_core.plugins.errors import PluginFailed
from xuanpai_core.plugins.manager import PluginHost

MOST_FEN = 10**15


@pytest.mark.parametrize(
    ("amount_fen", "park_fen", "village_fen"),
    [
        (100_000, 50_000, 50_000),
        (100_001, 50_000, 50_001),
        (0, 0, 0),
        (1, 0, 1),
        (7, 3, 4),
        (-3, -1, -2),
        (MOST_FEN, MOST_FEN // 2, MOST_FEN // 2),
        (MOST_FEN - 1, MOST_FEN // 2 - 1, MOST_FEN // 2),
    ],
)
async def test_half_goes_to_the_park_half_to_the_village_and_the_odd_fen_to_the_village(
    world: World, amount_fen: int, park_fen: int, village_fen: int
) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)

    entry_id = await books.book(await books.project("王建国"), amount_fen)

    assert await books.shares(entry_id) == [
        ("PARK", None, park_fen),
        ("VILLAGE", world.villages[FANGSHAN][0], village_fen),
    ]
    entry = await books.entry(entry_id)
    assert (entry.amount_fen, entry.received_on, entry.note) == (amount_fen, DAY, "入园企业收益")
    assert (entry.plugin, entry.clause["reference"]) == ("region_jinzhou", "JZ-20")
    assert entry.recorded_by == world.people["county"].account_id


async def test_the_region_may_give_the_odd_fen_to_the_park(world: World) -> None:
    await activate_jinzhou(world, odd_fen_to="park")
    books = await open_books(world)

    entry_id = await books.book(await books.project("王建国"), 100_001)

    assert [fen for _, _, fen in await books.shares(entry_id)] == [50_001, 50_000]


@pytest.mark.parametrize(
    ("amount_fen", "shares"),
    [(100_001, [16_667, 16_667, 16_667]), (100_000, [16_667, 16_667, 16_666]), (5, [1, 1, 1]), (2, [1, 0, 0])],
)
async def test_several_places_share_the_village_half_equally_the_smaller_code_first(
    world: World, amount_fen: int, shares: list[int]
) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    project_id = await books.project("刘洋", "李秀英", "王建国", person="city")

    entry_id = await books.book(project_id, amount_fen)

    places = [*world.villages[FANGSHAN][:2], world.villages[next(c for c in world.villages if c > "210727")][0]]
    park, *villages = await books.shares(entry_id)
    assert park == ("PARK", None, amount_fen // 2)
    assert villages == [("VILLAGE", place, fen) for place, fen in zip(places, shares, strict=True)]
    assert (await books.lines(entry_id))[1].clause["reference"] == "JZ-21"


async def test_two_cadres_of_one_village_bring_it_one_share(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)

    entry_id = await books.book(await books.project("李秀英", "张伟"), 100_001)

    assert await books.shares(entry_id) == [("PARK", None, 50_000), ("VILLAGE", world.villages[FANGSHAN][1], 50_001)]


async def test_a_townships_first_deputy_brings_it_to_the_township(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world, "210727", "other_county")
    project_id = await books.project("陈静", person="other_county")

    entry_id = await books.book(project_id, 101, person="other_county")

    assert await books.shares(entry_id) == [
        ("PARK", None, 50),
        ("TOWNSHIP", next(code for code in world.villages if code.startswith("210727")), 51),
    ]


async def test_a_project_that_suits_a_village_is_booked_but_not_divided_and_says_why(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)

    entry_id = await books.book(await books.project("王建国", suits_village=True), 100_001)

    assert await books.shares(entry_id) == []
    entry = await books.entry(entry_id)
    assert entry.amount_fen == 100_001
    assert "适合放在乡村" in entry.reason
    assert entry.clause["reference"] == "JZ-20"


AMOUNTS = st.integers(-MOST_FEN, MOST_FEN)
INTRODUCERS = st.sets(st.sampled_from(["王建国", "李秀英", "张伟", "刘洋", "陈静"]), min_size=1)


async def test_shares_always_add_up_and_the_sides_differ_by_one_fen_at_most(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    loop = asyncio.get_running_loop()

    async def check(amount_fen: int, names: set[str]) -> None:
        project_id = await books.project(*names, person="city", title=fresh_key())
        entry_id = await books.book(project_id, amount_fen, person="city")
        park, *places = [fen for _, _, fen in await books.shares(entry_id)]
        assert park + sum(places) == amount_fen
        assert abs(abs(sum(places)) - abs(park)) <= 1
        assert max(places) - min(places) <= 1
        mirrored = [fen for _, _, fen in await books.shares(await books.reverse(entry_id, "city"))]
        assert mirrored == [-park, *(-fen for fen in places)]

    @given(AMOUNTS, INTRODUCERS)
    @settings(max_examples=30, deadline=None)
    def property_holds(amount_fen: int, names: set[str]) -> None:
        asyncio.run_coroutine_threadsafe(check(amount_fen, names), loop).result(timeout=60)

    await asyncio.to_thread(property_holds)


async def test_the_rule_of_the_day_and_of_the_parks_county_divides(world: World) -> None:
    await activate_jinzhou(world, valid_to=date(2025, 9, 1))
    await activate_jinzhou(world, valid_from=date(2025, 9, 1), odd_fen_to="park")
    books = await open_books(world)
    project_id = await books.project("王建国")

    before = await books.book(project_id, 3, date(2025, 8, 31))
    after = await books.book(project_id, 3, date(2025, 9, 1))

    assert [fen for _, _, fen in await books.shares(before)] == [1, 2]
    assert [fen for _, _, fen in await books.shares(after)] == [2, 1]


async def test_without_a_rule_in_force_nothing_is_booked(world: World) -> None:
    await activate_jinzhou(world, region_code="210727")
    books = await open_books(world)
    project_id = await books.project("王建国")

    with pytest.raises(Conflict, match="辽宁省锦州市黑山县在2025年9月15日没有生效的") as refused:
        await books.book(project_id, 100)

    assert refused.value.error_code == "NO_RULE_IN_FORCE"
    assert await books.counts() == (0, 0)


@pytest.mark.parametrize(
    ("amount_fen", "on", "code"),
    [
        (100, date(2025, 10, 25), "RECEIVED_IN_FUTURE"),
        (MOST_FEN + 1, DAY, "INVALID_AMOUNT"),
        (-MOST_FEN - 1, DAY, "INVALID_AMOUNT"),
        (10**30, DAY, "INVALID_AMOUNT"),
    ],
)
async def test_income_that_cannot_be_right_is_refused(world: World, amount_fen: int, on: date, code: str) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    project_id = await books.project("王建国")

    with pytest.raises(Invalid) as refused:
        await books.book(project_id, amount_fen, on)

    assert refused.value.error_code == code
    assert await books.counts() == (0, 0)


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        ("other_county", NotFound),
        ("clerk", Forbidden),
        ("secretary", Forbidden),
        ("province", Forbidden),
        ("王建国", Forbidden),
    ],
)
async def test_nobody_else_books_or_takes_back_the_countys_income(
    world: World, person: str, kind: type[XuanpaiError]
) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    project_id = await books.project("王建国")
    entry_id = await books.book(project_id, 101)

    with pytest.raises(kind):
        await books.book(project_id, 100, person=person)
    with pytest.raises(kind):
        await books.reverse(entry_id, person=person)

    assert await books.counts() == (1, 2)


@pytest.mark.parametrize("person", ["city", "finance"])
async def test_the_city_and_its_finance_department_may_book_too(world: World, person: str) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)

    entry_id = await books.book(await books.project("王建国"), 100, person=person)

    assert (await books.entry(entry_id)).recorded_by == world.people[person].account_id


async def test_another_province_sees_neither_project_nor_entry(world: World, other_world: World) -> None:
    await activate_jinzhou(world)
    await activate_jinzhou(other_world)
    books, others = await open_books(world), await open_books(other_world)
    project_id = await books.project("王建国")
    entry_id = await books.book(project_id, 101)

    with pytest.raises(NotFound) as no_project:
        await others.book(project_id, 101)
    with pytest.raises(NotFound) as no_entry:
        await others.reverse(entry_id)

    assert no_project.value.error_code == "PROJECT_NOT_FOUND"
    assert no_entry.value.error_code == "ENTRY_NOT_FOUND"
    assert await others.counts() == (0, 0)
    assert await books.counts() == (1, 2)


async def test_the_same_key_at_the_same_moment_books_once(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    project_id = await books.project("王建国")

    first, second = await asyncio.gather(
        books.book(project_id, 101, key="same-key-1"), books.book(project_id, 101, key="same-key-1")
    )

    assert first == second
    assert await books.counts() == (1, 2)
    reversals = await asyncio.gather(books.reverse(first, key="same-key-2"), books.reverse(first, key="same-key-2"))
    assert reversals[0] == reversals[1]
    assert await books.counts() == (2, 4)


async def test_the_same_key_for_another_amount_is_refused(world: World) -> None:
    await activate_jinzhou(world)
    books = await open_books(world)
    project_id = await books.project("王建国")
    await books.book(project_id, 101, key="same-key-1")

    with pytest.raises(Conflict) as refused:
        await books.book(project_id, 102, key="same-key-1")

    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert await books.counts() == (1, 2)


def one_fen_short(facts: RevenueFacts) -> RevenueSplit:
    """A rule that loses one 分."""
    share = RevenueAllocation(beneficiary=Beneficiary.PARK, region_code=None, amount_fen=facts.amount_fen - 1)
    return RevenueSplit(lines=(share,), clause=CLAUSE, reason="样例:少一分。")


@pytest.mark.parametrize("rule", [one_fen_short, all_to(Beneficiary.VILLAGE, "210726101999")])
async def test_a_rule_that_loses_a_fen_or_names_no_place_books_nothing(
    world: World, rule: Callable[[RevenueFacts], RevenueSplit]
) -> None:
    host = PluginHost.of({"region_broken": region_with("region_broken", split_revenue=rule)})
    await activate_on(world, host, "region_broken", "2107")
    books = await open_books(world)
    project_id = await books.project("王建国")

    with pytest.raises(PluginFailed, match="region_broken") as refused:
        async with work_with(world, "county", host) as work:
            await record_revenue(work, NewRevenue(project_id, DAY, 100, "收益"), fresh_key())

    assert refused.value.error_code == "PLUGIN_FAILED"
    assert await books.counts() == (0, 0)

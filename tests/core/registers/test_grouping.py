"""Groups of two or three neighbouring villages (FJ-16): sizes, neighbours, and what cannot be grouped."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.registers.grouping import advise, advise_grouping, group_sizes, neighbouring_groups, together

ROW = [f"21072610120{number}" for number in range(9)]


def _near(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


@pytest.mark.parametrize(
    ("villages", "sizes"),
    [(0, ()), (1, ()), (2, (2,)), (3, (3,)), (4, (2, 2)), (5, (3, 2)), (6, (3, 3)), (7, (3, 2, 2)), (8, (3, 3, 2))],
)
def test_villages_make_threes_and_as_few_twos_as_it_takes(villages: int, sizes: tuple[int, ...]) -> None:
    assert group_sizes(villages) == sizes


@given(st.integers(2, 500))
def test_sizes_add_up_and_are_two_or_three(villages: int) -> None:
    sizes = group_sizes(villages)

    assert sum(sizes) == villages
    assert set(sizes) <= {2, 3}
    assert sizes.count(2) <= 2


@given(st.integers(2, 9), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20))
def test_groups_hang_together_and_leave_nobody_out(count: int, edges: set[tuple[int, int]]) -> None:
    villages = ROW[:count]
    near = _near([(ROW[one], ROW[other]) for one, other in edges if one != other])

    groups = neighbouring_groups(villages, near)

    if groups is not None:
        assert sorted(village for group in groups for village in group) == villages
        assert {len(group) for group in groups} <= {2, 3}
        assert all(together(group, near) for group in groups)


@given(st.integers(2, 9))
def test_villages_in_a_row_can_always_be_grouped(count: int) -> None:
    assert neighbouring_groups(ROW[:count], _near(list(pairwise(ROW[:count])))) is not None


def test_a_star_of_five_cannot_be_grouped_although_five_can() -> None:
    star = _near([(ROW[0], other) for other in ROW[1:5]])

    advice = advise(ROW[:5], star)

    assert neighbouring_groups(ROW[:5], star) is None
    assert (advice.possible, advice.sizes, advice.groups) == (True, (3, 2), ())
    assert advice.reason == "5个村可编为3+2;已登记的相邻村还不足以排出各组,请补登相邻村。"


def test_one_village_is_an_exception_to_be_written_down() -> None:
    advice = advise(ROW[:1], {})

    assert (advice.possible, advice.sizes) == (False, ())
    assert "例外登记" in advice.reason


def test_villages_apart_are_not_together() -> None:
    near = _near([(ROW[0], ROW[1]), (ROW[2], ROW[3])])

    assert together([], near)
    assert together(ROW[:2], near)
    assert not together(ROW[:4], near)


async def test_advice_is_for_villages_of_ones_own(world: World) -> None:
    villages = world.villages[FANGSHAN]
    async with world.database.read(world.ctx("clerk")) as work:
        assert (await advise_grouping(work, villages[:7])).sizes == (3, 2, 2)
        with pytest.raises(Invalid):
            await advise_grouping(work, [FANGSHAN])
        with pytest.raises(Invalid):
            await advise_grouping(work, [])
    async with world.database.read(world.ctx("other_county")) as work:
        with pytest.raises(Forbidden):
            await advise_grouping(work, villages[:2])
    async with world.database.read(world.ctx("finance")) as work:
        with pytest.raises(Forbidden):
            await advise_grouping(work, villages[:2])

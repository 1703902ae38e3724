"""What is measured for targets, and whom a set of targets concerns."""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.plugins.activating import fresh_key
from tests.core.villages.village import earn, tag, under
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.villages.service import NewMeasure, SetVerdicts, record_measure, target_verdicts
from xuanpai_core.vocabulary import Outcome


async def measure(
    world: World,
    place: str,
    target: str,
    value: str,
    year: int = 2024,
    person: str = "clerk",
    reason: str = "",
) -> None:
    async with world.database.work(world.ctx(person)) as work:
        await record_measure(work, NewMeasure(place, target, year, Decimal(value), reason or None), fresh_key())


async def verdicts(world: World, village: str, year: int, person: str = "clerk") -> list[SetVerdicts]:
    async with world.database.read(world.ctx(person)) as work:
        return await target_verdicts(work, village, year)


async def said(world: World, village: str, year: int, target: str) -> Outcome:
    found = {one.target.code: one.outcome for of in await verdicts(world, village, year) for one in of.verdicts}
    return found[target]


async def test_targets_concern_villages_that_carry_the_mark_in_the_year(world: World) -> None:
    village, bare, *_ = world.villages[FANGSHAN]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", village, "WEAK_ECONOMY", date(2024, 6, 1))

    assert [of.targets.matter for of in await verdicts(world, village, 2024)] == ["targets:four_breakthroughs"]
    assert await verdicts(world, village, 2023) == []
    assert await verdicts(world, bare, 2024) == []


async def test_each_year_stands_for_itself_where_the_target_is_yearly(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", village, "WEAK_ECONOMY", date(2023, 1, 1))
    await measure(world, village, "infrastructure", "120000", 2023)
    await measure(world, village, "infrastructure", "0", 2024)

    assert await said(world, village, 2023, "infrastructure") is Outcome.MET
    assert await said(world, village, 2024, "infrastructure") is Outcome.WARNED
    assert await said(world, village, 2025, "infrastructure") is Outcome.NOT_APPLICABLE


async def test_what_is_not_yearly_stands_until_it_is_measured_again(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", village, "MODEL_SECRETARY", date(2023, 1, 1))
    await measure(world, village, "staff", "4", 2023)

    assert await said(world, village, 2024, "staff") is Outcome.MET
    await measure(world, village, "staff", "3", 2024)
    assert await said(world, village, 2024, "staff") is Outcome.WARNED
    assert await said(world, village, 2023, "staff") is Outcome.MET


async def test_the_average_is_the_townships_own_word_before_our_reckoning(world: World) -> None:
    village, other, *_ = world.villages[FANGSHAN]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", village, "BACKWARD", date(2024, 1, 1))
    await measure(world, village, "income_growth", "8.5")
    assert await said(world, village, 2024, "income_growth") is Outcome.NOT_APPLICABLE

    await measure(world, other, "income_growth", "7.5")
    assert await said(world, village, 2024, "income_growth") is Outcome.MET

    await measure(world, FANGSHAN, "income_growth", "8.5")
    assert await said(world, village, 2024, "income_growth") is Outcome.WARNED


async def test_operating_income_is_entered_once_and_read_from_there(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", village, "WEAK_ECONOMY", date(2023, 1, 1))
    await earn(world, "clerk", 2023, {village: (5_000_000, 0, 4_999_999)})
    await earn(world, "clerk", 2024, {village: (5_000_000, 0, 5_000_000)})

    with pytest.raises(XuanpaiError) as refused:
        await measure(world, village, "operating_income", "60000")

    assert refused.value.error_code == "TAKEN_FROM_INCOME"
    assert await said(world, village, 2023, "operating_income") is Outcome.WARNED
    assert await said(world, village, 2024, "operating_income") is Outcome.MET


@pytest.mark.parametrize(
    ("person", "place", "target", "value", "code"),
    [
        ("clerk", 0, "happiness", "1", "UNKNOWN_TARGET"),
        ("clerk", 0, "staff", "1.00001", "INVALID_NUMBER"),
        ("county", "210726", "staff", "1", "NOT_A_VILLAGE"),
        ("other_county", 0, "staff", "1", "FORBIDDEN"),
        ("王建国", 0, "staff", "1", "FORBIDDEN"),
    ],
)
async def test_a_measure_that_cannot_be_is_refused(
    world: World, person: str, place: int | str, target: str, value: str, code: str
) -> None:
    village = world.villages[FANGSHAN][place] if isinstance(place, int) else place
    await under(world, "region_hedong", "210726")
    await tag(world, "county", world.villages[FANGSHAN][0], "MODEL_SECRETARY", date(2024, 1, 1))

    with pytest.raises(XuanpaiError) as refused:
        await measure(world, village, target, value, person=person)

    assert refused.value.error_code == code
    found = await verdicts(world, world.villages[FANGSHAN][0], 2024)
    assert [one.measured for of in found for one in of.verdicts] == [None, None, None]


async def test_another_value_needs_a_reason(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", village, "MODEL_SECRETARY", date(2024, 1, 1))
    await measure(world, village, "staff", "3")

    with pytest.raises(XuanpaiError) as refused:
        await measure(world, village, "staff", "4")
    assert refused.value.error_code == "REASON_REQUIRED"
    assert await said(world, village, 2024, "staff") is Outcome.WARNED

    await measure(world, village, "staff", "4", reason="年底又招录一人")
    assert await said(world, village, 2024, "staff") is Outcome.MET


async def test_a_cadre_reads_what_is_said_of_the_own_village_alone(world: World) -> None:
    own, other, *_ = world.villages[FANGSHAN]
    await under(world, "region_hedong", "210726")
    await tag(world, "county", own, "WEAK_ECONOMY", date(2024, 1, 1))

    assert len(await verdicts(world, own, 2024, "王建国")) == 1
    with pytest.raises(XuanpaiError) as refused:
        await verdicts(world, other, 2024, "王建国")
    assert refused.value.error_code == "FORBIDDEN"

"""A county in the style of 福建 trains before it sends, its units visit, and models are told of (FJ-10, 17, 22)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from tests.acceptance.holding import hold, periods, posting_of, refused, totals, verdict
from tests.acceptance.registering import put_in_force, unit_id
from tests.acceptance.reporting import stand_on
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client
from xuanpai_core.clock import FixedClock


@dataclass(frozen=True, slots=True)
class County:
    """黑山县 under the county's rules; all its cadres came on 1 January 2025."""

    world: World
    county: Client
    clerk: Client


@pytest_asyncio.fixture
async def county(api: Api, world: World, clock: FixedClock) -> AsyncIterator[County]:
    stand_on(clock, date(2026, 1, 10))
    await put_in_force(await api.sign_in(world, "admin"), "region_fujian_county", "210726", "2024-06-01")
    yield County(world, await api.sign_in(world, "county"), await api.sign_in(world, "clerk"))


async def _owed(county: County, matter: str, cadre: str) -> dict[str, dict[str, Any]]:
    return await periods(county.county, matter, posting=posting_of(county.world, cadre))


@pytest.mark.rule("FJ-10")
async def test_who_came_without_training_is_told_of(county: County) -> None:
    [untrained] = (await _owed(county, "training.pre_post", "张伟")).values()
    assert (untrained["state"], untrained["overdue"], untrained["dueOn"]) == ("OPEN", True, "2025-01-01")
    said = await verdict(county.county, untrained)
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "FJ-10")

    trained = ("cadre", posting_of(county.world, "张伟"))
    await hold(county.county, "training.pre_post", "210726", "2024-12-20", trained)

    [after] = (await _owed(county, "training.pre_post", "张伟")).values()
    assert (after["state"], (await verdict(county.county, after))["outcome"]) == ("MET", "MET")
    # The rule is about those whom the county sends.
    assert await _owed(county, "training.pre_post", "王建国") == {}


@pytest.mark.rule("FJ-10")
@pytest.mark.parametrize(
    ("held_on", "state", "ending"),
    [
        ("2024-12-31", "MET", "已达到要求。"),
        ("2025-01-02", "MET", ",逾期1天完成。"),
        ("2024-07-01", "OPEN", "已逾期374天。"),
    ],
    ids=["the-day-before", "the-day-after", "long-before"],
)
async def test_training_counts_when_it_came_shortly_before(
    county: County, held_on: str, state: str, ending: str
) -> None:
    trained = ("cadre", posting_of(county.world, "张伟"))
    await hold(county.county, "training.pre_post", "210726", held_on, trained)

    [owed] = (await _owed(county, "training.pre_post", "张伟")).values()

    assert owed["state"] == state
    assert (await verdict(county.county, owed))["reason"].endswith(ending)


async def _visit(county: County, who: str, *days: str) -> None:
    parties = (("unit", unit_id(county.world, "黑山县水利局")), ("cadre", posting_of(county.world, "张伟")))
    for day in days:
        await hold(county.clerk, f"unit_visit.{who}", FANGSHAN, day, *parties)


@pytest.mark.rule("FJ-17")
async def test_a_principal_once_and_a_deputy_in_each_half_year_is_enough(county: County) -> None:
    await _visit(county, "principal", "2025-03-12")
    await _visit(county, "deputy", "2025-06-30", "2025-07-01")

    [term] = (await _owed(county, "unit_visit.principal", "张伟")).values()
    halves = await _owed(county, "unit_visit.deputy", "张伟")

    assert (term["state"], term["done"]) == ("MET", 1)
    assert [(halves[half]["state"], halves[half]["done"]) for half in ("2025年上半年", "2025年下半年")] == [
        ("MET", 1),
        ("MET", 1),
    ]


@pytest.mark.rule("FJ-17")
async def test_both_visits_of_the_deputy_in_the_first_half_leave_the_second_one_short(county: County) -> None:
    await _visit(county, "deputy", "2025-02-20", "2025-05-20")

    halves = await _owed(county, "unit_visit.deputy", "张伟")
    [term] = (await _owed(county, "unit_visit.principal", "张伟")).values()

    first, second = halves["2025年上半年"], halves["2025年下半年"]
    assert [(half["state"], half["done"], half["overdue"]) for half in (first, second)] == [
        ("MET", 2, False),
        ("OPEN", 0, True),
    ]
    said = await verdict(county.county, second)
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "FJ-17")
    # The deputy is not the principal, who has the whole term.
    assert (term["state"], term["overdue"], term["dueOn"]) == ("OPEN", False, "2027-12-31")
    # A visit to another cadre is none to this one.
    assert (await _owed(county, "unit_visit.deputy", "李秀英"))["2025年上半年"]["state"] == "OPEN"


@pytest.mark.rule("FJ-22")
async def test_models_are_counted_by_the_level_that_sent_them(county: County) -> None:
    wang, li, zhang = (("cadre", posting_of(county.world, name)) for name in ("王建国", "李秀英", "张伟"))
    for parties in ((wang, li), (wang,), (zhang,)):
        level = {"level": "COUNTY" if parties == (zhang,) else "CITY"}
        await hold(county.county, "publicity.model", "210726", "2025-10-08", *parties, content=level)

    sent = await totals(county.county, "210726", form="publicity.model", by="DISPATCH_LEVEL")
    told = await totals(county.county, "210726", form="publicity.model", by="FIELD", field="level")

    assert [(one["title"], one["activities"], one["times"], one["persons"]) for one in sent] == [
        ("省派", 0, 0, 0),
        ("市派", 2, 3, 2),
        ("县派", 1, 1, 1),
        ("乡镇派", 0, 0, 0),
    ]
    assert [(one["title"], one["activities"]) for one in told] == [("省级", 0), ("市级", 2), ("县级", 1)]


@pytest.mark.rule("FJ-22")
async def test_a_level_that_is_none_of_the_three_is_refused(county: County) -> None:
    model = ("cadre", posting_of(county.world, "张伟"))

    town = await refused(county.county, "publicity.model", "210726", "2025-10-08", model, content={"level": "TOWNSHIP"})
    mixed = await refused(
        county.clerk, "publicity.model", FANGSHAN, "2025-10-08", model, content={"level": "COUNTY", "rank": 1}
    )

    assert town.codes == mixed.codes == ["INVALID_CONTENT"]
    assert "省级" in town.errors[0]["message"]
    assert [one["activities"] for one in await totals(county.county, "210726", form="publicity.model")] == [0]

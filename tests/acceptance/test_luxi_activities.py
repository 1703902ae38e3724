"""泸溪县's meetings, what its units bring to their villages, and what it teaches (LX-01, 05, 15)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest
import pytest_asyncio

from tests.acceptance.holding import hold, periods, refused, totals, verdict, withdraw
from tests.acceptance.registering import add, put_in_force, unit_id
from tests.acceptance.reporting import stand_on
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client
from xuanpai_core.clock import FixedClock


@dataclass(frozen=True, slots=True)
class County:
    """黑山县 under the county's rules, in January 2026."""

    world: World
    county: Client
    village: str


@pytest_asyncio.fixture
async def county(api: Api, world: World, clock: FixedClock) -> AsyncIterator[County]:
    stand_on(clock, date(2026, 1, 10))
    await put_in_force(await api.sign_in(world, "admin"), "region_luxi", "210726")
    yield County(world, await api.sign_in(world, "county"), world.villages[FANGSHAN][0])


@pytest.mark.rule("LX-01")
async def test_a_year_with_one_meeting_on_party_building_lacks_one(county: County) -> None:
    await hold(county.county, "meeting.county_party", "210726", "2025-03-05")

    year = (await periods(county.county, "meeting.county_party", "210726"))["2025年"]
    said = await verdict(county.county, year)

    assert (year["state"], year["done"], year["required"], year["overdue"]) == ("OPEN", 1, 2, True)
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "LX-01")
    assert said["reason"] == (
        "2025年“县委每年召开2次专题党建工作会”须完成2次,已完成1次,还差1次,应于12月31日前完成,已逾期10天。"
    )
    await hold(county.county, "meeting.county_party", "210726", "2025-12-31")
    assert (await periods(county.county, "meeting.county_party", "210726"))["2025年"]["state"] == "MET"


@pytest.mark.rule("LX-01")
async def test_the_organisation_department_meets_the_townships_every_quarter(county: County) -> None:
    for day in ("2025-01-01", "2025-06-30", "2025-07-01", "2025-09-30"):
        await hold(county.county, "meeting.township_organisation", "210726", day)

    quarters = await periods(county.county, "meeting.township_organisation", "210726")

    assert [quarters[f"2025年第{number}季度"]["state"] for number in (1, 2, 3, 4)] == ["MET", "MET", "MET", "OPEN"]
    assert (quarters["2025年第3季度"]["done"], quarters["2025年第4季度"]["overdue"]) == (2, True)
    assert (quarters["2026年第1季度"]["state"], quarters["2026年第1季度"]["overdue"]) == ("OPEN", False)


async def _deliver(county: County, day: str, kind: str, village: str | None = None) -> str:
    parties = (("unit", unit_id(county.world, "黑山县水利局")), ("village", village or county.village))
    held = await hold(county.county, "delivery", "210726", day, *parties, content={"kind": kind})
    delivered: str = held["id"]
    return delivered


async def _pair(county: County) -> None:
    pair = (("unit", unit_id(county.world, "黑山县水利局")), ("village", county.village))
    await add(
        county.county,
        "pairing.unit_point",
        county.village,
        "水利局联点",
        *pair,
        content={"problem": "POOR"},
        valid_from="2025-01-01",
    )


@pytest.mark.rule("LX-05")
async def test_without_medicine_three_of_the_four_were_brought(county: County) -> None:
    await _pair(county)
    for day, kind in (("2025-03-01", "POLICY"), ("2025-04-01", "SCIENCE"), ("2025-05-01", "GOODS")):
        await _deliver(county, day, kind)
    await _deliver(county, "2025-06-01", "GOODS")

    year = (await periods(county.county, "delivery", county.village))["2025年"]
    said = await verdict(county.county, year)
    kinds = await totals(county.county, "210726", form="delivery", by="FIELD", field="kind")

    assert (year["state"], year["done"], year["required"]) == ("OPEN", 3, 4)
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "LX-05")
    assert [(one["day"], one["reason"]) for one in said["notCounted"]] == [("2025-06-01", "同一类已计入")]
    assert [one["title"] for one in kinds if not one["activities"]] == ["医疗卫生"]
    assert [one["activities"] for one in kinds] == [1, 1, 0, 2]


@pytest.mark.rule("LX-05")
async def test_all_four_are_enough_and_what_went_elsewhere_or_was_taken_back_is_not(county: County) -> None:
    await _pair(county)
    for day, kind in (("2025-03-01", "POLICY"), ("2025-04-01", "SCIENCE"), ("2025-05-01", "GOODS")):
        await _deliver(county, day, kind)
    await _deliver(county, "2025-06-01", "MEDICINE", county.world.villages[FANGSHAN][1])
    assert (await periods(county.county, "delivery", county.village))["2025年"]["done"] == 3

    medicine = await _deliver(county, "2025-12-31", "MEDICINE")
    met = (await periods(county.county, "delivery", county.village))["2025年"]
    await withdraw(county.county, medicine, "实为2026年元旦义诊")
    after = (await periods(county.county, "delivery", county.village))["2025年"]

    assert (met["state"], met["done"]) == ("MET", 4)
    assert (after["state"], after["done"]) == ("OPEN", 3)
    money = await refused(
        county.county,
        "delivery",
        "210726",
        "2025-06-01",
        ("unit", unit_id(county.world, "黑山县水利局")),
        ("village", county.village),
        content={"kind": "MONEY"},
    )
    assert money.codes == ["INVALID_CONTENT"]


@pytest.mark.rule("LX-15")
async def test_forty_trainings_and_twelve_thousand_person_times(county: County) -> None:
    for number in range(40):
        day = f"2025-{1 + number % 12:02}-{1 + number // 12:02}"
        await hold(county.county, "training.skills", "210726", day, personTimes=300 + number)

    [whole] = await totals(county.county, "210726", form="training.skills")
    [spring] = await totals(
        county.county, "210726", form="training.skills", **{"from": "2025-01-01", "to": "2025-03-31"}
    )

    assert (whole["activities"], whole["personTimes"]) == (40, 12_780)
    # The first three of each dozen, and of the four that are left over.
    assert (spring["activities"], spring["personTimes"]) == (12, 12 * 300 + 3 * (1 + 13 + 25 + 37))


@pytest.mark.rule("LX-15")
async def test_a_training_of_which_nobody_counted_the_people_counts_as_one_and_adds_none(county: County) -> None:
    await hold(county.county, "training.skills", "210726", "2025-05-01")
    await hold(county.county, "training.skills", "210726", "2025-05-02", personTimes=0)
    await hold(county.county, "training.skills", "210726", "2025-05-03", personTimes=45)

    kinds = await totals(county.county, "210726", by="KIND")

    assert [(one["title"], one["activities"], one["personTimes"]) for one in kinds if one["activities"]] == [
        ("培训", 3, 45)
    ]

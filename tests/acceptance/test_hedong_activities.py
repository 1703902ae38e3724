"""河东区 trains whom it sends (HD-09), supervises, checks, compares and appraises (HD-23)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from tests.acceptance.documents_activities import FORMS
from tests.acceptance.holding import hold, listed, periods, posting_of, refused, verdict
from tests.acceptance.registering import put_in_force
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client


@dataclass(frozen=True, slots=True)
class District:
    """黑山县 under the district's rules; all its cadres came on 1 January 2025."""

    world: World
    county: Client
    villages: list[str]


@pytest_asyncio.fixture
async def district(api: Api, world: World) -> AsyncIterator[District]:
    await put_in_force(await api.sign_in(world, "admin"), "region_hedong", "210726", "2024-06-01")
    yield District(world, await api.sign_in(world, "county"), world.villages[FANGSHAN])


async def _training(district: District, cadre: str) -> dict[str, Any]:
    found = await periods(district.county, "training.pre_post", posting=posting_of(district.world, cadre))
    [owed] = found.values()
    return owed


@pytest.mark.rule("HD-09")
async def test_who_was_never_trained_is_hinted_at(district: District) -> None:
    owed = await _training(district, "张伟")

    said = await verdict(district.county, owed)

    assert (owed["state"], owed["soft"], owed["overdue"], owed["dueOn"]) == ("OPEN", True, True, "2025-04-01")
    assert (said["outcome"], said["missing"], said["reference"]) == ("WARNED", 1, "HD-09")
    assert said["reason"].endswith("(提示)。")


@pytest.mark.rule("HD-09")
@pytest.mark.parametrize("held_on", ["2024-12-20", "2025-02-10", "2025-04-01"])
async def test_training_before_coming_or_some_time_after_is_in_time(district: District, held_on: str) -> None:
    await hold(district.county, "training.pre_post", "210726", held_on, ("cadre", posting_of(district.world, "张伟")))

    assert (await _training(district, "张伟"))["state"] == "MET"
    assert (await verdict(district.county, await _training(district, "张伟")))["outcome"] == "MET"
    assert (await _training(district, "王建国"))["state"] == "OPEN"


def _ranked(*villages: tuple[str, int | None]) -> dict[str, Any]:
    return {"parties": [{"code": "village", "regionCode": village, "rank": rank} for village, rank in villages]}


@pytest.mark.rule("HD-23")
async def test_in_a_comparison_no_two_villages_have_the_same_rank(district: District) -> None:
    first, second, third, *_ = district.villages
    compared = (district.county, "observation", "210726", "2025-10-20")

    held = await hold(*compared, **_ranked((first, 2), (second, 1), (third, 3)))
    tied = await refused(*compared, **_ranked((first, 1), (second, 1), (third, 3)))
    other = await hold(*compared, **_ranked((first, 1), (second, None)))

    ranks = {node["regionCode"]: node["rank"] for node in held["parties"]["nodes"]}
    assert ranks == {first: 2, second: 1, third: 3}
    assert tied.codes == ["RANK_TAKEN"]
    assert tied.errors[0]["message"] == "第1名已给了另一方,名次不能并列,请改正。"
    assert await listed(district.county, form="observation") == [other["id"], held["id"]]


@pytest.mark.rule("HD-23")
async def test_the_four_kinds_are_recorded_and_a_fifth_is_refused(district: District) -> None:
    first, second, *_ = district.villages
    for form in ("supervision", "check.spot", "appraisal.term"):
        await hold(district.county, form, "210726", "2025-10-20")
    await hold(district.county, "observation", "210726", "2025-10-20", ("village", first), ("village", second))

    fifth = await refused(district.county, "inspection.surprise", "210726", "2025-10-20")
    alone = await refused(district.county, "observation", "210726", "2025-10-20", ("village", first))
    twice = await refused(
        district.county, "observation", "210726", "2025-10-20", ("village", first), ("village", first)
    )

    titles = {form["code"]: form["title"] for form in (await district.county(FORMS, region="210726"))["activityForms"]}
    kinds = ("supervision", "check.spot", "observation", "appraisal.term")
    assert [titles[form] for form in kinds] == ["督导调度", "暗访抽查", "观摩评比", "期满考核"]
    assert len(await listed(district.county)) == 4
    assert [answer.codes for answer in (fifth, alone, twice)] == [["UNKNOWN_FORM"], ["PARTY_MISFIT"], ["PARTY_MISFIT"]]


@pytest.mark.rule("HD-23")
async def test_where_nothing_is_compared_nobody_has_a_rank(district: District) -> None:
    cadre = {"code": "cadre", "postingId": posting_of(district.world, "张伟"), "rank": 1}

    ranked = await refused(district.county, "training.pre_post", "210726", "2025-10-20", parties=[cadre])
    nought = await refused(
        district.county,
        "observation",
        "210726",
        "2025-10-20",
        **_ranked((district.villages[0], 0), (district.villages[1], 1)),
    )

    assert ranked.codes == nought.codes == ["NOT_RANKED"]

"""泸溪's totals, as exact as they were stated: “5850多万”, “370多个”, 80 of perhaps 110 villages (LX-06)."""

from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_villages import STATE_FIGURE, STATED_FIGURES, STATED_RATIO
from tests.acceptance.registering import put_in_force
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused

COUNTY = "210726"


async def _state(client: Client, code: str, title: str, value: str, unit: str, **more: Any) -> None:
    given = {"regionCode": COUNTY, "code": code, "title": title, "fromYear": 2006, "toYear": 2010}
    said = {"value": value, "unit": unit, "precision": "AT_LEAST", "source": "2006—2010年工作总结", **more}
    await client(STATE_FIGURE, input={"idempotencyKey": key(), **given, **said})


async def _ratio(client: Client, of: str, per: str) -> dict[str, Any]:
    asked = {"region": COUNTY, "of": of, "per": per, "from": 2006, "to": 2010}
    found: dict[str, Any] = (await client(STATED_RATIO, **asked))["statedRatio"]
    return found


@pytest.mark.rule("LX-06")
async def test_the_average_of_two_floors_is_shown_and_never_called_exact(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_luxi", COUNTY)
    county = await api.sign_in(world, "county")
    await _state(county, "INVESTMENT", "引进资金", "5850", "万元")
    await _state(county, "PROJECTS", "引进项目", "370", "个")

    average = await _ratio(county, "INVESTMENT", "PROJECTS")
    figures = (await county(STATED_FIGURES, region=COUNTY))["statedFigures"]["nodes"]

    assert (average["value"], average["unit"], average["exact"]) == ("15.81", "万元/个", False)
    assert "引进资金5850多万元÷引进项目370多个" in average["reason"]
    assert "不是精确平均数" in average["reason"]
    assert {figure["precision"] for figure in figures} == {"AT_LEAST"}


@pytest.mark.rule("LX-06")
async def test_eighty_villages_are_no_share_of_a_hundred_and_ten_that_nobody_said_they_belong_to(
    api: Api, world: World
) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_luxi", COUNTY)
    county = await api.sign_in(world, "county")
    await _state(county, "POOR", "贫困村", "110", "个", precision="EXACT")
    await _state(county, "FIVE_GOOD", "“五好”村", "80", "个", precision="EXACT")

    with pytest.raises(Refused) as undecided:
        await _ratio(county, "FIVE_GOOD", "POOR")
    await _state(county, "POOR_FIVE_GOOD", "贫困村中的“五好”村", "55", "个", precision="EXACT", partOf="POOR")

    assert undecided.value.codes == ["SHARE_UNDECIDED"]
    share = await _ratio(county, "POOR_FIVE_GOOD", "POOR")
    assert (share["value"], share["unit"], share["exact"]) == ("50.00", "%", True)

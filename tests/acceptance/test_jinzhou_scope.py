"""Four levels manage together, each within its own part; a sending unit reaches people, not places (JZ-01)."""

from datetime import date

import pytest

from tests.acceptance.acts import check_in, key, postings, register_days
from tests.acceptance.documents import TOTAL_MONTH
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused

DAYS = 'query($id: ID!) { posting(id: $id) { attendanceDays(month: "2025-10") { day } } }'


async def _someone_present(api: Api, world: World, name: str) -> str:
    """``name`` checks in today; returns the posting's id as the province sees it."""
    await check_in(await api.sign_in(world, name), date(2025, 10, 24))
    return str((await postings(await api.sign_in(world, "province")))[name]["id"])


async def _days(client: Client, posting_id: str) -> list[str] | None:
    posting = (await client(DAYS, id=posting_id))["posting"]
    return posting and [row["day"] for row in posting["attendanceDays"]]


@pytest.mark.rule("JZ-01")
async def test_a_township_does_not_read_the_attendance_of_another(api: Api, world: World) -> None:
    elsewhere = await _someone_present(api, world, "刘洋")

    clerk = await api.sign_in(world, "clerk")

    assert await _days(clerk, elsewhere) is None


@pytest.mark.rule("JZ-01")
async def test_a_county_reads_its_townships_and_the_city_reads_all_counties(api: Api, world: World) -> None:
    here, there = await _someone_present(api, world, "王建国"), await _someone_present(api, world, "刘洋")

    county, city = await api.sign_in(world, "county"), await api.sign_in(world, "city")

    assert await _days(county, here) == ["2025-10-24"]
    assert await _days(county, there) is None
    assert (await _days(city, here), await _days(city, there)) == (["2025-10-24"], ["2025-10-24"])


@pytest.mark.rule("JZ-01")
async def test_a_sending_unit_reads_its_own_cadres_in_whatever_county_and_nobody_elses(api: Api, world: World) -> None:
    own_here, own_there = await _someone_present(api, world, "王建国"), await _someone_present(api, world, "刘洋")
    other = await _someone_present(api, world, "李秀英")

    unit = await api.sign_in(world, "unit")

    assert await _days(unit, own_here) == ["2025-10-24"]
    assert await _days(unit, own_there) == ["2025-10-24"]
    assert await _days(unit, other) is None


@pytest.mark.rule("JZ-01")
async def test_a_sending_unit_does_not_write_attendance(api: Api, world: World) -> None:
    unit = await api.sign_in(world, "unit")
    posting_id = (await postings(unit))["王建国"]["id"]

    with pytest.raises(Refused) as refused:
        await register_days(unit, posting_id, date(2025, 10, 1), 1)

    assert refused.value.codes == ["FORBIDDEN"]
    assert await _days(unit, posting_id) == []


@pytest.mark.rule("JZ-01")
async def test_a_township_does_not_total_another(api: Api, world: World) -> None:
    other = next(code for code in world.villages if code.startswith("210727"))
    clerk = await api.sign_in(world, "clerk")

    with pytest.raises(Refused) as refused:
        await clerk(TOTAL_MONTH, township=other, month="2025-09", key=key())

    province = await api.sign_in(world, "province")
    sheets = (await province('{ sheets(month: "2025-09") { totalCount } }'))["sheets"]
    assert refused.value.codes == ["FORBIDDEN"]
    assert sheets == {"totalCount": 0}
    assert not other.startswith(FANGSHAN)

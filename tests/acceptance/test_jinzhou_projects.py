"""锦州's projects: one a cadre and year, and on the village's notice board before the year is over (JZ-16)."""

from typing import Any

import pytest

from tests.acceptance.acts import photo, upload
from tests.acceptance.documents_villages import PROJECT_DUTIES, WHY_NOT
from tests.acceptance.registering import posting_id, put_in_force
from tests.acceptance.villaging import post_notice, record_project
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock


async def owed(client: Client) -> list[dict[str, Any]]:
    """Each year's project of each cadre under 芳山镇."""
    found: list[dict[str, Any]] = (await client(PROJECT_DUTIES, region=FANGSHAN))["dutyOccurrences"]["nodes"]
    return found


async def judged(client: Client) -> dict[str, tuple[str, list[str]]]:
    """What is said of each cadre's project of 2025, and why a project does not count; by name."""
    found = {}
    for occurrence in await owed(client):
        if occurrence["periodStart"] == "2025-01-01":
            said = (await client(WHY_NOT, id=occurrence["id"]))["dutyVerdict"]
            reasons = [deed["reason"] for deed in said["notCounted"]]
            found[occurrence["posting"]["cadre"]["name"]] = (said["outcome"], reasons)
    return found


@pytest.mark.rule("JZ-16")
async def test_a_project_counts_when_it_was_noticed_within_its_year(api: Api, world: World, clock: FixedClock) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107")
    first, second, *_ = world.villages[FANGSHAN]
    clerk = await api.sign_in(world, "clerk")
    photos = [await upload(clerk, photo(colour)) for colour in ("green", "blue")]
    projects = [
        await record_project(clerk, place, title, postingId=await posting_id(clerk, name))
        for place, title, name in ((first, "道路", "王建国"), (second, "渠道", "李秀英"), (second, "路灯", "张伟"))
    ]
    before = {one["posting"]["cadre"]["name"]: one["state"] for one in await owed(clerk)}

    clock.advance(days=70)  # 2 January 2026
    clerk = await api.sign_in(world, "clerk")
    await post_notice(clerk, projects[0], "2025-12-31", "2025-12-31", photos[0])
    await post_notice(clerk, projects[1], "2026-01-01", "2026-01-07", photos[1])

    assert before == {"王建国": "OPEN", "李秀英": "OPEN", "张伟": "OPEN"}
    assert await judged(clerk) == {
        "王建国": ("MET", []),
        "李秀英": ("UNMET", ["公示到2026年1月1日才有,已不在本期内"]),
        "张伟": ("UNMET", ["没有公示"]),
    }


@pytest.mark.rule("JZ-16")
async def test_a_region_may_demand_how_long_a_notice_hangs(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107", notice_days=7)
    first, second, *_ = world.villages[FANGSHAN]
    clerk = await api.sign_in(world, "clerk")
    for place, name, until in ((first, "王建国", "2025-06-07"), (second, "李秀英", "2025-06-06")):
        project_id = await record_project(clerk, place, f"{name}的项目", postingId=await posting_id(clerk, name))
        await post_notice(clerk, project_id, "2025-06-01", until, await upload(clerk, photo()))

    states = {one["posting"]["cadre"]["name"]: one["state"] for one in await owed(clerk)}

    assert (states["王建国"], states["李秀英"]) == ("MET", "OPEN")


@pytest.mark.rule("JZ-16")
async def test_a_notice_without_a_photo_is_no_notice(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_jinzhou", "2107")
    cadre = await api.sign_in(world, "王建国")
    mine = await posting_id(cadre, "王建国")
    project_id = await record_project(cadre, world.villages[FANGSHAN][0], "蔬菜大棚", postingId=mine, kind="INDUSTRY")

    with pytest.raises(Refused) as refused:
        await post_notice(cadre, project_id, "2025-10-24", "2025-10-31")
    states = [one["state"] for one in await owed(cadre)]
    await post_notice(cadre, project_id, "2025-10-24", "2025-10-31", await upload(cadre, photo()))

    assert refused.value.codes == ["EVIDENCE_REQUIRED"]
    assert states == ["OPEN"]
    assert [one["state"] for one in await owed(cadre)] == ["MET"]

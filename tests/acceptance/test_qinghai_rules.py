"""A stranger's rules fit: 青海 by public reports, in the mechanisms that five other places were made for."""

import pytest

from tests.acceptance.acts import photo, upload
from tests.acceptance.holding import hold, names, periods, posting_of, verdict
from tests.acceptance.registering import add, put_in_force, titles
from tests.core.signals.noticing import enter, look
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused

FAR_AWAY = "{ signals(kind: FAR_AWAY) { nodes { reason cadre { name } } } }"


async def test_a_township_without_its_monthly_meeting_is_overdue_and_who_was_missing_is_named(
    api: Api, world: World
) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_qinghai", FANGSHAN)
    clerk = await api.sign_in(world, "clerk")
    came = [("cadre", posting_of(world, name)) for name in ("王建国", "李秀英")]

    meeting = await hold(clerk, "meeting.township", FANGSHAN, "2025-09-12", *came)

    assert names(meeting["absent"]) == ["张伟"]
    months = await periods(clerk, "meeting.township", FANGSHAN)
    assert (months["2025年9月"]["state"], months["2025年8月"]["state"]) == ("MET", "OPEN")
    said = await verdict(clerk, months["2025年8月"])
    assert (said["outcome"], said["missing"], said["words"]) == ("UNMET", 1, "乡镇例会每月至少1次")


async def test_a_team_of_two_is_refused_and_a_team_of_three_is_not(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_qinghai", FANGSHAN)
    clerk = await api.sign_in(world, "clerk")
    three = [("members", posting_of(world, name)) for name in ("王建国", "李秀英", "张伟")]

    with pytest.raises(Refused) as refused:
        await add(clerk, "work_team", FANGSHAN, "两人队", *three[:2], content={"kind": "TEAM"})
    assert refused.value.codes == ["RULE_OBJECTION"]
    assert await titles(clerk, form="work_team") == []

    await add(clerk, "work_team", FANGSHAN, "三人队", *three, content={"kind": "TEAM"})
    assert await titles(clerk, form="work_team") == ["三人队"]


async def test_stations_move_with_the_season_and_a_waiver_of_nights_needs_its_paper(api: Api, world: World) -> None:
    await put_in_force(await api.sign_in(world, "admin"), "region_qinghai", FANGSHAN)
    clerk, cadre = await api.sign_in(world, "clerk"), ("cadre", posting_of(world, "王建国"))

    for season, place in (("WINTER", "冬窝子"), ("SUMMER", "夏牧场")):
        await add(clerk, "station", FANGSHAN, place, cadre, content={"season": season, "place": place})
    with pytest.raises(Refused) as unproved:
        await add(clerk, "night_waiver", FANGSHAN, "免夜值", cadre, content={"shift": "单双日轮换"})
    paper = await upload(clerk, photo("white"))
    await add(clerk, "night_waiver", FANGSHAN, "免夜值", cadre, content={"shift": "单双日轮换"}, evidenceIds=[paper])

    assert sorted(await titles(clerk, form="station")) == ["冬窝子", "夏牧场"]
    assert unproved.value.codes == ["EVIDENCE_REQUIRED"]
    assert await titles(clerk, form="night_waiver") == ["免夜值"]


async def test_a_camp_on_a_far_pasture_is_not_doubtful_and_every_signal_names_its_figure(
    api: Api, world: World
) -> None:
    """30 km around the village's fence under the province's rule; elsewhere the system's own 2 km."""
    await put_in_force(await api.sign_in(world, "admin"), "region_qinghai", FANGSHAN)
    for name, metres in (("王建国", 29_900), ("李秀英", 41_000), ("刘洋", 2500)):
        await enter(world, name, distance_m=metres, accuracy_m=0.0)
    await look(world)

    told = {}
    for person in ("county", "other_county"):
        for node in (await (await api.sign_in(world, person))(FAR_AWAY))["signals"]["nodes"]:
            told[node["cadre"]["name"]] = node["reason"].partition("界限为 ")[2]

    assert told == {
        "李秀英": "30 公里,依据公开报道的青海省驻村干部管理规定(2018、2024)QH-驻点。",
        "刘洋": "2 公里,依据系统默认规则。",
    }

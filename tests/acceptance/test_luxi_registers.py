"""泸溪县: three pairings, coverage down to the household, problems and how far they travel, reserves."""

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_registers import ENTRIES, FORMS, OWED_BY_ENTRIES, RATES
from tests.acceptance.registering import (
    add,
    counted,
    end,
    official,
    owed,
    put_in_force,
    titles,
    unit_id,
    verdict,
)
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused

TAG = "mutation($input: SetVillageTagInput!) { setVillageTag(input: $input) { id code title } }"
WORDINGS = """query($region: String!) { rules(regionCode: $region, on: "2025-10-24", kind: WORDING) {
  matter title reference } }"""


async def _luxi(api: Api, world: World, place: str = FANGSHAN) -> Client:
    """Luxi's rules over a place; whoever writes down there."""
    await put_in_force(await api.sign_in(world, "admin"), "region_luxi", place)
    return await api.sign_in(world, "county")


async def _unpaired(client: Client, matter: str) -> list[str]:
    return [one["regionCode"] for one in await owed(client, matter, FANGSHAN, "OPEN")]


@pytest.mark.rule("LX-02")
async def test_three_pairings_are_complete_when_each_list_of_the_unpaired_is_empty(api: Api, world: World) -> None:
    county, villages = await _luxi(api, world), world.villages[FANGSHAN]
    leader = await official(county, "210726", "彭县长", "县委副书记、县长", tier="COUNTY")
    helper = await official(county, FANGSHAN, "田干事", "组织干事")
    police, firm = unit_id(world, "锦州市公安局"), await add(county, "enterprise", "210726", "县酒厂")

    assert await _unpaired(county, "pairing.county_leader") == [FANGSHAN]
    assert sorted(await _unpaired(county, "pairing.unit_point")) == villages
    assert sorted(await _unpaired(county, "pairing.official_village")) == villages
    parties = (("leader", leader), ("township", FANGSHAN), ("enterprises", firm["id"]))
    await add(county, "pairing.county_leader", FANGSHAN, "彭县长联芳山帮酒厂", *parties)
    for village in villages:
        pair = (("unit", police), ("village", village))
        await add(county, "pairing.unit_point", village, "公安局联点", *pair, content={"problem": "DISORDER"})
        await add(county, "pairing.official_village", village, "联村", ("official", helper), ("village", village))

    matters = ("pairing.county_leader", "pairing.unit_point", "pairing.official_village")
    assert [await _unpaired(county, matter) for matter in matters] == [[], [], []]


@pytest.mark.rule("LX-03")
@pytest.mark.parametrize(
    ("unit", "fits", "misfits"),
    [("锦州市公安局", "DISORDER", "POOR"), ("锦州市财政局", "POOR", "PARALYSED")],
    ids=["police", "finance"],
)
async def test_a_unit_is_sent_to_the_trouble_that_is_its_line(
    api: Api, world: World, unit: str, fits: str, misfits: str
) -> None:
    county, villages = await _luxi(api, world), world.villages[FANGSHAN]

    def pair(village: str) -> tuple[tuple[str, str], tuple[str, str]]:
        return ("unit", unit_id(world, unit)), ("village", village)

    await add(county, "pairing.unit_point", villages[0], "对口", *pair(villages[0]), content={"problem": fits})
    with pytest.raises(Refused) as hinted:
        await add(county, "pairing.unit_point", villages[1], "错配", *pair(villages[1]), content={"problem": misfits})
    accepted = [{"code": "UNIT_MISMATCH", "reason": "该村由本单位多年联系"}]
    kept = await add(
        county,
        "pairing.unit_point",
        villages[1],
        "错配",
        *pair(villages[1]),
        content={"problem": misfits},
        accepted=accepted,
    )

    assert hinted.value.codes == ["OBJECTION_NOT_ACCEPTED"]
    assert "对口不一致" in hinted.value.errors[0]["message"]
    assert [one["accepted_because"] for one in kept["accepted"]] == ["该村由本单位多年联系"]
    labels = await counted(county, "pairing.unit_point", FANGSHAN, "problem")
    assert sum(labels.values()) == 2


@pytest.mark.rule("LX-08")
async def test_each_village_has_the_targets_of_its_team(api: Api, world: World) -> None:
    county, village = await _luxi(api, world), world.villages[FANGSHAN][0]
    before = await _unpaired(county, "target_agreement")
    helper = await official(county, FANGSHAN, "田干事", "联村班子成员")
    parties = (("village", village), ("officials", helper))
    content = {"targets": "人均增收500元,村风好转", "reward": "年终述职评议后兑现奖惩"}

    await add(county, "target_agreement", village, "联村班子目标管理责任书", *parties, content=content)

    assert len(before) == len(world.villages[FANGSHAN])
    assert sorted(set(before) - set(await _unpaired(county, "target_agreement"))) == [village]
    with pytest.raises(Refused) as empty:
        await add(county, "target_agreement", village, "空责任书", ("village", village))
    assert empty.value.codes == ["INVALID_CONTENT"]


@pytest.mark.rule("LX-09")
async def test_one_household_without_a_guardian_of_ninety_nine_is_found(api: Api, world: World) -> None:
    county, village = await _luxi(api, world), world.villages[FANGSHAN][0]
    groups = [await add(county, "village_group", village, f"{name}组", ("village", village)) for name in "一二"]
    households = [
        await add(
            county,
            "household",
            village,
            f"第{number}户",
            ("village", village),
            ("group", groups[number % 2]["id"]),
            content={"head": f"户主{number}"},
        )
        for number in range(99)
    ]
    guarded = households[:42] + households[43:]
    for household in guarded:
        await add(
            county,
            "household_guardian",
            village,
            "包户",
            ("household", household["id"]),
            content={"guardian": "田组长"},
        )
    await add(county, "group_guardian", village, "包组", ("group", groups[0]["id"]), content={"guardian": "石支书"})

    asked = {"region": FANGSHAN, "from": "2025-10-24", "to": "2025-10-24"}
    [rate] = (await county(RATES, matter="household_guardian", **asked))["dutyRates"]
    listed = await county(OWED_BY_ENTRIES, region=village, matter="household_guardian", state="OPEN")
    [left_out] = listed["dutyOccurrences"]["nodes"]
    said = await verdict(county, left_out)

    assert (rate["regionCode"], rate["due"], rate["met"], rate["rate"]) == (village, 99, 98, "98.99")
    assert left_out["entry"] == {"title": "第42户"}
    assert (said["outcome"], said["reference"]) == ("UNMET", "LX-09")
    [group_rate] = (await county(RATES, matter="group_guardian", **asked))["dutyRates"]
    assert (group_rate["due"], group_rate["met"], group_rate["rate"]) == (2, 1, "50.00")


@pytest.mark.rule("LX-10")
async def test_whoever_is_bound_together_is_shown_together(api: Api, world: World) -> None:
    county, village = await _luxi(api, world), world.villages[FANGSHAN][0]
    people = [
        await official(county, FANGSHAN, name, post) for name, post in (("田干事", "包村干部"), ("石支书", "村支书"))
    ]
    with pytest.raises(Refused) as alone:
        await add(county, "bound_together", village, "一人", ("member", people[0]))
    third = await official(county, FANGSHAN, "龙组长", "组长")

    await add(county, "bound_together", village, "责任共同体", *(("member", one) for one in (*people, third)))

    assert alone.value.codes == ["PARTY_MISFIT"]
    [group] = (await county(ENTRIES, form="bound_together"))["registerEntries"]["nodes"]
    assert sorted(one["name"] for one in group["parties"]) == ["田干事 包村干部", "石支书 村支书", "龙组长 组长"]
    # Nobody leaves the books while the group that he is bound to goes on.
    with pytest.raises(Refused) as bound:
        await end(county, third, "2025-10-23")
    assert bound.value.codes == ["ENTRY_IN_USE"]


@pytest.mark.rule("LX-11")
async def test_an_ordinary_problem_that_went_up_to_the_township_left_its_village(api: Api, world: World) -> None:
    county, village = await _luxi(api, world), world.villages[FANGSHAN][0]

    async def handled(grade: str, level: str) -> str:
        content = {"grade": grade, "handled_level": level}
        entry = await add(county, "problem", village, "山林纠纷", ("village", village), content=content)
        beyond: str = entry["content"]["beyond"]
        return beyond

    assert await handled("ORDINARY", "TOWNSHIP") == "VILLAGE"
    assert await handled("ORDINARY", "VILLAGE") == "NONE"
    assert await handled("MINOR", "VILLAGE") == "GROUP"
    assert await handled("MAJOR", "DISTRICT") == "NONE"
    assert await handled("COMPLEX", "COUNTY") == "TOWNSHIP"
    assert await counted(county, "problem", FANGSHAN, "beyond") == {
        ("未越级",): 2,
        ("出村",): 1,
        ("出组",): 1,
        ("出乡",): 1,
    }
    by_level = await counted(county, "problem", FANGSHAN, "grade", "handled_level")
    assert by_level[("一般问题", "乡")] == by_level[("一般问题", "村")] == 1
    # What follows from the other fields is nobody's to say.
    said = {"grade": "ORDINARY", "handled_level": "TOWNSHIP", "beyond": "NONE"}
    entry = await add(county, "problem", village, "水利纠纷", ("village", village), content=said)
    assert entry["content"]["beyond"] == "VILLAGE"


@pytest.mark.rule("LX-13")
async def test_two_reserve_cadres_are_too_few_five_are_right_and_six_are_worth_a_hint(api: Api, world: World) -> None:
    county, village = await _luxi(api, world), world.villages[FANGSHAN][0]

    async def added(count: int) -> tuple[str, str, int]:
        for number in range(count):
            name = f"后备{number}"
            await add(county, "reserve_cadre", village, name, ("village", village), content={"name": name})
        [enough] = await owed(county, "reserve_cadre.enough", village)
        [many] = await owed(county, "reserve_cadre.not_too_many", village)
        first, second = await verdict(county, enough), await verdict(county, many)
        return first["outcome"], second["outcome"], first["measured"]

    assert await added(2) == ("UNMET", "MET", 2)
    assert await added(1) == ("MET", "MET", 3)
    assert await added(2) == ("MET", "MET", 5)
    assert await added(1) == ("MET", "WARNED", 6)


@pytest.mark.rule("LX-14")
async def test_a_lame_village_is_put_right_and_a_village_of_migrants_has_its_first_secretary(
    api: Api, world: World
) -> None:
    county = await _luxi(api, world)
    weak, migrants, empty = world.villages[FANGSHAN][2], world.villages[FANGSHAN][0], world.villages[FANGSHAN][3]
    for village, code in ((weak, "WEAK_ORGANISATION"), (migrants, "MIGRANT"), (empty, "MIGRANT")):
        tag = {"regionCode": village, "code": code, "validFrom": "2025-01-01", "reason": "县委认定"}
        await county(TAG, input={"idempotencyKey": key(), **tag})

    assert await _unpaired(county, "rectification") == [weak]
    await add(
        county,
        "rectification",
        weak,
        "班子整顿",
        ("village", weak),
        content={"problem": "支书长期外出,班子瘫痪", "measures": "选派工作组,改选支委"},
    )
    assert await _unpaired(county, "rectification") == []
    # 王建国 is first secretary in the one, nobody in the other; here the post is called 第一支书.
    assert await _unpaired(county, "first_secretary.migrant") == [empty]
    [wording] = (await county(WORDINGS, region=FANGSHAN))["rules"]
    assert wording == {"matter": "wording:role:FIRST_SECRETARY", "title": "第一支书", "reference": "LX-14"}


@pytest.mark.rule("LX-16")
async def test_five_goods_are_items_of_a_list_and_no_score(api: Api, world: World) -> None:
    county, village = await _luxi(api, world), world.villages[FANGSHAN][0]
    standards = {"领导班子好": "YES", "党员干部队伍好": "YES", "工作机制好": "NO"}
    for standard, reached in standards.items():
        content = {"standard": standard, "reached": reached}
        await add(county, "five_good", village, standard, ("village", village), content=content)

    assert await counted(county, "five_good", FANGSHAN, "reached") == {("达到",): 2, ("未达到",): 1}
    assert sorted(await titles(county, form="five_good")) == sorted(standards)
    forms = {form["code"]: form for form in (await county(FORMS, region=FANGSHAN))["registerForms"]}
    assert [field["kind"] for field in forms["five_good"]["fields"]] == ["TEXT", "CHOICE"]
    scored = {"standard": "领导班子好", "reached": "YES", "score": 95}
    with pytest.raises(Refused) as score:
        await add(county, "five_good", village, "打分", ("village", village), content=scored)
    assert score.value.codes == ["INVALID_CONTENT"]
    assert await owed(county, "five_good", FANGSHAN) == []

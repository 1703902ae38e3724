"""界牌集镇 writes down who leads, who helps whom, and what its cadres have (DY-03, 04, 05, 08, 11, 17, 18)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.acceptance.acts import key
from tests.acceptance.documents_registers import CORRECT_ENTRY, ENTRIES, ENTRY, RATES
from tests.acceptance.registering import add, counted, end, official, owed, posting_id, put_in_force, titles, verdict
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused


@dataclass(frozen=True, slots=True)
class Town:
    """The town under Dingyuan's rules: its clerk, its county, its villages with cadres."""

    clerk: Client
    county: Client
    first: str
    second: str


@pytest_asyncio.fixture
async def town(api: Api, world: World) -> AsyncIterator[Town]:
    await put_in_force(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, office_grace_days=0)
    first, second, *_ = world.villages[FANGSHAN]
    yield Town(await api.sign_in(world, "clerk"), await api.sign_in(world, "county"), first, second)


@pytest.mark.rule("DY-03")
async def test_one_leader_who_keeps_in_touch_is_one_short_of_two(town: Town) -> None:
    clerk = town.clerk
    secretary = await official(clerk, FANGSHAN, "周书记", "镇党委书记")
    mayor = await official(clerk, FANGSHAN, "吴镇长", "镇长")
    township = ("township", FANGSHAN)
    await add(clerk, "liaison", FANGSHAN, "周书记联系", ("leader", secretary), township, ("village", town.first))

    [short] = await owed(clerk, "liaison", FANGSHAN)
    said = await verdict(clerk, short)
    with pytest.raises(Refused) as again:
        await add(clerk, "liaison", FANGSHAN, "周书记再联系", ("leader", secretary), township)
    await add(clerk, "liaison", FANGSHAN, "吴镇长联系", ("leader", mayor), township, ("village", town.second))

    assert (short["state"], said["outcome"], said["missing"], said["reference"]) == ("OPEN", "UNMET", 1, "DY-03")
    assert "须有2次,现有1次,还差1次" in said["reason"]
    # The same leader twice is still one leader.
    assert again.value.codes == ["PARTY_TAKEN"]
    assert [(one["state"], one["done"]) for one in await owed(clerk, "liaison", FANGSHAN)] == [("MET", 2)]


@pytest.mark.rule("DY-04")
async def test_two_villages_with_one_agreement_lack_one(town: Town) -> None:
    clerk = town.clerk
    who = {"in_charge": "镇党委副书记", "responsible": "组织委员"}

    async def sign(village: str) -> None:
        parties = (("township", FANGSHAN), ("village", village))
        await add(clerk, "agreement", FANGSHAN, "选派工作目标责任书", *parties, content=who)

    await sign(town.first)

    assert await _agreements(clerk) == {town.first: (1, 1), town.second: (1, 0)}
    assert [one["regionCode"] for one in await owed(clerk, "agreement", FANGSHAN, "OPEN")] == [town.second]
    with pytest.raises(Refused) as twice:
        await sign(town.first)
    assert twice.value.codes == ["PARTY_TAKEN"]
    await sign(town.second)
    assert await _agreements(clerk) == {town.first: (1, 1), town.second: (1, 1)}
    [kept, _] = (await clerk(ENTRIES, form="agreement"))["registerEntries"]["nodes"]
    assert kept["content"] == who


async def _agreements(clerk: Client) -> dict[str, tuple[int, int]]:
    """Of each village that owes one: how many it owes, and how many it has."""
    asked = {"region": FANGSHAN, "matter": "agreement", "from": "2025-10-24", "to": "2025-10-24"}
    return {rate["regionCode"]: (rate["due"], rate["met"]) for rate in (await clerk(RATES, **asked))["dutyRates"]}


@pytest.mark.rule("DY-05")
async def test_seven_documents_of_the_county_and_two_of_the_town_are_nine_and_old_versions_stay(town: Town) -> None:
    county, clerk = town.county, town.clerk
    kinds = ("SYSTEM", "MECHANISM", "MECHANISM", "MECHANISM", "MECHANISM", "MECHANISM", "APPRAISAL")
    for number, kind in enumerate(kinds):
        await _document(county, "210726", f"县级文件{number}", "COUNTY", kind)
    old = await _document(clerk, FANGSHAN, "学习制度", "TOWNSHIP", "STUDY")
    [one_of_two] = await owed(clerk, "policy_document", FANGSHAN)
    await _document(clerk, FANGSHAN, "请销假制度", "TOWNSHIP", "LEAVE")

    assert (one_of_two["state"], one_of_two["done"], one_of_two["required"]) == ("OPEN", 1, 2)
    assert await counted(county, "policy_document", "210726", "level") == {("县",): 7, ("乡",): 2}
    assert (await counted(county, "policy_document", "210726", "kind"))[("机制",)] == 5

    new = await _document(
        clerk, FANGSHAN, "学习制度(修订)", "TOWNSHIP", "STUDY", ("replaces", old), version="2", valid_from="2025-10-01"
    )

    # Still nine: the new version stands where the old one stood, which can be read, and was in force in September.
    assert await counted(county, "policy_document", "210726") == {(): 9}
    assert await titles(clerk, form="policy_document", region=FANGSHAN, running=True) == [
        "学习制度(修订)",
        "请销假制度",
    ]
    in_september = await titles(clerk, form="policy_document", region=FANGSHAN, on="2025-09-30")
    assert sorted(in_september) == ["学习制度", "请销假制度"]
    former = (await clerk(ENTRY, id=old))["registerEntry"]
    assert (former["title"], former["content"]["version"], former["validTo"]) == ("学习制度", "1", "2025-09-30")
    assert (await clerk(ENTRY, id=new))["registerEntry"]["parties"] == [{"code": "replaces", "name": "学习制度"}]
    [met] = await owed(clerk, "policy_document", FANGSHAN)
    assert (met["state"], met["done"]) == ("MET", 2)


async def _document(
    client: Client,
    region: str,
    title: str,
    level: str,
    kind: str,
    *parties: tuple[str, str],
    version: str = "1",
    valid_from: str = "2025-09-01",
) -> str:
    content = {"level": level, "kind": kind, "version": version}
    entry = await add(client, "policy_document", region, title, *parties, content=content, valid_from=valid_from)
    entry_id: str = entry["id"]
    return entry_id


@pytest.mark.rule("DY-08")
async def test_two_cadres_with_one_office_are_not_both_provided_for(town: Town) -> None:
    clerk = town.clerk
    li, zhang = await posting_id(clerk, "李秀英"), await posting_id(clerk, "张伟")
    with pytest.raises(Refused) as shared:
        await add(clerk, "support.office", town.second, "村部201室", ("user", li), ("user", zhang))
    await add(clerk, "support.office", town.second, "村部201室", ("user", li), content={"appliances": "空调、冰箱、床"})
    with pytest.raises(Refused) as second_office:
        await add(clerk, "support.office", town.second, "村部202室", ("user", li))

    assert shared.value.codes == ["PARTY_MISFIT"]
    assert second_office.value.codes == ["PARTY_TAKEN"]
    offices = {one["posting"]["cadre"]["name"]: one for one in await owed(clerk, "support.office", town.second)}
    assert {name: one["state"] for name, one in offices.items()} == {"李秀英": "MET", "张伟": "OPEN"}
    said = await verdict(clerk, offices["张伟"])
    assert (said["outcome"], said["missing"], said["reference"]) == ("UNMET", 1, "DY-08")
    await add(clerk, "support.office", town.second, "村部202室", ("user", zhang))
    assert {one["state"] for one in await owed(clerk, "support.office", town.second)} == {"MET"}
    # The canteen is everybody's: one entry, several users.
    both = (("users", li), ("users", zhang))
    await add(clerk, "support", FANGSHAN, "镇食堂免费就餐", *both, content={"kind": "CANTEEN"})
    assert await counted(clerk, "support", FANGSHAN, "kind") == {("食堂就餐",): 1}


@pytest.mark.rule("DY-17")
async def test_reserve_cadres_are_counted_while_they_are_reserve_cadres(town: Town) -> None:
    clerk = town.clerk
    entries = [
        await add(
            clerk,
            "reserve_cadre",
            village,
            name,
            ("village", village),
            content={"name": name, "birth_year": 1992 + number},
        )
        for number, (name, village) in enumerate((("甲某", town.first), ("乙某", town.first), ("丙某", town.second)))
    ]

    assert await counted(clerk, "reserve_cadre", FANGSHAN) == {(): 3}
    assert sorted((await counted(clerk, "reserve_cadre", FANGSHAN, "region")).values()) == [1, 2]
    await end(clerk, entries[0]["id"], "2025-10-23", "当选村委会副主任")
    assert await counted(clerk, "reserve_cadre", FANGSHAN) == {(): 2}
    assert await titles(clerk, form="reserve_cadre", running=False) == ["甲某"]


@pytest.mark.rule("DY-18")
async def test_a_pledge_is_of_both_sides_and_is_kept_or_not_yet(town: Town) -> None:
    clerk = town.clerk
    wang = await posting_id(clerk, "王建国")
    parties = (("posting", wang), ("village", town.first))
    with pytest.raises(Refused) as one_sided:
        await add(clerk, "pledge", town.first, "修路承诺", *parties, content={"pledge": "修通村路3公里"})
    said = {"pledge": "修通村路3公里", "counter_pledge": "村里负责征地和养护", "done": False}
    pledged = await add(clerk, "pledge", town.first, "修路承诺", *parties, content=said)

    assert one_sided.value.codes == ["INVALID_CONTENT"]
    assert await counted(clerk, "pledge", FANGSHAN, "done") == {("否",): 1}
    kept = {**said, "done": True, "done_on": "2025-10-20"}
    correction = {"idempotencyKey": key(), "entryId": pledged["id"], "content": kept, "reason": "道路已通车"}
    answer = (await clerk(CORRECT_ENTRY, input=correction))["correctRegisterEntry"]
    assert answer["content"] == kept
    assert await counted(clerk, "pledge", FANGSHAN, "done") == {("是",): 1}


@pytest.mark.rule("DY-11")
async def test_a_secretary_who_guides_one_cadre_is_refused_a_second(town: Town) -> None:
    clerk = town.clerk
    mentor = await official(clerk, FANGSHAN, "杨书记", "优秀村总支书记", tier="VILLAGE")
    other = await official(clerk, FANGSHAN, "孙书记", "优秀村总支书记", tier="VILLAGE")
    wang, li = await posting_id(clerk, "王建国"), await posting_id(clerk, "李秀英")
    pair = await add(clerk, "pairing.mentor", FANGSHAN, "杨书记帮带王建国", ("mentor", mentor), ("posting", wang))

    with pytest.raises(Refused) as second_cadre:
        await add(clerk, "pairing.mentor", FANGSHAN, "杨书记帮带李秀英", ("mentor", mentor), ("posting", li))
    with pytest.raises(Refused) as second_mentor:
        await add(clerk, "pairing.mentor", FANGSHAN, "孙书记帮带王建国", ("mentor", other), ("posting", wang))

    assert second_cadre.value.codes == second_mentor.value.codes == ["PARTY_TAKEN"]
    assert "“杨书记帮带王建国”(自2025年9月1日起)" in second_cadre.value.errors[0]["message"]
    assert await titles(clerk, form="pairing.mentor") == ["杨书记帮带王建国"]
    assert [one["state"] for one in await owed(clerk, "pairing.mentor", town.second)] == ["OPEN", "OPEN"]
    # Once the first pairing has ended, the secretary is free.
    await end(clerk, pair["id"], "2025-10-20")
    await add(
        clerk,
        "pairing.mentor",
        FANGSHAN,
        "杨书记帮带李秀英",
        ("mentor", mentor),
        ("posting", li),
        valid_from="2025-10-21",
    )
    assert await titles(clerk, form="pairing.mentor", running=True) == ["杨书记帮带李秀英"]

"""河东's second round: numbers that add up, posts and terms, whom to send, and which villages to cover."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_campaigns import (
    APPOINT_TO_POST,
    BALANCE,
    CAMPAIGN,
    CLOSE_CAMPAIGN,
    JOIN_CAMPAIGN,
    OPEN_CAMPAIGN,
    POST_GAPS,
    POSTINGS_IN,
    WITHDRAW_CANDIDATE,
)
from tests.acceptance.sending import activate, create_campaign, open_round, set_quotas
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_graphql.lookahead.ids import global_id

DISTRICT = {"title": "区直", "dispatchLevel": "COUNTY", "cadres": 144, "villages": 72, "units": 73}
TOWNS = {"title": "镇街", "dispatchLevel": "TOWNSHIP", "cadres": 111, "villages": 111}
BY_CITY = {"otherwiseVillages": 6, "otherwiseBy": "市直"}
SET_TAG = """mutation($input: SetVillageTagInput!) { setVillageTag(input: $input) { code regionCode } }"""
RECORD_INCOMES = """mutation($input: RecordCollectiveIncomesInput!) {
  recordCollectiveIncomes(input: $input) { __typename } }"""
CLASSES = """query($region: String!) {
  incomeClasses(regionCode: $region, year: 2024) { bands { code count villages { regionCode measuredFen } } } }"""
COVERAGE = """query($region: String!) { dutyOccurrences(regionCode: $region, matter: "coverage.district", first: 100) {
  nodes { regionCode state } } }"""


async def _in_force(api: Api, world: World, since: str = "2015-01-01", **parameters: Any) -> Client:
    await activate(await api.sign_in(world, "admin"), "region_hedong", "210726", since, **parameters)
    return await api.sign_in(world, "county")


def _village(world: World, index: int) -> str:
    """A village of 芳山镇 in which nobody is posted yet, from index 2."""
    return world.villages[FANGSHAN][index]


@pytest.mark.rule("HD-01")
async def test_255_cadres_for_189_villages_add_up_with_six_covered_by_the_city(api: Api, world: World) -> None:
    county = await _in_force(api, world)
    campaign_id = await create_campaign(county, 255, 189)

    balance = await set_quotas(county, campaign_id, DISTRICT, TOWNS, **BY_CITY)
    opened = (await county(OPEN_CAMPAIGN, id=campaign_id, key=key()))["openCampaign"]

    told = {one["name"]: (one["left"], one["right"], one["difference"]) for one in balance["equations"]}
    assert told == {
        "cadres": (255, 255, 0),
        "quota:区直": (144, 144, 0),
        "quota:镇街": (111, 111, 0),
        "villages": (6, 6, 0),
    }
    assert [one["sentence"] for one in balance["equations"]] == [
        "区直、镇街合计144+111=255人,批次总数255人,相符。",
        "区直每村2人×72村=144人,名额144人,相符。",
        "镇街每村1人×111村=111人,名额111人,相符。",
        "189−72−111=6村,由市直覆盖6村,相符。",
    ]
    assert (balance["balanced"], balance["warnings"]) == (True, [])
    assert opened["state"] == "OPEN"


@pytest.mark.rule("HD-01")
async def test_112_from_the_townships_is_kept_as_a_draft_with_a_warning_and_cannot_be_opened(
    api: Api, world: World
) -> None:
    county = await _in_force(api, world)
    campaign_id = await create_campaign(county, 255, 189)

    balance = await set_quotas(county, campaign_id, DISTRICT, TOWNS | {"cadres": 112}, **BY_CITY)
    with pytest.raises(Refused) as refused:
        await county(OPEN_CAMPAIGN, id=campaign_id, key=key())

    assert balance["balanced"] is False
    assert balance["warnings"][0] == "区直、镇街合计144+112=256人,批次总数255人,多1人,请核对。"
    assert refused.value.codes == ["QUOTA_MISMATCH"]
    fields = refused.value.errors[0]["extensions"]["fields"]
    assert [field["path"] for field in fields] == ["cadres", "quota:镇街"]
    stored = (await county(CAMPAIGN, id=campaign_id))["campaign"]
    assert stored["state"] == "DRAFT"
    assert [(quota["title"], quota["cadres"]) for quota in stored["quotas"]] == [("区直", 144), ("镇街", 112)]


@pytest.mark.rule("HD-01")
async def test_villages_that_nobody_covers_must_be_accounted_for(api: Api, world: World) -> None:
    county = await _in_force(api, world)
    campaign_id = await create_campaign(county, 255, 189)

    balance = await set_quotas(county, campaign_id, DISTRICT, TOWNS)
    with pytest.raises(Refused) as refused:
        await county(OPEN_CAMPAIGN, id=campaign_id, key=key())

    assert balance["warnings"] == ["189−72−111=6村,写明另行覆盖0村,多6村,请核对。"]
    assert refused.value.codes == ["QUOTA_MISMATCH"]
    assert (await county(CAMPAIGN, id=campaign_id))["campaign"]["state"] == "DRAFT"


@pytest.mark.rule("HD-01")
async def test_real_postings_are_counted_against_the_plan(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign = await open_round(api, world)
    for name, role in (("赵刚", "FIRST_SECRETARY"), ("钱勇", "DEPUTY_SECRETARY")):
        await campaign.send(await campaign.propose(name), _village(world, 2), role=role)

    balance = (await campaign.organiser(BALANCE, id=campaign.campaign_id))["campaignBalance"]

    assert balance["progress"] == [
        {
            "dispatchLevel": "COUNTY",
            "title": "区直",
            "planned": {"cadres": 4, "villages": 2, "units": None},
            "actual": {"cadres": 2, "villages": 1, "units": 1},
        },
        {
            "dispatchLevel": "TOWNSHIP",
            "title": "镇街",
            "planned": {"cadres": 8, "villages": 8, "units": None},
            "actual": {"cadres": 0, "villages": 0, "units": 0},
        },
    ]


@pytest.mark.rule("HD-01")
async def test_postings_from_a_roster_are_counted_once_they_are_put_under_the_campaign(api: Api, world: World) -> None:
    """张伟 was sent by the county; 刘洋 is the neighbouring county's, and nobody is counted beside him."""
    await _in_force(api, world)
    campaign = await open_round(api, world)
    own, foreign = (global_id("Posting", world.postings[name]) for name in ("张伟", "刘洋"))

    with pytest.raises(Refused) as refused:
        await campaign.organiser(JOIN_CAMPAIGN, id=campaign.campaign_id, postings=[own, foreign], key=key())
    before = (await campaign.organiser(BALANCE, id=campaign.campaign_id))["campaignBalance"]["progress"]
    await campaign.organiser(JOIN_CAMPAIGN, id=campaign.campaign_id, postings=[own], key=key())
    after = (await campaign.organiser(BALANCE, id=campaign.campaign_id))["campaignBalance"]["progress"]

    assert refused.value.codes == ["POSTING_NOT_FOUND"]
    assert before[0]["actual"] == {"cadres": 0, "villages": 0, "units": 0}
    assert after[0]["actual"] == {"cadres": 1, "villages": 1, "units": 1}


@pytest.mark.rule("HD-01")
async def test_under_a_closed_campaign_nobody_is_appointed_any_more(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign, village = await open_round(api, world), _village(world, 2)
    candidate = await campaign.propose("赵刚")
    closed = (await campaign.organiser(CLOSE_CAMPAIGN, id=campaign.campaign_id, key=key()))["closeCampaign"]

    with pytest.raises(Refused) as refused:
        await campaign.send(candidate, village)
    given = {"id": candidate, "reason": "批次结束", "key": key()}
    withdrawn = (await campaign.organiser(WITHDRAW_CANDIDATE, **given))["withdrawCandidate"]

    assert (closed["state"], withdrawn["state"]) == ("CLOSED", "WITHDRAWN")
    assert refused.value.codes == ["CAMPAIGN_NOT_OPEN"]
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 0


@pytest.mark.rule("HD-02")
async def test_a_village_with_a_first_secretary_gets_no_second_one(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign, village = await open_round(api, world), _village(world, 2)
    await campaign.send(await campaign.propose("赵刚"), village)
    second = await campaign.propose("钱勇")

    with pytest.raises(Refused) as refused:
        await campaign.send(second, village)

    assert refused.value.codes == ["POST_TAKEN"]
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 1
    # The very same person may still take the post that is vacant.
    deputy = await campaign.send(second, village, role="DEPUTY_SECRETARY")
    assert deputy["role"] == "DEPUTY_SECRETARY"


@pytest.mark.rule("HD-02")
async def test_a_village_with_one_of_two_lacks_a_deputy_secretary(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign = await open_round(api, world)
    await campaign.send(await campaign.propose("赵刚"), _village(world, 2))
    await campaign.send(await campaign.propose("孙丽"), _village(world, 3), dispatchLevel="TOWNSHIP")

    gaps = (await campaign.organiser(POST_GAPS, region=FANGSHAN))["postGaps"]

    one_of_two = [gap for gap in gaps if gap["regionCode"] == _village(world, 2)]
    assert one_of_two == [
        {
            "regionCode": _village(world, 2),
            "dispatchLevel": "COUNTY",
            "missing": ["DEPUTY_SECRETARY"],
            "surplus": 0,
            "sentence": "缺副书记",
            "clauseReference": "HD-02",
        }
    ]
    assert _village(world, 3) not in {gap["regionCode"] for gap in gaps}


@pytest.mark.rule("HD-02")
async def test_a_second_person_in_a_townships_village_is_one_too_many(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign, village = await open_round(api, world), _village(world, 2)
    await campaign.send(await campaign.propose("孙丽"), village, dispatchLevel="TOWNSHIP")
    second = await campaign.propose("李强")

    with pytest.raises(Refused) as same:
        await campaign.send(second, village, dispatchLevel="TOWNSHIP")
    with pytest.raises(Refused) as deputy:
        await campaign.send(second, village, dispatchLevel="TOWNSHIP", role="DEPUTY_SECRETARY")

    assert (same.value.codes, deputy.value.codes) == (["POST_TOO_MANY"], ["POST_TOO_MANY"])
    assert "超员" in same.value.errors[0]["message"]
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 1


@pytest.mark.rule("HD-03")
@pytest.mark.parametrize(
    ("start", "end"),
    [("2015-05-01", "2017-04-30"), ("2016-02-29", "2018-02-28"), ("2025-10-24", "2027-10-23")],
)
async def test_two_years_end_on_the_day_before(api: Api, world: World, start: str, end: str) -> None:
    await _in_force(api, world)
    campaign = await open_round(api, world)

    posting = await campaign.send(await campaign.propose("赵刚"), _village(world, 2), startDate=start)

    assert (posting["startDate"], posting["plannedEnd"]) == (start, end)


@pytest.mark.rule("HD-04")
@pytest.mark.parametrize("status", ["PROBATIONARY_MEMBER", "NOT_MEMBER"])
async def test_whoever_is_no_full_member_is_not_appointed(api: Api, world: World, status: str) -> None:
    await _in_force(api, world)
    campaign, village = await open_round(api, world), _village(world, 2)
    candidate = await campaign.propose("周敏", partyStatus=status)

    with pytest.raises(Refused) as refused:
        await campaign.send(candidate, village, accepted=[{"code": "NOT_A_FULL_MEMBER", "reason": "工作急需,先行到岗"}])

    assert refused.value.codes == ["RULE_OBJECTION"]
    assert _objections(refused.value) == ["NOT_A_FULL_MEMBER"]
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 0


@pytest.mark.rule("HD-04")
async def test_an_excellent_official_of_exactly_40_fits_and_of_41_needs_a_reason_that_is_kept(
    api: Api, world: World
) -> None:
    """Whoever was born on 24 October 1985 is 40 on the first day; born a year earlier, 41."""
    await _in_force(api, world)
    campaign = await open_round(api, world)
    forty = await campaign.propose("吴刚", date(1985, 10, 24), category="优秀机关干部")
    nearly_41 = await campaign.propose("郑明", date(1984, 10, 25), category="优秀机关干部")
    forty_one = await campaign.propose("王强", date(1984, 10, 24), category="优秀机关干部")

    fitting = [
        await campaign.send(forty, _village(world, 2)),
        await campaign.send(nearly_41, _village(world, 3)),
    ]
    with pytest.raises(Refused) as refused:
        await campaign.send(forty_one, _village(world, 4))
    reason = {"code": "OVER_AGE", "reason": "长期分管农业,群众基础好"}
    overridden = await campaign.send(forty_one, _village(world, 4), accepted=[reason])

    assert [posting["decision"]["accepted"] for posting in fitting] == [[], []]
    assert refused.value.codes == ["OBJECTION_NOT_ACCEPTED"]
    assert _objections(refused.value) == ["OVER_AGE"]
    kept = overridden["decision"]["accepted"]
    assert [(one["code"], one["accepted_because"], one["reference"]) for one in kept] == [
        ("OVER_AGE", "长期分管农业,群众基础好", "HD-04")
    ]


@pytest.mark.rule("HD-04")
async def test_the_age_line_is_for_excellent_officials_only(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign = await open_round(api, world)
    leader = await campaign.propose("冯国", date(1970, 1, 1), category="镇街班子成员", townshipLeader=True)

    posting = await campaign.send(leader, _village(world, 2))

    assert posting["decision"]["accepted"] == []


async def _tag(client: Client, village: str, code: str, since: str = "2025-01-01") -> None:
    given = {"regionCode": village, "code": code, "validFrom": since, "reason": "区委认定"}
    await client(SET_TAG, input={"idempotencyKey": key(), **given})


@pytest.mark.rule("HD-05")
async def test_a_backward_village_takes_a_leader_of_the_township_only(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign, village = await open_round(api, world), _village(world, 2)
    await _tag(campaign.organiser, village, "BACKWARD")
    ordinary = await campaign.propose("赵刚")
    leader = await campaign.propose("孙丽", townshipLeader=True)

    with pytest.raises(Refused) as refused:
        await campaign.send(ordinary, village, dispatchLevel="TOWNSHIP")
    posting = await campaign.send(leader, village, dispatchLevel="TOWNSHIP")
    elsewhere = await campaign.send(ordinary, _village(world, 3), dispatchLevel="TOWNSHIP")

    assert _objections(refused.value) == ["NOT_A_TOWNSHIP_LEADER"]
    assert (posting["regionCode"], elsewhere["regionCode"]) == (village, _village(world, 3))


@pytest.mark.rule("HD-02")
async def test_nobody_appoints_beyond_the_own_county(api: Api, world: World) -> None:
    await _in_force(api, world)
    neighbour = await api.sign_in(world, "other_county")
    campaign, village = await open_round(api, world), _village(world, 2)
    candidate = await campaign.propose("赵刚")
    given = {
        "idempotencyKey": key(),
        "candidateId": candidate,
        "role": "FIRST_SECRETARY",
        "dispatchLevel": "COUNTY",
        "regionCode": village,
        "startDate": "2025-10-24",
    }

    with pytest.raises(Refused) as place:
        await neighbour(APPOINT_TO_POST, input=given)
    own_village = next(code for code in world.villages if code.startswith("210727"))
    elsewhere = {"regionCode": world.villages[own_village][3], "idempotencyKey": key()}
    with pytest.raises(Refused) as person:
        await neighbour(APPOINT_TO_POST, input=given | elsewhere)

    assert (place.value.codes, person.value.codes) == (["FORBIDDEN"], ["CANDIDATE_NOT_FOUND"])
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 0


def _objections(refused: Refused) -> list[str]:
    """The codes of what was objected to."""
    return [field["code"] for field in refused.errors[0]["extensions"]["fields"]]


async def _weak(client: Client, incomes: dict[str, int]) -> list[str]:
    """Record each village's operating income of 2024 in 分, beside subsidies; the villages that are weak by it."""
    villages = [
        {"regionCode": code, "grossFen": fen + 5_000_000, "subsidiesFen": 5_000_000, "operatingFen": fen}
        for code, fen in incomes.items()
    ]
    await client(RECORD_INCOMES, input={"idempotencyKey": key(), "year": 2024, "villages": villages})
    (band,) = (await client(CLASSES, region=FANGSHAN))["incomeClasses"]["bands"]
    return [member["regionCode"] for member in band["villages"]]


async def _covered(client: Client) -> dict[str, str]:
    nodes = (await client(COVERAGE, region=FANGSHAN))["dutyOccurrences"]["nodes"]
    return {node["regionCode"]: node["state"] for node in nodes}


@pytest.mark.rule("HD-06")
async def test_an_operating_income_of_exactly_30000_yuan_is_weak_and_a_fen_more_is_not(api: Api, world: World) -> None:
    county = await _in_force(api, world)
    exactly, more, less = (_village(world, index) for index in (2, 3, 4))

    weak = await _weak(county, {exactly: 3_000_000, more: 3_000_001, less: 0})

    assert sorted(weak) == [exactly, less]


@pytest.mark.rule("HD-06")
async def test_a_weak_village_is_covered_by_the_district_and_by_nobody_else(api: Api, world: World) -> None:
    await _in_force(api, world)
    campaign = await open_round(api, world)
    by_town, by_district, uncovered = (_village(world, index) for index in (2, 3, 4))
    for village in await _weak(campaign.organiser, dict.fromkeys((by_town, by_district, uncovered), 3_000_000)):
        await _tag(campaign.organiser, village, "WEAK_ECONOMY")
    await _tag(campaign.organiser, by_district, "WEAK_ORGANISATION")
    await campaign.send(await campaign.propose("孙丽"), by_town, dispatchLevel="TOWNSHIP")
    await campaign.send(await campaign.propose("赵刚"), by_district)

    assert await _covered(campaign.organiser) == {by_town: "OPEN", by_district: "MET", uncovered: "OPEN"}


@pytest.mark.rule("HD-06")
@pytest.mark.parametrize("tag", ["SERVICE_CENTRE", "MODEL_SECRETARY", "WEAK_ORGANISATION"])
async def test_each_of_the_other_kinds_of_villages_is_to_be_covered(api: Api, world: World, tag: str) -> None:
    county, village = await _in_force(api, world), _village(world, 2)
    await _tag(county, village, tag)
    await _tag(county, _village(world, 3), "BACKWARD")

    assert await _covered(county) == {village: "OPEN"}

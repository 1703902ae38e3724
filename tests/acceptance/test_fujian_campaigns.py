"""福建式县: whom rather not to send, a year's term, the party membership there and back, coverage, the certificate."""

from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.acceptance.documents_campaigns import (
    APPOINT_TO_POST,
    CANDIDATES,
    END_POSTING,
    EXTEND_TERM,
    OVERDUE_TERMS,
    PARTY_TRANSFER,
    POSTINGS_IN,
    REVIEW_CANDIDATE,
    SERVICE_RECORD,
    UNIT_RELEASE,
)
from tests.acceptance.sending import Round, activate, open_round
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_graphql.lookahead.ids import global_id

DUTIES = """query($posting: ID!, $matter: String!) { dutyOccurrences(postingId: $posting, matter: $matter) {
  nodes { matter state overdue soft dueOn } } }"""
MATTER = """query($region: String!, $matter: String!) {
  dutyOccurrences(regionCode: $region, matter: $matter, first: 100) { nodes { id regionCode state } } }"""


async def _round(api: Api, world: World, since: str = "2016-01-01") -> Round:
    await activate(await api.sign_in(world, "admin"), "region_fujian_county", "210726", since)
    return await open_round(api, world)


def _village(world: World, index: int) -> str:
    """A village of 芳山镇 in which nobody is posted yet, from index 2."""
    return world.villages[FANGSHAN][index]


@pytest.mark.rule("FJ-05")
async def test_a_year_from_1_june_ends_on_31_may_and_whoever_stays_on_is_overdue(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2016-06-01")

    overdue = (await campaign.organiser(OVERDUE_TERMS, region=_village(world, 2)))["overdueTerms"]

    assert posting["plannedEnd"] == "2017-05-31"
    assert [(one["postingId"], one["termEndedOn"], one["clauseReference"]) for one in overdue] == [
        (posting["id"], "2017-05-31", "FJ-05")
    ]
    assert "超期" in overdue[0]["sentence"]


@pytest.mark.rule("FJ-05")
async def test_the_last_day_is_not_overdue_the_next_day_is_and_an_extension_ends_it(api: Api, world: World) -> None:
    """Today is 24 October 2025."""
    campaign = await _round(api, world)
    last_day = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2024-10-25")
    day_after = await campaign.send(await campaign.propose("黄强"), _village(world, 3), startDate="2024-10-24")

    before = (await campaign.organiser(OVERDUE_TERMS, region=FANGSHAN))["overdueTerms"]
    until = {"id": day_after["id"], "until": "2026-04-23"}
    extended = (await campaign.organiser(EXTEND_TERM, **until, reason="项目收尾,延长半年", key=key()))["extendTerm"]
    after = (await campaign.organiser(OVERDUE_TERMS, region=FANGSHAN))["overdueTerms"]

    assert last_day["plannedEnd"] == "2025-10-24"
    assert [(one["postingId"], one["days"]) for one in before] == [(day_after["id"], 1)]
    assert extended == {
        "plannedEnd": "2026-04-23",
        "extensions": [{"previousEnd": "2025-10-23", "until": "2026-04-23", "reason": "项目收尾,延长半年"}],
    }
    assert after == []


@pytest.mark.rule("FJ-05")
async def test_an_extension_must_be_longer_and_the_neighbour_may_grant_none(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2024-10-24")
    given = {"id": posting["id"], "reason": "项目收尾"}

    with pytest.raises(Refused) as same:
        await campaign.organiser(EXTEND_TERM, **given, until="2025-10-23", key=key())
    with pytest.raises(Refused) as foreign:
        await (await api.sign_in(world, "other_county"))(EXTEND_TERM, **given, until="2026-10-23", key=key())

    assert (same.value.codes, foreign.value.codes) == (["EXTENSION_NOT_LONGER"], ["POSTING_NOT_FOUND"])
    overdue = (await campaign.organiser(OVERDUE_TERMS, region=FANGSHAN))["overdueTerms"]
    assert [one["termEndedOn"] for one in overdue] == ["2025-10-23"]


@pytest.mark.rule("FJ-08")
@pytest.mark.parametrize("veto", ["RELUCTANT", "UNABLE", "ILL_REPUTED"])
async def test_any_one_veto_forbids_the_appointment(api: Api, world: World, veto: str) -> None:
    campaign, village = await _round(api, world), _village(world, 2)
    candidate = await campaign.propose("林勇")
    reviewed = await campaign.review(candidate, veto)

    with pytest.raises(Refused) as refused:
        await campaign.send(candidate, village)

    assert {one["veto"]: one["found"] for one in reviewed["review"]}[veto] is True
    assert {one["decidedBy"] for one in reviewed["review"]} == {"黑山县委组织部"}
    assert refused.value.codes == ["RULE_OBJECTION"]
    assert [field["code"] for field in refused.value.errors[0]["extensions"]["fields"]] == [f"VETO_{veto}"]
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 0
    nodes = (await campaign.organiser(CANDIDATES, campaign=campaign.campaign_id))["candidates"]["nodes"]
    assert [node["state"] for node in nodes] == ["PROPOSED"]


@pytest.mark.rule("FJ-08")
async def test_whoever_is_cleared_of_all_three_is_appointed_once(api: Api, world: World) -> None:
    campaign, village = await _round(api, world), _village(world, 2)
    candidate = await campaign.propose("林勇")
    await campaign.review(candidate, "UNABLE")
    await campaign.review(candidate)

    posting = await campaign.send(candidate, village)
    with pytest.raises(Refused) as again:
        await campaign.send(candidate, _village(world, 3))

    assert posting["regionCode"] == village
    assert again.value.codes == ["CANDIDATE_SETTLED"]


@pytest.mark.rule("FJ-08")
async def test_a_review_must_answer_all_three(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    candidate = await campaign.propose("林勇")
    one = {"veto": "UNABLE", "found": False, "decidedBy": "黑山县委组织部"}
    given = {"idempotencyKey": key(), "candidateId": candidate, "decidedOn": "2025-10-20"}

    with pytest.raises(Refused) as refused:
        await campaign.organiser(REVIEW_CANDIDATE, input=given | {"findings": [one]})

    assert refused.value.codes == ["REVIEW_INCOMPLETE"]
    nodes = (await campaign.organiser(CANDIDATES, campaign=campaign.campaign_id))["candidates"]["nodes"]
    assert [node["review"] for node in nodes] == [[]]


@pytest.mark.rule("FJ-08")
async def test_at_equal_standing_reserve_cadres_come_first(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    for name, score, reserve in (("甲", 8500, False), ("乙", 8500, True), ("丙", 9000, False), ("丁", 8499, True)):
        await campaign.propose(f"林{name}", scoreHundredths=score, reserve=reserve)

    nodes = (await campaign.organiser(CANDIDATES, campaign=campaign.campaign_id))["candidates"]["nodes"]

    assert [node["cadre"]["name"] for node in nodes] == ["林丙", "林乙", "林甲", "林丁"]


async def _transfer(client: Client, posting_id: str, direction: str, day: str) -> dict[str, Any]:
    here, there = "黑山县水利局机关支部", "芳山村党支部"
    branches = (here, there) if direction == "IN" else (there, here)
    given = {"direction": direction, "transferredOn": day, "fromBranch": branches[0], "toBranch": branches[1]}
    given |= {"idempotencyKey": key(), "postingId": posting_id}
    moved: dict[str, Any] = (await client(PARTY_TRANSFER, input=given))["recordPartyTransfer"]
    return moved


async def _owed(client: Client, posting_id: str, matter: str) -> list[tuple[str, bool, bool]]:
    nodes = (await client(DUTIES, posting=posting_id, matter=matter))["dutyOccurrences"]["nodes"]
    return [(node["state"], node["overdue"], node["soft"]) for node in nodes]


@pytest.mark.rule("FJ-11")
async def test_without_transfer_and_release_both_are_outstanding_until_recorded(api: Api, world: World) -> None:
    """Appointed on 1 September, with thirty days for both: overdue on 24 October, and only a hint (原则上)."""
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2025-09-01")
    client, posting_id = campaign.organiser, posting["id"]

    before = [await _owed(client, posting_id, matter) for matter in ("party_transfer.in", "released")]
    moved = await _transfer(client, posting_id, "IN", "2025-10-20")
    release = {"idempotencyKey": key(), "postingId": posting_id, "releasedOn": "2025-09-02", "handedOverTo": "李明"}
    released = (await client(UNIT_RELEASE, input=release))["recordUnitRelease"]
    after = [await _owed(client, posting_id, matter) for matter in ("party_transfer.in", "released")]

    assert before == [[("OPEN", True, True)], [("OPEN", True, True)]]
    assert moved["partyTransfers"] == [
        {
            "direction": "IN",
            "transferredOn": "2025-10-20",
            "fromBranch": "黑山县水利局机关支部",
            "toBranch": "芳山村党支部",
        }
    ]
    assert released["release"] == {"releasedOn": "2025-09-02", "handedOverTo": "李明"}
    assert after == [[("MET", False, True)], [("MET", False, True)]]


@pytest.mark.rule("FJ-11")
async def test_when_the_term_is_over_the_way_back_is_outstanding(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2024-09-01")
    client, posting_id = campaign.organiser, posting["id"]
    await _transfer(client, posting_id, "IN", "2024-09-05")
    running = await _owed(client, posting_id, "party_transfer.back")
    await client(END_POSTING, id=posting_id, last="2025-08-31", key=key())

    ended = await _owed(client, posting_id, "party_transfer.back")
    await _transfer(client, posting_id, "BACK", "2025-10-10")
    back = await _owed(client, posting_id, "party_transfer.back")

    assert running == []
    assert ended == [("OPEN", True, True)]
    assert back == [("MET", False, True)]


@pytest.mark.rule("FJ-11")
async def test_a_membership_that_never_came_cannot_go_back_nor_come_twice(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2025-09-01")
    client, posting_id = campaign.organiser, posting["id"]

    with pytest.raises(Refused) as back:
        await _transfer(client, posting_id, "BACK", "2025-10-10")
    await _transfer(client, posting_id, "IN", "2025-09-05")
    with pytest.raises(Refused) as twice:
        await _transfer(client, posting_id, "IN", "2025-09-06")

    assert (back.value.codes, twice.value.codes) == (["NOT_TRANSFERRED_IN"], ["TRANSFER_ALREADY_RECORDED"])


async def _serve(campaign: Round, cadre_id: str, village: str, first: str, last: str) -> None:
    """A stretch of service of a cadre who is known already."""
    given = {
        "cadreId": cadre_id,
        "sendingUnitId": global_id("OrgUnit", campaign.world.units["黑山县水利局"]),
        "role": "FIRST_SECRETARY",
        "dispatchLevel": "COUNTY",
        "regionCode": village,
        "startDate": first,
    }
    answer = await campaign.organiser(APPOINT_TO_POST, input={"idempotencyKey": key(), **given})
    await campaign.organiser(END_POSTING, id=answer["appointToPost"]["id"], last=last, key=key())


@pytest.mark.rule("FJ-15")
@pytest.mark.parametrize(
    ("last", "days", "enough"), [("2017-05-30", 364, False), ("2017-05-31", 365, True), ("2017-06-30", 395, True)]
)
async def test_365_days_make_a_year_and_364_do_not(api: Api, world: World, last: str, days: int, enough: bool) -> None:
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2016-06-01")
    await campaign.organiser(END_POSTING, id=posting["id"], last=last, key=key())

    record = (await campaign.organiser(SERVICE_RECORD, cadre=posting["cadre"]["id"]))["serviceRecord"]

    assert (record["totalDays"], record["oneYear"]) == (days, enough)
    verdict = "满一年" if enough else f"不满一年,还差{365 - days}天"
    assert record["sentence"] == f"共1段,累计驻村{days}天,{verdict}。"


@pytest.mark.rule("FJ-15")
async def test_two_stretches_add_up_unless_the_longest_alone_is_asked_for(api: Api, world: World) -> None:
    """200 days from 1 June 2016 end on 17 December; 165 days from 1 February 2018 on 15 July."""
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2016-06-01")
    cadre_id = posting["cadre"]["id"]
    await campaign.organiser(END_POSTING, id=posting["id"], last="2016-12-17", key=key())
    await _serve(campaign, cadre_id, _village(world, 3), "2018-02-01", "2018-07-15")

    together = (await campaign.organiser(SERVICE_RECORD, cadre=cadre_id))["serviceRecord"]
    longest = (await campaign.organiser(SERVICE_RECORD, cadre=cadre_id, cumulative=False))["serviceRecord"]

    assert [stretch["days"] for stretch in together["stretches"]] == [200, 165]
    assert (together["totalDays"], together["oneYear"]) == (365, True)
    assert (longest["longestDays"], longest["oneYear"]) == (200, False)


@pytest.mark.rule("FJ-15")
async def test_a_strangers_record_looks_like_none(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    posting = await campaign.send(await campaign.propose("林勇"), _village(world, 2), startDate="2016-06-01")
    neighbour = await api.sign_in(world, "other_county")

    with pytest.raises(Refused) as hidden:
        await neighbour(SERVICE_RECORD, cadre=posting["cadre"]["id"])
    with pytest.raises(Refused) as unknown:
        await neighbour(SERVICE_RECORD, cadre=global_id("Cadre", world.tenant_id))

    assert hidden.value.codes == unknown.value.codes == ["CADRE_NOT_FOUND"]


SET_TAG = """mutation($input: SetVillageTagInput!) { setVillageTag(input: $input) { code regionCode } }"""
EXEMPT = """mutation($input: ExemptDutyInput!) { exemptDuty(input: $input) { state } }"""
RATES = """query($region: String!, $matter: String!) {
  dutyRates(regionCode: $region, matter: $matter, from: "2025-10-24", to: "2025-10-24") {
    regionCode due met exempt overdue rate } }"""


async def _tag(client: Client, village: str, code: str) -> None:
    given = {"regionCode": village, "code": code, "validFrom": "2025-01-01", "reason": "县委认定"}
    await client(SET_TAG, input={"idempotencyKey": key(), **given})


async def _coverage(client: Client, matter: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The county's rate of ``matter``, and each village's state."""
    rates = (await client(RATES, region="210726", matter=matter))["dutyRates"]
    nodes = (await client(MATTER, region="210726", matter=matter))["dutyOccurrences"]["nodes"]
    (town,) = [rate for rate in rates if rate["regionCode"] == FANGSHAN]
    return town, {node["regionCode"]: node["state"] for node in nodes}


@pytest.mark.rule("FJ-06")
async def test_nine_of_ten_weak_villages_covered_is_90_percent_and_the_tenth_is_named(api: Api, world: World) -> None:
    """A village with two tags counts once."""
    campaign = await _round(api, world)
    villages = world.villages[FANGSHAN][2:12]
    for village in villages:
        await _tag(campaign.organiser, village, "WEAK_ORGANISATION")
    await _tag(campaign.organiser, villages[0], "WEAK_ECONOMY")
    for name, village in zip("甲乙丙丁戊己庚辛壬", villages[:9], strict=True):
        await campaign.send(await campaign.propose(f"林{name}"), village)

    town, states = await _coverage(campaign.organiser, "coverage.full")

    assert (town["due"], town["met"], town["rate"]) == (10, 9, "90.00")
    assert [village for village, state in states.items() if state == "OPEN"] == [villages[9]]
    assert len(states) == 10


@pytest.mark.rule("FJ-06")
async def test_an_old_base_village_is_left_out_only_for_a_written_reason(api: Api, world: World) -> None:
    campaign = await _round(api, world)
    sent_to, left_out = _village(world, 2), _village(world, 3)
    for village in (sent_to, left_out):
        await _tag(campaign.organiser, village, "OLD_BASE")
    await campaign.send(await campaign.propose("林勇"), sent_to)
    before, states = await _coverage(campaign.organiser, "coverage.possible")
    nodes = (await campaign.organiser(MATTER, region=left_out, matter="coverage.possible"))["dutyOccurrences"]["nodes"]
    given = {"idempotencyKey": key(), "occurrenceId": nodes[0]["id"]}

    with pytest.raises(Refused) as no_reason:
        await campaign.organiser(EXEMPT, input=given | {"reason": " "})
    await campaign.organiser(EXEMPT, input=given | {"reason": "整村搬迁,已无常住人口", "idempotencyKey": key()})
    after, excused = await _coverage(campaign.organiser, "coverage.possible")

    assert (before["due"], before["met"], before["rate"]) == (2, 1, "50.00")
    assert states == {sent_to: "MET", left_out: "OPEN"}
    assert no_reason.value.codes == ["INVALID_TEXT"]
    assert (after["due"], after["met"], after["exempt"], after["rate"]) == (1, 1, 1, "100.00")
    assert excused == {sent_to: "MET", left_out: "EXEMPT"}

"""界牌集镇: the town's party committee decides, and the appointment is announced in the village."""

import pytest

from tests.acceptance.acts import key, photo, upload
from tests.acceptance.documents_campaigns import ANNOUNCE, POSTINGS_IN
from tests.acceptance.sending import Round, activate, open_round
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused

MEETING = {"body": "芳山镇党委会", "decidedOn": "2025-10-15"}


async def _round(api: Api, world: World) -> Round:
    await activate(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, "2015-01-01")
    return await open_round(api, world)


@pytest.mark.rule("DY-12")
async def test_without_a_decision_of_the_committee_nobody_becomes_first_secretary(api: Api, world: World) -> None:
    campaign, village = await _round(api, world), world.villages[FANGSHAN][2]
    candidate = await campaign.propose("陈涛")

    with pytest.raises(Refused) as refused:
        await campaign.send(candidate, village)

    assert refused.value.codes == ["RULE_OBJECTION"]
    assert [field["code"] for field in refused.value.errors[0]["extensions"]["fields"]] == ["NO_DECISION"]
    assert (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"] == 0


@pytest.mark.rule("DY-12")
async def test_by_a_decision_with_its_minutes_the_appointment_stands_and_is_announced(api: Api, world: World) -> None:
    campaign, village = await _round(api, world), world.villages[FANGSHAN][2]
    minutes = await upload(campaign.organiser, photo("white"))

    posting = await campaign.send(
        await campaign.propose("陈涛"), village, decision=MEETING | {"evidenceIds": [minutes]}
    )
    announced = await campaign.organiser(ANNOUNCE, id=posting["id"], on="2025-10-20", key=key())

    assert posting["decision"] == {
        "body": "芳山镇党委会",
        "decidedOn": "2025-10-15",
        "announcedOn": None,
        "accepted": [],
    }
    assert announced["announceAppointment"]["decision"] == {"decidedOn": "2025-10-15", "announcedOn": "2025-10-20"}


@pytest.mark.rule("DY-12")
async def test_an_appointment_does_not_take_effect_before_its_decision(api: Api, world: World) -> None:
    campaign, village = await _round(api, world), world.villages[FANGSHAN][2]
    candidate = await campaign.propose("陈涛")

    with pytest.raises(Refused) as early:
        await campaign.send(candidate, village, decision=MEETING, startDate="2025-10-14")
    before = (await campaign.organiser(POSTINGS_IN, region=village))["postings"]["totalCount"]
    same_day = await campaign.send(candidate, village, decision=MEETING, startDate="2025-10-15")
    with pytest.raises(Refused) as announced_early:
        await campaign.organiser(ANNOUNCE, id=same_day["id"], on="2025-10-14", key=key())

    assert early.value.codes == announced_early.value.codes == ["BEFORE_DECISION"]
    assert before == 0
    assert same_day["startDate"] == "2025-10-15"


@pytest.mark.rule("DY-12")
async def test_a_team_member_needs_no_decision(api: Api, world: World) -> None:
    campaign, village = await _round(api, world), world.villages[FANGSHAN][2]

    posting = await campaign.send(await campaign.propose("陈涛"), village, role="TEAM_MEMBER")

    assert (posting["role"], posting["decision"]["body"]) == ("TEAM_MEMBER", None)

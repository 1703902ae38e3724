"""Candidates: known or new, once each, reviewed before they are settled."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.core.campaigns.sending import number, opened, person, propose
from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.campaigns.candidates import NewFinding, review_candidate, withdraw_candidate
from xuanpai_core.campaigns.models import Candidate, CandidateReview, CandidateState, Veto
from xuanpai_core.errors import XuanpaiError

FINDINGS = [NewFinding(veto=veto, found=False, decided_by="县委组织部") for veto in Veto]


async def _candidates(world: World) -> list[CandidateState]:
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.scalars(select(Candidate.state).where(Candidate.tenant_id == world.tenant_id))
        return list(rows.all())


async def _cadres(world: World) -> int:
    async with world.database.read(world.ctx("county")) as work:
        query = select(func.count()).select_from(Cadre).where(Cadre.tenant_id == world.tenant_id)
        return await work.session.scalar(query) or 0


async def _refusal(world: World, campaign_id: UUID, whom: object, **more: object) -> XuanpaiError:
    with pytest.raises(XuanpaiError) as refused:
        await propose(world, campaign_id, whom, **more)  # type: ignore[arg-type]
    return refused.value


async def test_somebody_new_is_entered_with_the_birthday_and_gender_of_the_number(world: World) -> None:
    candidate_id = await propose(world, await opened(world), person(102))

    async with world.database.read(world.ctx("county")) as work:
        candidate = await work.session.get_one(Candidate, (world.tenant_id, candidate_id))
        cadre = await work.session.get_one(Cadre, (world.tenant_id, candidate.cadre_id))
    assert (cadre.name, cadre.birth_date, cadre.gender) == ("赵刚", date(1985, 1, 1), Gender.FEMALE)
    assert cadre.home_unit_id == world.units["黑山县水利局"]
    assert number(102).encode() not in cadre.id_number_sealed


async def test_the_same_number_in_the_next_campaign_is_the_same_person_and_another_name_is_refused(
    world: World,
) -> None:
    campaign_id = await opened(world)
    await propose(world, campaign_id, person())
    before = await _cadres(world)

    twice = await _refusal(world, campaign_id, person())
    other_name = await _refusal(world, campaign_id, person(name="钱勇"))

    assert (twice.error_code, other_name.error_code) == ("ALREADY_CANDIDATE", "PERSON_MISMATCH")
    assert (await _cadres(world), await _candidates(world)) == (before, [CandidateState.PROPOSED])


@pytest.mark.parametrize("text", ["21072619850101101", "21072619851301101X", number(101)[:-1] + "Y", ""])
async def test_a_number_that_cannot_be_right_is_refused_without_repeating_it(world: World, text: str) -> None:
    before = await _cadres(world)

    refused = await _refusal(world, await opened(world), person(id_number=text))

    assert refused.error_code == "INVALID_PERSON"
    assert text == "" or text not in refused.message
    assert await _cadres(world) == before


async def test_one_key_proposes_once_and_another_person_under_it_is_refused(world: World) -> None:
    campaign_id, key = await opened(world), fresh_key()

    first = await propose(world, campaign_id, person(), key=key)
    again = await propose(world, campaign_id, person(), key=key)
    other = await _refusal(world, campaign_id, person(103), key=key)

    assert first == again
    assert other.error_code == "IDEMPOTENCY_KEY_REUSED"


async def test_a_cadre_of_the_neighbouring_county_is_nobody(world: World) -> None:
    campaign_id = await opened(world)

    hidden = await _refusal(world, campaign_id, world.cadres["刘洋"])
    unknown = await _refusal(world, campaign_id, world.tenant_id)
    own = await propose(world, campaign_id, world.cadres["张伟"])

    assert hidden.error_code == unknown.error_code == "CADRE_NOT_FOUND"
    assert hidden.message == unknown.message
    assert isinstance(own, UUID)


@pytest.mark.parametrize(
    ("village", "code"),
    [("210726", "NOT_A_VILLAGE"), ("210727101201", "OUTSIDE_CAMPAIGN"), ("210726999999", "UNKNOWN_REGION")],
)
async def test_the_proposed_place_is_a_village_of_the_campaigns_place(world: World, village: str, code: str) -> None:
    refused = await _refusal(world, await opened(world), person(), village_code=village)

    assert refused.error_code == code
    assert await _candidates(world) == []


async def test_a_known_cadre_and_somebody_new_at_once_is_no_proposal(world: World) -> None:
    both = await _refusal(world, await opened(world), person(), cadre_id=world.cadres["张伟"])

    assert both.error_code == "ONE_PERSON"
    assert await _candidates(world) == []


async def test_whoever_is_withdrawn_is_not_reviewed_any_more(world: World) -> None:
    village = world.villages[FANGSHAN][3]
    candidate_id = await propose(world, await opened(world), person(), village_code=village)
    async with world.database.work(world.ctx("county")) as work:
        await withdraw_candidate(work, candidate_id, "本人调离", fresh_key())

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("county")) as work:
            await review_candidate(work, candidate_id, FINDINGS, date(2025, 10, 20), fresh_key())

    assert refused.value.error_code == "CANDIDATE_SETTLED"
    assert await _candidates(world) == [CandidateState.WITHDRAWN]


async def test_a_review_is_not_of_tomorrow_nor_the_neighbours(world: World) -> None:
    candidate_id = await propose(world, await opened(world), person())

    codes = []
    for who, day in (("county", date(2025, 10, 25)), ("other_county", date(2025, 10, 20))):
        with pytest.raises(XuanpaiError) as refused:
            async with world.database.work(world.ctx(who)) as work:
                await review_candidate(work, candidate_id, FINDINGS, day, fresh_key())
        codes.append(refused.value.error_code)

    assert codes == ["IN_FUTURE", "CANDIDATE_NOT_FOUND"]
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.scalars(
            select(CandidateReview.veto).where(CandidateReview.tenant_id == world.tenant_id)
        )
        assert rows.all() == []


async def test_a_birthday_that_no_calendar_has_or_that_is_to_come_is_refused(world: World) -> None:
    campaign_id = await opened(world)

    refused = [
        await _refusal(world, campaign_id, person(id_number=number(101, born)))
        for born in ("19850230", "18991231", "20251025")
    ]

    assert {one.message for one in refused} == {"身份证号中的出生日期不存在,请对照身份证重填。"}
    assert await _candidates(world) == []

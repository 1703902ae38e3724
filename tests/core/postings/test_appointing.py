"""Appointing: one posting at a time, by what the region lays down, and by nothing where it lays down nothing."""

import asyncio
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.core.campaigns.sending import opened, person, propose
from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.campaigns.candidates import NewFinding, review_candidate
from xuanpai_core.campaigns.models import Veto
from xuanpai_core.duties.models import Deed
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.periods import last_day_of_term
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.postings.appointing import Decision, NewAppointment, age_on, announce, appoint, dismiss
from xuanpai_core.postings.models import Posting, PostingDecision
from xuanpai_core.regions.models import Region
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

START = date(2025, 10, 24)


def _to(world: World, candidate_id: UUID | None, index: int = 5) -> NewAppointment:
    return NewAppointment(
        role=PostingRole.FIRST_SECRETARY,
        dispatch_level=DispatchLevel.COUNTY,
        region_code=world.villages[FANGSHAN][index],
        start_date=START,
        candidate_id=candidate_id,
    )


async def _appoint(world: World, new: NewAppointment, by: str = "county", key: str = "") -> UUID:
    async with world.database.work(world.ctx(by)) as work:
        return await appoint(work, new, key or fresh_key())


async def _refusal(world: World, new: NewAppointment, by: str = "county") -> str:
    with pytest.raises(XuanpaiError) as refused:
        await _appoint(world, new, by)
    return refused.value.error_code


async def _postings(world: World) -> int:
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.scalars(select(Posting.id).where(Posting.tenant_id == world.tenant_id))
        return len(rows.all())


async def _use_hedong(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await activate(work, NewActivation("region_hedong", "210726", date(2025, 1, 1)), fresh_key())


async def test_where_no_region_rules_the_term_and_the_posts_are_open(world: World) -> None:
    campaign_id = await opened(world)
    first = await propose(world, campaign_id, person(101))
    second = await propose(world, campaign_id, person(103, "钱勇"))

    posting_ids = [await _appoint(world, _to(world, candidate)) for candidate in (first, second)]

    async with world.database.read(world.ctx("county")) as work:
        postings = [await work.session.get_one(Posting, (world.tenant_id, one)) for one in posting_ids]
        decision = await work.session.get_one(PostingDecision, (world.tenant_id, posting_ids[0]))
    assert [posting.planned_end for posting in postings] == [None, None]
    assert (decision.campaign_id, decision.candidate_id, decision.accepted) == (campaign_id, first, [])


async def test_one_key_appoints_once_and_it_is_written_down(world: World) -> None:
    new, key = _to(world, await propose(world, await opened(world), person())), fresh_key()

    first, again = await _appoint(world, new, key=key), await _appoint(world, new, key=key)

    assert first == again
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.scalars(
            select(AuditEvent.subject_id).where(
                AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == "posting:appoint"
            )
        )
        assert rows.all() == [str(first)]


async def test_of_two_appointments_to_one_post_at_once_one_is_made(world: World) -> None:
    await _use_hedong(world)
    campaign_id = await opened(world)
    candidates = [
        await propose(world, campaign_id, person(101)),
        await propose(world, campaign_id, person(103, "钱勇")),
    ]
    before = await _postings(world)

    answers = await asyncio.gather(
        *(_appoint(world, _to(world, candidate)) for candidate in candidates), return_exceptions=True
    )

    refused = [answer for answer in answers if isinstance(answer, XuanpaiError)]
    assert [one.error_code for one in refused] == ["POST_TAKEN"]
    assert await _postings(world) == before + 1


async def test_of_two_appointments_of_one_person_at_once_one_is_made(world: World) -> None:
    cadre = replace(_to(world, None), cadre_id=world.cadres["张伟"], sending_unit_id=world.units["黑山县水利局"])
    async with world.database.work(world.ctx("county")) as work:
        await dismiss(work, world.postings["张伟"], date(2025, 9, 30), "任务完成", fresh_key())
    before = await _postings(world)

    answers = await asyncio.gather(
        _appoint(world, cadre),
        _appoint(world, replace(cadre, region_code=world.villages[FANGSHAN][6])),
        return_exceptions=True,
    )

    refused = [answer for answer in answers if isinstance(answer, XuanpaiError)]
    assert [one.error_code for one in refused] == ["ALREADY_POSTED"]
    assert await _postings(world) == before + 1


async def test_whoever_is_in_post_is_not_appointed_again_until_it_ends(world: World) -> None:
    new = replace(_to(world, None), cadre_id=world.cadres["张伟"], sending_unit_id=world.units["黑山县水利局"])

    assert await _refusal(world, new) == "ALREADY_POSTED"
    async with world.database.work(world.ctx("county")) as work:
        await dismiss(work, world.postings["张伟"], START, "任务完成", fresh_key())
    assert await _refusal(world, new) == "ALREADY_POSTED"
    assert isinstance(await _appoint(world, replace(new, start_date=date(2025, 10, 25))), UUID)


async def test_a_veto_forbids_it_where_no_region_says_so_too(world: World) -> None:
    candidate_id = await propose(world, await opened(world), person())
    findings = [NewFinding(veto=veto, found=veto is Veto.UNABLE, decided_by="县委组织部") for veto in Veto]
    async with world.database.work(world.ctx("county")) as work:
        await review_candidate(work, candidate_id, findings, START, fresh_key())
    before = await _postings(world)

    assert await _refusal(world, _to(world, candidate_id)) == "CANDIDATE_VETOED"
    assert await _postings(world) == before


async def test_what_cannot_be_right_is_refused_before_anything_is_written(world: World) -> None:
    new = _to(world, await propose(world, await opened(world), person()))
    before = await _postings(world)

    assert await _refusal(world, replace(new, region_code=FANGSHAN)) == "WRONG_PLACE_LEVEL"
    assert await _refusal(world, replace(new, region_code="210726101999")) == "UNKNOWN_REGION"
    assert await _refusal(world, replace(new, planned_end=date(2025, 10, 23))) == "INVALID_PERIOD"
    assert await _refusal(world, replace(new, cadre_id=world.cadres["张伟"])) == "ONE_PERSON"
    assert await _refusal(world, replace(new, candidate_id=None)) == "ONE_PERSON"
    assert (
        await _refusal(world, replace(new, decision=Decision(body="会", decided_on=date(2025, 10, 25)))) == "IN_FUTURE"
    )
    assert await _refusal(world, new, by="clerk") == "FORBIDDEN"
    assert await _postings(world) == before


async def test_a_place_that_did_not_exist_yet_or_exists_no_more_takes_nobody(world: World) -> None:
    new = _to(world, await propose(world, await opened(world), person()))
    async with world.database.work(world.ctx("county")) as work:
        await work.session.execute(
            update(Region)
            .where(Region.tenant_id == world.tenant_id, Region.code == new.region_code)
            .values(valid_from=date(2025, 1, 1), valid_to=date(2025, 10, 24))
        )
    before = await _postings(world)

    assert await _refusal(world, replace(new, start_date=date(2024, 12, 31))) == "PLACE_NOT_IN_FORCE"
    assert await _refusal(world, new) == "PLACE_NOT_IN_FORCE"
    assert await _postings(world) == before
    assert isinstance(await _appoint(world, replace(new, start_date=date(2025, 10, 23))), UUID)


async def test_an_announcement_counts_for_the_posting_and_its_village(world: World) -> None:
    new = _to(world, await propose(world, await opened(world), person()))
    decided = Decision(body="镇党委会", decided_on=date(2025, 10, 15))
    posting_id = await _appoint(world, replace(new, decision=decided))
    async with world.database.work(world.ctx("county")) as work:
        await announce(work, posting_id, date(2025, 10, 20), fresh_key())

    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.execute(
            select(Deed.token, Deed.day).where(Deed.tenant_id == world.tenant_id, Deed.kind == "appointment.announced")
        )
        told = {(row[0], row[1]) for row in rows}
    assert told == {
        (f"posting:{posting_id}", date(2025, 10, 20)),
        (f"region:{new.region_code}", date(2025, 10, 20)),
    }


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2015, 5, 1), 24, date(2017, 4, 30)),
        (date(2016, 6, 1), 12, date(2017, 5, 31)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 29), 48, date(2020, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2025, 12, 31)),
        (date(2025, 12, 15), 120, date(2035, 12, 14)),
    ],
)
def test_a_term_ends_the_day_before_the_same_day(start: date, months: int, last: date) -> None:
    assert last_day_of_term(start, months) == last


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1985, 10, 24), date(2025, 10, 24), 40),
        (date(1985, 10, 25), date(2025, 10, 24), 39),
        (date(1984, 2, 29), date(2025, 2, 28), 40),
        (date(1984, 2, 29), date(2025, 3, 1), 41),
    ],
)
def test_age_is_in_whole_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age

"""An inspection's way from plan to publication, and what it refuses."""

import asyncio
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.evidence.files import ready_photo
from tests.core.inspections.acts import VISIT, absent, cancel, count, find, findings, plan, publish, stored
from tests.core.plugins.activating import fresh_key
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.inspections.models import InspectionMethod, InspectionState, Presence
from xuanpai_core.inspections.service import NewFinding, NewInspection


async def audited(world: World, inspection_id: UUID) -> list[str]:
    async with world.database.read(world.ctx("auditor")) as work:
        query = select(AuditEvent.action).where(
            AuditEvent.tenant_id == world.tenant_id, AuditEvent.subject_id == str(inspection_id)
        )
        return list(await work.session.scalars(query.order_by(AuditEvent.id)))


async def test_an_unannounced_visit_is_made_in_all_four_ways(world: World) -> None:
    inspection = await stored(world, await plan(world))

    assert (inspection.method, inspection.state) == (InspectionMethod.UNANNOUNCED, InspectionState.PLANNED)
    assert (
        inspection.without_notice,
        inspection.without_route,
        inspection.straight_to_village,
        inspection.random_households,
    ) == (True, True, True, True)
    assert (inspection.region_code, inspection.planner_region_code) == (FANGSHAN, "2107")
    assert inspection.planned_by == world.people["city"].account_id


async def test_a_spot_check_is_made_in_the_ways_that_were_said(world: World) -> None:
    new = replace(VISIT, method=InspectionMethod.SPOT_CHECK, without_route=True)

    inspection = await stored(world, await plan(world, new=new))

    assert (inspection.without_notice, inspection.without_route) == (False, True)


async def test_findings_carry_the_inspection_out_and_publication_ends_it(world: World) -> None:
    inspection_id = await plan(world)
    village = world.villages[FANGSHAN][2]

    await find(world, inspection_id, absent(world, "王建国"), NewFinding(region_code=village, note="村部上锁"))
    await publish(world, inspection_id)

    inspection = await stored(world, inspection_id)
    assert (inspection.state, inspection.carried_out_on) == (InspectionState.PUBLISHED, date(2025, 10, 24))
    assert inspection.published_by == world.people["city"].account_id
    person, place = await findings(world)
    assert (person.posting_id, person.presence, person.region_code) == (
        world.postings["王建国"],
        Presence.ABSENT,
        world.villages[FANGSHAN][0],
    )
    assert (person.sending_unit_id, person.cadre_id) == (world.units["锦州市公安局"], world.cadres["王建国"])
    assert (place.posting_id, place.presence, place.region_code, place.note) == (None, None, village, "村部上锁")
    assert await audited(world, inspection_id) == ["inspection:plan", "inspection:record", "inspection:publish"]


async def test_a_second_finding_about_the_same_person_corrects_the_first(world: World) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国", note="敲门无人应"))

    await find(world, inspection_id, NewFinding(posting_id=world.postings["王建国"], presence=Presence.PRESENT))

    (finding,) = await findings(world)
    assert (finding.presence, finding.note) == (Presence.PRESENT, None)


async def test_repeating_a_verb_has_one_effect(world: World) -> None:
    keys = [fresh_key() for _ in range(3)]
    ids = [await plan(world, key=keys[0]) for _ in range(2)]
    for _ in range(2):
        await find(world, ids[0], absent(world, "王建国"), key=keys[1])
    for _ in range(2):
        await publish(world, ids[0], key=keys[2])

    assert ids[0] == ids[1]
    assert await count(world) == 1
    assert len(await findings(world)) == 1
    assert await audited(world, ids[0]) == ["inspection:plan", "inspection:record", "inspection:publish"]


async def test_two_who_publish_at_once_publish_once(world: World) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国"))

    outcomes = await asyncio.gather(
        publish(world, inspection_id), publish(world, inspection_id, "province"), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InspectionPublished", "UUID"]
    assert (await audited(world, inspection_id)).count("inspection:publish") == 1


async def test_nothing_is_published_before_something_was_found(world: World) -> None:
    inspection_id = await plan(world)

    with pytest.raises(Conflict) as refused:
        await publish(world, inspection_id)

    assert refused.value.error_code == "INSPECTION_NOT_CARRIED_OUT"
    assert (await stored(world, inspection_id)).state is InspectionState.PLANNED


async def test_what_is_published_stands(world: World) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国"))
    await publish(world, inspection_id)

    refusals = []
    for act in (
        find(world, inspection_id, absent(world, "李秀英")),
        cancel(world, inspection_id),
        publish(world, inspection_id),
    ):
        with pytest.raises(Conflict) as refused:
            await act
        refusals.append(refused.value.error_code)

    assert refusals == ["INSPECTION_PUBLISHED"] * 3
    assert len(await findings(world)) == 1
    assert (await stored(world, inspection_id)).state is InspectionState.PUBLISHED


async def test_what_is_cancelled_is_never_published(world: World) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国"))
    await cancel(world, inspection_id, reason="改为巡回督导")

    with pytest.raises(Conflict) as refused:
        await publish(world, inspection_id)

    inspection = await stored(world, inspection_id)
    assert refused.value.error_code == "INSPECTION_CANCELLED"
    assert (inspection.state, inspection.cancel_reason) == (InspectionState.CANCELLED, "改为巡回督导")
    assert inspection.published_at is None


@pytest.mark.parametrize(
    ("person", "new", "code"),
    [
        ("secretary", replace(VISIT, region_code="210726"), "FORBIDDEN"),
        ("clerk", replace(VISIT, region_code="210726102"), "FORBIDDEN"),
        ("village", VISIT, "FORBIDDEN"),
        ("unit", VISIT, "FORBIDDEN"),
        ("王建国", VISIT, "FORBIDDEN"),
        ("other_county", VISIT, "FORBIDDEN"),
        ("county", replace(VISIT, region_code="2107"), "FORBIDDEN"),
        ("city", replace(VISIT, region_code="210799"), "UNKNOWN_REGION"),
        ("city", replace(VISIT, region_code="21x"), "INVALID_REGION_CODE"),
        ("city", replace(VISIT, planned_on=date(2025, 10, 23)), "PLANNED_IN_PAST"),
        ("city", replace(VISIT, title="  "), "INVALID_TEXT"),
    ],
)
async def test_a_plan_that_cannot_be_made_leaves_nothing(
    world: World, person: str, new: NewInspection, code: str
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await plan(world, person, new)

    assert refused.value.error_code == code
    assert await count(world) == 0


async def test_findings_that_cannot_be_right_are_refused_whole(world: World) -> None:
    inspection_id = await plan(world)
    village = world.villages[FANGSHAN][0]
    refusals = []
    for found in (
        (),
        (NewFinding(presence=Presence.ABSENT),),
        (NewFinding(posting_id=world.postings["王建国"], region_code=village, presence=Presence.ABSENT),),
        (NewFinding(posting_id=world.postings["王建国"]),),
        (NewFinding(region_code=village),),
        (NewFinding(region_code=village, note="有人", presence=Presence.PRESENT),),
        (absent(world, "王建国", found_on=date(2025, 10, 25)),),
        (absent(world, "王建国"), absent(world, "王建国")),
        (absent(world, "王建国"), NewFinding(region_code="210727", note="不在范围内")),
        (absent(world, "王建国"), absent(world, "李秀英", found_on=date(2024, 12, 31))),
    ):
        with pytest.raises(Invalid) as refused:
            await find(world, inspection_id, *found)
        refusals.append(refused.value.fields[0].code)

    assert refusals == [
        "WRONG_NUMBER",
        "ONE_SUBJECT",
        "ONE_SUBJECT",
        "REQUIRED",
        "REQUIRED",
        "NOT_A_PERSON",
        "IN_FUTURE",
        "DUPLICATE",
        "OUTSIDE_THE_PLACE",
        "NOT_IN_POST",
    ]
    assert await findings(world) == []
    assert (await stored(world, inspection_id)).state is InspectionState.PLANNED


async def test_somebody_posted_elsewhere_and_nobody_look_the_same(world: World) -> None:
    inspection_id = await plan(world)
    refusals = []
    for posting_id in (world.postings["刘洋"], new_id()):
        with pytest.raises(NotFound) as refused:
            await find(world, inspection_id, NewFinding(posting_id=posting_id, presence=Presence.ABSENT))
        refusals.append((refused.value.error_code, refused.value.message))

    assert refusals[0] == refusals[1]
    assert refusals[0][0] == "POSTING_NOT_FOUND"
    assert await findings(world) == []


async def test_photos_belong_to_nobodys_posting_until_publication(world: World) -> None:
    photo = await ready_photo(world, "city")
    at_place = await ready_photo(world, "city")
    inspection_id = await plan(world)
    village = world.villages[FANGSHAN][2]
    await find(
        world,
        inspection_id,
        absent(world, "王建国", evidence_ids=(photo,)),
        NewFinding(region_code=village, note="村部上锁", evidence_ids=(at_place,)),
    )
    before = await _links(world)

    await publish(world, inspection_id)

    assert before == {photo: (None, None), at_place: (None, None)}
    assert await _links(world) == {photo: (world.postings["王建国"], None), at_place: (None, village)}


async def test_another_persons_photo_proves_nothing(world: World) -> None:
    photo = await ready_photo(world, "county")
    inspection_id = await plan(world)

    with pytest.raises(NotFound) as refused:
        await find(world, inspection_id, absent(world, "王建国", evidence_ids=(photo,)))

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert await findings(world) == []


async def test_whoever_corrects_a_finding_keeps_the_photo_of_the_first_inspector(world: World) -> None:
    photo, added = await ready_photo(world, "city"), await ready_photo(world, "province")
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国", evidence_ids=(photo,)))

    corrected = absent(world, "王建国", note="傍晚才回村。", evidence_ids=(photo, added))
    await find(world, inspection_id, corrected, person="province")

    assert await _links(world) == {photo: (None, None), added: (None, None)}
    assert [finding.note for finding in await findings(world)] == ["傍晚才回村。"]


async def test_one_may_not_plan_to_be_looked_at_oneself(world: World) -> None:
    await appoint(
        world, "兼职", NewAppointment("city_organiser", "2107"), NewAppointment("township_secretary", FANGSHAN)
    )

    with pytest.raises(Forbidden) as refused:
        await plan(world, "兼职")

    assert refused.value.error_code == "PLANNER_CONCERNED"
    assert await count(world) == 0


async def _links(world: World) -> dict[UUID, tuple[UUID | None, str | None]]:
    async with world.database.read(world.ctx("province")) as work:
        rows = await work.session.scalars(select(EvidenceLink).where(EvidenceLink.tenant_id == world.tenant_id))
        return {row.evidence_id: (row.posting_id, row.region_code) for row in rows}

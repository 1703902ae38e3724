"""A bulletin is about one subject within reach; what it refuses leaves nothing behind."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.inspections.acts import absent, find, findings, plan
from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.bulletins.models import Bulletin, BulletinGround, BulletinSubject
from xuanpai_core.bulletins.service import NewBulletin, draft_bulletin, publish_bulletin
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, XuanpaiError

NEW = NewBulletin("通报", "工作不实", region_code=FANGSHAN)


async def draft(world: World, new: NewBulletin = NEW, person: str = "city", key: str = "") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await draft_bulletin(work, new, key or fresh_key())


async def publish(world: World, bulletin_id: UUID, person: str = "city", key: str = "") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await publish_bulletin(work, bulletin_id, key or fresh_key())


async def bulletins(world: World) -> list[Bulletin]:
    async with world.database.read(world.ctx("province")) as work:
        return list(await work.session.scalars(select(Bulletin).where(Bulletin.tenant_id == world.tenant_id)))


async def audited(world: World) -> list[str]:
    async with world.database.read(world.ctx("auditor")) as work:
        query = select(AuditEvent.action).where(
            AuditEvent.tenant_id == world.tenant_id, AuditEvent.subject_type == "bulletin"
        )
        return list(await work.session.scalars(query.order_by(AuditEvent.id)))


async def test_a_bulletin_about_a_person_names_the_place_the_unit_and_the_cadre(world: World) -> None:
    await draft(world, replace(NEW, region_code=None, posting_id=world.postings["王建国"]))

    (bulletin,) = await bulletins(world)
    assert (bulletin.subject, bulletin.region_code) == (BulletinSubject.PERSON, world.villages[FANGSHAN][0])
    assert (bulletin.unit_id, bulletin.cadre_id) == (world.units["锦州市公安局"], world.cadres["王建国"])
    assert (bulletin.drafter_region_code, bulletin.published_at) == ("2107", None)


async def test_repeating_has_one_effect(world: World) -> None:
    keys = [fresh_key(), fresh_key()]
    ids = [await draft(world, key=keys[0]) for _ in range(2)]
    for _ in range(2):
        await publish(world, ids[0], key=keys[1])

    (bulletin,) = await bulletins(world)
    assert ids == [bulletin.id] * 2
    assert bulletin.published_by == world.people["city"].account_id
    assert await audited(world) == ["bulletin:draft", "bulletin:publish"]


async def test_what_went_out_does_not_go_out_again(world: World) -> None:
    bulletin_id = await draft(world)
    await publish(world, bulletin_id)

    with pytest.raises(Conflict) as refused:
        await publish(world, bulletin_id, "province")

    assert refused.value.error_code == "BULLETIN_PUBLISHED"
    assert (await bulletins(world))[0].published_by == world.people["city"].account_id


@pytest.mark.parametrize(
    ("person", "changes", "code"),
    [
        ("secretary", {}, "FORBIDDEN"),
        ("reader", {}, "FORBIDDEN"),
        ("other_county", {}, "SUBJECT_NOT_FOUND"),
        ("city", {"region_code": "210799"}, "SUBJECT_NOT_FOUND"),
        ("city", {"region_code": None}, "ONE_SUBJECT"),
        ("city", {"posting_id": new_id()}, "ONE_SUBJECT"),
        ("city", {"region_code": None, "posting_id": new_id()}, "SUBJECT_NOT_FOUND"),
        ("city", {"region_code": None, "unit_id": new_id()}, "SUBJECT_NOT_FOUND"),
        ("city", {"title": " "}, "INVALID_TEXT"),
        ("city", {"content": ""}, "INVALID_TEXT"),
        ("city", {"finding_ids": (new_id(),)}, "FINDING_NOT_FOUND"),
        ("city", {"finding_ids": tuple(new_id() for _ in range(201))}, "TOO_MANY_GROUNDS"),
    ],
)
async def test_a_draft_that_cannot_be_made_leaves_nothing(
    world: World, person: str, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await draft(world, replace(NEW, **changes), person)  # type: ignore[arg-type]

    assert refused.value.error_code == code
    assert await bulletins(world) == []


async def test_a_unit_out_of_reach_looks_like_none(world: World) -> None:
    refusals = []
    for unit_id in (world.units["锦州市公安局"], new_id()):
        with pytest.raises(XuanpaiError) as refused:
            await draft(world, replace(NEW, region_code=None, unit_id=unit_id), "county")
        refusals.append((refused.value.error_code, refused.value.message))

    assert refusals[0] == refusals[1]
    assert await bulletins(world) == []


async def test_it_waits_for_the_inspection_that_it_rests_on(world: World) -> None:
    inspection_id = await plan(world)
    await find(world, inspection_id, absent(world, "王建国"))
    (finding,) = await findings(world)
    bulletin_id = await draft(world, replace(NEW, finding_ids=(finding.id,)))

    with pytest.raises(Conflict) as refused:
        await publish(world, bulletin_id)

    assert refused.value.error_code == "GROUNDS_NOT_PUBLISHED"
    assert (await bulletins(world))[0].published_at is None
    async with world.database.read(world.ctx("province")) as work:
        grounds = await work.session.scalars(select(BulletinGround).where(BulletinGround.tenant_id == world.tenant_id))
        assert [(row.bulletin_id, row.finding_id) for row in grounds] == [(bulletin_id, finding.id)]

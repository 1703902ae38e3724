"""One unit goes on as another: what runs follows, what is past keeps the old name, and two persons agree to it."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories.world import World
from xuanpai_core.approvals.errors import ApprovalNotFound
from xuanpai_core.approvals.models import ApprovalRequest
from xuanpai_core.approvals.service import decide
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.bulletins.models import Bulletin, BulletinSubject
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.base import Base
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.identity.models import Appointment
from xuanpai_core.postings.models import Posting
from xuanpai_core.units.errors import SameUnit, UnitMerged, UnitNotFound, UnitsDiffer
from xuanpai_core.units.matters import MERGE_UNITS, propose_merge
from xuanpai_core.units.merging import FOLLOWED, LEFT_AS_THEY_WERE
from xuanpai_core.units.models import OrgUnit, OrgUnitKind
from xuanpai_core.units.service import UnitKey, find_or_create_units, find_units

MATTERS = {"MERGE_UNITS": MERGE_UNITS}
POLICE, FINANCE, WATER = "锦州市公安局", "锦州市财政局", "黑山县水利局"


async def _propose(world: World, merged: str = POLICE, into: str = FINANCE, person: str = "city") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await propose_merge(work, world.units[merged], world.units[into], "机构改革", str(new_id()))


async def _agree(world: World, request_id: UUID, person: str = "province") -> ApprovalRequest:
    async with world.database.work(world.ctx(person)) as work:
        decided = await decide(work, request_id, MATTERS, approve=True, note=None, key=str(new_id()))
    assert isinstance(decided, ApprovalRequest)
    return decided


async def _merge(world: World, merged: str = POLICE, into: str = FINANCE) -> ApprovalRequest:
    return await _agree(world, await _propose(world, merged, into))


async def _all(world: World, *columns: Any) -> set[Any]:
    """The values of ``columns`` (of one table) in the tenant."""
    async with world.database.read(world.ctx("province")) as work:
        table = columns[0].class_
        rows = await work.session.execute(select(*columns).where(table.tenant_id == world.tenant_id))
        return {tuple(row) for row in rows}


async def _merged_into(world: World) -> dict[str, UUID | None]:
    return dict(await _all(world, OrgUnit.name, OrgUnit.merged_into))


async def test_what_runs_follows(world: World) -> None:
    decided = await _merge(world)

    police, finance = world.units[POLICE], world.units[FINANCE]
    assert decided.outcome == {
        "cadres": 2,
        "postings": 2,
        "appointments": 1,
        "bulletin_drafts": 0,
        "merged_before": 0,
        "leave": 0,
        "plans": 0,
        "reports": 0,
        "register_entries": 0,
    }
    assert police not in {unit for (unit,) in await _all(world, Cadre.home_unit_id)}
    assert police not in {unit for (unit,) in await _all(world, Posting.sending_unit_id)}
    assert {unit for (unit,) in await _all(world, Appointment.unit_id)} == {None, finance}
    assert (await _merged_into(world))[POLICE] == finance


async def test_what_is_past_keeps_the_old_name(world: World) -> None:
    async with world.database.work(world.ctx("province")) as work:
        posting = await work.session.get_one(Posting, (world.tenant_id, world.postings["王建国"]))
        posting.end_date = date(2025, 10, 23)
        last_day = await work.session.get_one(Posting, (world.tenant_id, world.postings["刘洋"]))
        last_day.end_date = date(2025, 10, 24)
        leader = (
            await work.session.scalars(select(Appointment).where(Appointment.unit_id == world.units[POLICE]))
        ).one()
        leader.valid_from, leader.valid_to = date(2025, 1, 1), date(2025, 10, 24)

    await _merge(world)

    postings = dict(await _all(world, Posting.id, Posting.sending_unit_id))
    assert postings[world.postings["王建国"]] == world.units[POLICE]
    assert postings[world.postings["刘洋"]] == world.units[FINANCE]
    assert (world.units[POLICE],) in await _all(world, Appointment.unit_id)
    assert POLICE in await _merged_into(world)


async def test_a_draft_follows_and_what_was_published_stays(world: World, clock: Any) -> None:
    drafts: dict[bool, UUID] = {False: new_id(), True: new_id()}
    publisher = world.people["city"].account_id
    async with world.database.work(world.ctx("city")) as work:
        for published, bulletin_id in drafts.items():
            work.session.add(
                Bulletin(
                    tenant_id=world.tenant_id,
                    id=bulletin_id,
                    subject=BulletinSubject.UNIT,
                    region_code="2107",
                    unit_id=world.units[POLICE],
                    title="通报",
                    content="未落实保障",
                    drafted_by=publisher,
                    drafter_region_code="2107",
                    published_at=clock.now() if published else None,
                    published_by=publisher if published else None,
                )
            )

    await _merge(world)

    units = dict(await _all(world, Bulletin.id, Bulletin.unit_id))
    assert units == {drafts[False]: world.units[FINANCE], drafts[True]: world.units[POLICE]}


async def test_an_import_that_names_the_merged_unit_means_the_one_that_goes_on(world: World) -> None:
    await _merge(world)
    key = UnitKey("2107", POLICE)

    async with world.database.work(world.ctx("city")) as work:
        found = await find_units(work, [key])
        made = await find_or_create_units(work, [key])

    assert found == made == {key: world.units[FINANCE]}
    assert len(await _merged_into(world)) == 6


async def test_a_unit_that_others_were_merged_into_takes_them_along(world: World) -> None:
    world.units["新单位"] = new_id()
    async with world.database.work(world.ctx("city")) as work:
        work.session.add(
            OrgUnit(
                tenant_id=world.tenant_id,
                id=world.units["新单位"],
                name="新单位",
                kind=OrgUnitKind.SENDING_UNIT,
                region_code="2107",
                level=2,
            )
        )
    await _merge(world)

    await _merge(world, FINANCE, "新单位")

    merged = await _merged_into(world)
    assert (merged[POLICE], merged[FINANCE], merged["新单位"]) == (world.units["新单位"],) * 2 + (None,)


async def test_before_and_after_are_in_the_audit_trail(world: World) -> None:
    decided = await _merge(world)

    async with world.database.read(world.ctx("province")) as work:
        event = (
            await work.session.execute(
                select(AuditEvent.subject_id, AuditEvent.before, AuditEvent.after, AuditEvent.reason).where(
                    AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == "unit:merge"
                )
            )
        ).one()

    assert tuple(event) == (
        str(world.units[POLICE]),
        {"name": POLICE, "merged_into": None},
        {"merged_into": str(world.units[FINANCE]), "name": FINANCE, "moved": decided.outcome},
        "机构改革",
    )


async def test_the_second_person_reads_what_will_happen_and_reaches_both_places(world: World) -> None:
    request_id = await _propose(world, WATER, FINANCE)

    async with world.database.read(world.ctx("province")) as work:
        request = await work.session.get_one(ApprovalRequest, (world.tenant_id, request_id))
    with pytest.raises(ApprovalNotFound):
        await _agree(world, request_id, "county")

    assert request.region_code == "2107"
    assert request.summary.startswith("把“黑山县水利局”并入“锦州市财政局”:")
    assert set((await _merged_into(world)).values()) == {None}


@pytest.mark.parametrize(
    ("merged", "into", "person", "refusal"),
    [
        (POLICE, POLICE, "city", SameUnit),
        (POLICE, "中共锦州市委组织部", "city", UnitsDiffer),
        # The county reaches its own unit, not the city's: unknown and out of reach look alike.
        (WATER, FINANCE, "county", UnitNotFound),
        (FINANCE, WATER, "county", UnitNotFound),
        (WATER, "nothing", "county", UnitNotFound),
        (POLICE, FINANCE, "secretary", Forbidden),
        (POLICE, FINANCE, "unit", Forbidden),
    ],
)
async def test_what_cannot_be_merged_is_refused(
    world: World, merged: str, into: str, person: str, refusal: type[Exception]
) -> None:
    world.units["nothing"] = new_id()

    with pytest.raises(refusal):
        await _propose(world, merged, into, person)

    assert await _all(world, ApprovalRequest.id) == set()


async def test_another_tenants_unit_is_unknown(world: World, other_world: World) -> None:
    world.units["foreign"] = other_world.units[FINANCE]

    with pytest.raises(UnitNotFound):
        await _propose(world, POLICE, "foreign")


async def test_a_merged_unit_is_not_merged_again_nor_into(world: World) -> None:
    late = await _propose(world, POLICE, FINANCE)
    await _merge(world)

    for merged, into in ((POLICE, FINANCE), (FINANCE, POLICE)):
        with pytest.raises(UnitMerged):
            await _propose(world, merged, into)
    with pytest.raises(UnitMerged):
        await _agree(world, late)

    assert (await _merged_into(world))[FINANCE] is None


async def test_two_units_are_not_merged_into_one_another_at_once(world: World) -> None:
    requests = [await _propose(world, POLICE, FINANCE), await _propose(world, FINANCE, POLICE)]

    outcomes = await asyncio.gather(*(_agree(world, each) for each in requests), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ApprovalRequest", "UnitMerged"]
    merged = await _merged_into(world)
    assert sum(into is not None for into in merged.values()) == 1


def test_every_column_that_leads_to_a_unit_follows_or_says_that_it_does_not() -> None:
    leading = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "org_unit" and key.parent.name != "tenant_id"
    }

    assert leading == FOLLOWED | LEFT_AS_THEY_WERE

"""Asking for an import: who may, of which file, and what a retry gets."""

from uuid import UUID

import pytest

from tests.core.roster.imports import counts, run, stored, upload
from tests.core.roster.people import person, workbook
from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, XuanpaiError
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.roster.errors import NotARoster, RosterFileNotFound, RosterFileNotReady
from xuanpai_core.roster.service import start_import


async def imports_and_jobs(world: World) -> tuple[int, int]:
    """How many imports and waiting jobs the tenant has."""
    async with world.database.read(world.ctx("county")) as work:
        imports = await work.driver.fetchval("SELECT count(*) FROM roster_import WHERE tenant_id = $1", world.tenant_id)
        jobs = await work.driver.fetchval(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND args ->> 'tenant_id' = $1",
            str(world.tenant_id),
        )
    return imports, jobs


async def ask(
    world: World, evidence_id: UUID, *, person: str = "county", dry_run: bool = False, key: str = "key-0001"
) -> UUID:
    """Ask for the import of an upload."""
    async with world.database.work(world.ctx(person)) as work:
        return await start_import(work, evidence_id, dry_run=dry_run, key=key)


async def test_the_same_key_asks_once(world: World) -> None:
    evidence_id = await upload(world, workbook([person(1)]))

    first = await ask(world, evidence_id)
    again = await ask(world, evidence_id)

    assert again == first
    assert await imports_and_jobs(world) == (1, 1)


async def test_the_same_key_for_another_request_is_refused(world: World) -> None:
    evidence_id = await upload(world, workbook([person(1)]))
    await ask(world, evidence_id, dry_run=True)

    with pytest.raises(Conflict) as refused:
        await ask(world, evidence_id, dry_run=False)

    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert await imports_and_jobs(world) == (1, 1)


@pytest.mark.parametrize("role", ["secretary", "clerk", "village", "unit", "finance", "王建国"])
async def test_only_organisers_and_administrators_may_ask(world: World, role: str) -> None:
    evidence_id = await upload(world, workbook([person(1)]), person=role)

    with pytest.raises(Forbidden):
        await ask(world, evidence_id, person=role)

    assert await imports_and_jobs(world) == (0, 0)


async def test_somebody_elses_upload_looks_as_if_it_were_not_there(world: World) -> None:
    evidence_id = await upload(world, workbook([person(1)]), person="city")

    for unknown in (evidence_id, new_id()):
        with pytest.raises(RosterFileNotFound):
            await ask(world, unknown)

    assert await imports_and_jobs(world) == (0, 0)


async def test_another_tenants_upload_looks_as_if_it_were_not_there(world: World, other_world: World) -> None:
    evidence_id = await upload(other_world, workbook([person(1)]))

    with pytest.raises(RosterFileNotFound):
        await ask(world, evidence_id)

    assert await imports_and_jobs(world) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "state", "refusal"),
    [
        (EvidenceKind.PHOTO, EvidenceState.READY, NotARoster),
        (EvidenceKind.ROSTER, EvidenceState.PENDING, RosterFileNotReady),
        (EvidenceKind.ROSTER, EvidenceState.REJECTED, RosterFileNotReady),
    ],
)
async def test_only_a_completed_roster_upload_is_taken(
    world: World, kind: EvidenceKind, state: EvidenceState, refusal: type[XuanpaiError]
) -> None:
    evidence_id = await upload(world, workbook([person(1)]), kind=kind, state=state)

    with pytest.raises(refusal):
        await ask(world, evidence_id)

    assert await imports_and_jobs(world) == (0, 0)


async def test_a_requester_whose_role_has_ended_since_imports_nothing(world: World) -> None:
    before = await counts(world)
    evidence_id = await upload(world, workbook([person(1)]))
    import_id = await ask(world, evidence_id)
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(
            "UPDATE appointment SET valid_to = '2025-10-24' WHERE tenant_id = $1 AND account_id = $2",
            world.tenant_id,
            world.people["county"].account_id,
        )

    await run_worker(world.database, world.database.settings, until_empty=True)

    done = await stored(world, import_id)
    assert (done.state, done.codes) == ("FAILED", ["RIGHTS_ENDED"])
    assert await counts(world) == before


async def test_a_requester_who_has_moved_to_another_county_reaches_only_that_one(world: World) -> None:
    before = await counts(world)
    evidence_id = await upload(world, workbook([person(1)]))
    import_id = await ask(world, evidence_id)
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(
            "UPDATE appointment SET region_code = '210727' WHERE tenant_id = $1 AND account_id = $2",
            world.tenant_id,
            world.people["county"].account_id,
        )

    await run_worker(world.database, world.database.settings, until_empty=True)

    done = await stored(world, import_id)
    assert done.places == [(2, "任职地区划代码", "UNKNOWN_REGION")]
    assert await counts(world) == before


async def test_the_other_tenant_sees_nothing_of_an_import(world: World, other_world: World) -> None:
    before = await counts(other_world)

    done = await run(world, workbook([person(1)]))

    assert done.state == "SUCCEEDED"
    assert await counts(other_world) == before
    assert await imports_and_jobs(other_world) == (0, 0)
    same_person = await run(other_world, workbook([person(1, NAME="周洋")]))
    assert same_person.state == "SUCCEEDED"

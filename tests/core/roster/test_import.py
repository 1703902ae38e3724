"""A roster through the real queue and worker."""

import asyncio
from datetime import date
from typing import Any

import pytest

from tests.core.roster.imports import counts, request, run, stored, upload
from tests.core.roster.people import EAST_MENG, id_number, person, workbook
from tests.factories.world import World
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.roster.run import abandon_import, run_import
from xuanpai_core.roster.service import start_import

WU_MIN = {
    "NAME": "吴敏",
    "GENDER": "女",
    "ID_NUMBER": id_number(2, male=False),
    "PHONE": None,
    "PARTY_STATUS": "中共预备党员",
    "STAFFING_TYPE": "事业编制",
    "UNIT_NAME": "黑山县农业农村局",
    "UNIT_REGION": "210726",
    "DISPATCH_LEVEL": "县派",
    "ROLE": "工作队员",
    "REGION_CODE": EAST_MENG[0],
    "REGION_NAME": EAST_MENG[1],
    "PLANNED_END": None,
}
POSTED = """
SELECT c.*, p.role, p.dispatch_level, p.region_code, p.start_date, p.planned_end, p.end_date,
       u.name AS unit, u.kind, u.level, u.region_code AS unit_region
  FROM cadre c
  JOIN posting p ON p.tenant_id = $1 AND p.cadre_id = c.id
  JOIN org_unit u ON u.tenant_id = $1 AND u.id = p.sending_unit_id
 WHERE c.tenant_id = $1 AND c.name = $2
"""


async def posted(world: World, name: str) -> Any:
    """The cadre called ``name`` with posting and unit."""
    async with world.database.read(world.ctx("county")) as work:
        return await work.driver.fetchrow(POSTED, world.tenant_id, name)


async def test_a_sound_roster_becomes_units_cadres_and_postings(world: World) -> None:
    before = await counts(world)

    done = await run(world, workbook([person(1), person(2, **WU_MIN)]))

    assert done.problems == []
    assert (done.state, done.row_count, done.problem_count, done.created) == ("SUCCEEDED", 2, 0, (2, 1, 2))
    assert await counts(world) == (before[0] + 1, before[1] + 2, before[2] + 2)
    row = await posted(world, "吴敏")
    assert (row["gender"], row["birth_date"]) == ("FEMALE", date(1970, 5, 1))
    assert (row["party_status"], row["staffing_type"]) == ("PROBATIONARY_MEMBER", "PUBLIC_INSTITUTION")
    assert (row["role"], row["dispatch_level"], row["region_code"]) == ("TEAM_MEMBER", "COUNTY", EAST_MENG[0])
    assert (row["start_date"], row["planned_end"], row["end_date"]) == (date(2025, 3, 1), None, None)
    assert (row["unit"], row["kind"], row["level"]) == ("黑山县农业农村局", "SENDING_UNIT", 3)
    assert row["unit_region"] == "210726"


async def test_identity_numbers_and_phones_are_sealed_at_rest(world: World) -> None:
    await run(world, workbook([person(1), person(2, **WU_MIN)]))

    row, silent = await posted(world, "周海"), await posted(world, "吴敏")
    vault = world.database.ports.vault
    assert vault.open(world.tenant_id, row["id_number_sealed"]) == id_number(1)
    assert row["id_number_digest"] == vault.digest(world.tenant_id, id_number(1))
    assert row["id_number_masked"] == f"210{'*' * 11}{id_number(1)[-4:]}"
    assert vault.open(world.tenant_id, row["phone_sealed"]) == "13800000001"
    assert row["phone_masked"] == "138****0001"
    assert (silent["phone_sealed"], silent["phone_digest"], silent["phone_masked"]) == (None, None, None)


async def test_a_dry_run_tells_what_would_be_made_and_makes_nothing(world: World) -> None:
    before = await counts(world)
    content = workbook([person(1), person(2, **WU_MIN)])

    dry = await run(world, content, dry_run=True)
    after_dry = await counts(world)
    real = await run(world, content)

    assert (dry.state, dry.row_count, dry.problems, dry.created) == ("SUCCEEDED", 2, [], (2, 1, 2))
    assert after_dry == before
    assert (real.state, real.created) == ("SUCCEEDED", (2, 1, 2))


async def test_the_same_file_is_imported_once(world: World) -> None:
    content = workbook([person(1)])
    await run(world, content)
    after_first = await counts(world)

    again = await run(world, content, person="city")

    assert (again.state, again.codes, again.created) == ("FAILED", ["FILE_ALREADY_IMPORTED"], (0, 0, 0))
    assert await counts(world) == after_first


async def test_a_file_that_failed_may_be_imported_later(world: World) -> None:
    content = workbook([person(1, UNIT_REGION="2107", REGION_CODE="210727001001", REGION_NAME="友谊街社区")])
    refused = await run(world, content)

    done = await run(world, content, person="city")

    assert (refused.state, done.state) == ("FAILED", "SUCCEEDED")


async def test_a_cadre_who_is_known_is_posted_anew_and_not_stored_again(world: World) -> None:
    await run(world, workbook([person(1)]))
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(
            "UPDATE posting SET end_date = '2025-08-31' WHERE tenant_id = $1 AND region_code = $2"
            " AND cadre_id = (SELECT id FROM cadre WHERE tenant_id = $1 AND name = '周海')",
            world.tenant_id,
            "210726101200",
        )
    before = await counts(world)

    early = await run(world, workbook([person(1, START_DATE="2025-08-31")]))
    done = await run(world, workbook([person(1, START_DATE="2025-09-01", PARTY_STATUS="群众")]))

    assert early.codes == ["ALREADY_POSTED"]
    assert (done.state, done.created) == ("SUCCEEDED", (0, 0, 1))
    assert await counts(world) == (before[0], before[1], before[2] + 1)
    assert (await posted(world, "周海"))["party_status"] == "FULL_MEMBER"


async def test_a_tenant_keeps_its_quota_of_cadres(world: World) -> None:
    before = await counts(world)
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(
            "UPDATE tenant SET quotas = jsonb_build_object('max_cadres', $2::integer) WHERE id = $1",
            world.tenant_id,
            before[1] + 2,
        )

    refused = await run(world, workbook(person(serial) for serial in range(3)))
    after_refused = await counts(world)
    done = await run(world, workbook(person(serial) for serial in range(2)))

    assert (refused.state, refused.codes, refused.row_count) == ("FAILED", ["QUOTA_EXCEEDED"], 3)
    assert after_refused == before
    assert (done.state, done.created) == ("SUCCEEDED", (2, 0, 2))


async def test_a_run_that_was_cut_off_is_run_again_with_one_effect(world: World) -> None:
    before = await counts(world)
    import_id = await request(world, workbook([person(1)]))
    async with world.database.work(world.ctx("county")) as work:
        # What a worker that died in the middle leaves: the import says RUNNING, the job is nobody's.
        await work.driver.execute(
            "UPDATE roster_import SET state = 'RUNNING' WHERE tenant_id = $1 AND id = $2", world.tenant_id, import_id
        )
        await work.driver.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE args ->> 'import_id' = $1", str(import_id)
        )

    await run_worker(world.database, world.database.settings, until_empty=True)
    after_first = await counts(world)
    await run_import(world.database, world.tenant_id, import_id)

    assert (await stored(world, import_id)).state == "SUCCEEDED"
    assert after_first == (before[0], before[1] + 1, before[2] + 1)
    assert await counts(world) == after_first


async def test_the_same_people_in_two_imports_at_once_are_written_once(world: World) -> None:
    before = await counts(world)
    file = workbook([person(1), person(2)])
    asked = [await request(world, content) for content in (file, file, workbook([person(2), person(3)]))]

    await asyncio.gather(*(run_import(world.database, world.tenant_id, import_id) for import_id in asked))

    done = [await stored(world, import_id) for import_id in asked]
    winners = [import_ for import_ in done if import_.state == "SUCCEEDED"]
    assert len(winners) == 1
    assert {code for import_ in done for code in import_.codes} <= {"FILE_ALREADY_IMPORTED", "ALREADY_POSTED"}
    assert await counts(world) == (before[0], before[1] + 2, before[2] + 2)


async def test_an_import_whose_tries_are_used_up_is_said_to_have_failed(world: World) -> None:
    before = await counts(world)
    import_id = await request(world, workbook([person(1)]))
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = 3 WHERE args ->> 'import_id' = $1",
            str(import_id),
        )

    await run_worker(world.database, world.database.settings, until_empty=True)

    done = await stored(world, import_id)
    assert (done.state, done.codes) == ("FAILED", ["IMPORT_INTERRUPTED"])
    assert await counts(world) == before


async def test_an_import_that_has_succeeded_is_not_said_to_have_failed(world: World) -> None:
    done = await run(world, workbook([person(1)]))

    await abandon_import(world.database, world.tenant_id, done.import_id)

    assert await stored(world, done.import_id) == done


@pytest.mark.parametrize("size", ["same", "larger"])
async def test_a_file_that_changed_in_the_store_is_not_imported(world: World, size: str) -> None:
    before = await counts(world)
    evidence_id = await upload(world, workbook([person(1)]))
    async with world.database.work(world.ctx("county")) as work:
        import_id = await start_import(work, evidence_id, dry_run=False, key="key-0001")
        changed = workbook([person(2)]) if size == "same" else b"PK" + bytes(work.ports.settings.roster_max_bytes)
        await work.ports.objects.put(f"{world.tenant_id}/evidence/{evidence_id}", changed, "application/zip")

    await run_worker(world.database, world.database.settings, until_empty=True)

    done = await stored(world, import_id)
    assert (done.state, done.codes) == ("FAILED", ["FILE_CHANGED" if size == "same" else "FILE_TOO_LARGE"])
    assert await counts(world) == before


async def test_an_import_leaves_its_trace_in_the_audit_trail(world: World) -> None:
    done = await run(world, workbook([person(1)]))

    async with world.database.read(world.ctx("county")) as work:
        events = await work.driver.fetch(
            "SELECT account_id, action FROM audit_event WHERE tenant_id = $1 AND subject_id = $2 ORDER BY id",
            world.tenant_id,
            str(done.import_id),
        )
    county = world.people["county"].account_id
    assert [tuple(event) for event in events] == [(county, "roster:import"), (county, "roster:imported")]

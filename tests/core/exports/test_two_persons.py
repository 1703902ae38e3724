"""Whoever exports many needs a second person, also when the many are split into few."""

from uuid import UUID

import pytest

from tests.core.cadres.personal import events
from tests.core.exports.exporting import ask, names, stored, with_settings, written
from tests.factories.world import World
from xuanpai_core.approvals.errors import ApprovalNotFound, SamePerson
from xuanpai_core.approvals.models import ApprovalRequest
from xuanpai_core.approvals.service import decide
from xuanpai_core.clock import FixedClock
from xuanpai_core.exports.matters import BULK_EXPORT
from xuanpai_core.exports.models import ExportState
from xuanpai_core.exports.selection import Selection
from xuanpai_core.jobs.worker import run_worker

MATTERS = {BULK_EXPORT.name: BULK_EXPORT}


async def agree(world: World, person: str, request_id: UUID | None, *, approve: bool = True) -> ApprovalRequest:
    assert request_id is not None
    async with world.database.work(world.ctx(person)) as work:
        decided = await decide(
            work,
            request_id,
            MATTERS,
            approve=approve,
            note="已核对用途",
            key=f"decide-{person}",
        )
    assert isinstance(decided, ApprovalRequest)
    return decided


async def test_more_than_the_free_rows_wait_for_a_second_person_and_are_then_written(world: World) -> None:
    async with with_settings(world, export_free_rows=2) as strict:
        asked = await ask(strict, "county")
        assert asked.export_id is None
        decided = await agree(strict, "city", asked.request_id)
        assert decided.outcome is not None
        await run_worker(strict.database, strict.database.settings, until_empty=True)

        export = await stored(strict, decided.outcome["export_id"])
        assert (export.state, export.approved, export.row_count) == (ExportState.READY, True, 3)
        assert export.requested_by == world.people["county"].account_id
        assert await names(strict, export) == {"王建国", "李秀英", "张伟"}


async def test_the_request_says_how_many_and_where(world: World) -> None:
    async with with_settings(world, export_free_rows=2) as strict:
        asked = await ask(strict, "county")
        async with strict.database.read(strict.ctx("city")) as work:
            request = await work.session.get_one(ApprovalRequest, (world.tenant_id, asked.request_id))

    assert request.summary == "county申请导出 3 名选派干部的名单(号码已脱敏)"
    assert request.region_code == "210726"


async def test_a_rejected_request_writes_nothing(world: World) -> None:
    async with with_settings(world, export_free_rows=2) as strict:
        asked = await ask(strict, "county")
        decided = await agree(strict, "city", asked.request_id, approve=False)

    assert decided.outcome is None
    assert await events(world, "cadre:export") == []


@pytest.mark.parametrize(("person", "refusal"), [("county", SamePerson), ("other_county", ApprovalNotFound)])
async def test_neither_the_requester_nor_a_neighbour_may_agree(
    world: World, person: str, refusal: type[Exception]
) -> None:
    async with with_settings(world, export_free_rows=2) as strict:
        asked = await ask(strict, "county")
        with pytest.raises(refusal):
            await agree(strict, person, asked.request_id)

    assert await events(world, "cadre:export") == []


async def test_many_split_into_few_are_added_up_over_a_day(world: World, clock: FixedClock) -> None:
    first, second = (Selection(sending_unit_id=world.units[name]) for name in ("锦州市公安局", "锦州市财政局"))
    async with with_settings(world, export_free_rows=2) as strict:
        one = await ask(strict, "county", first, "export-01")
        two = await ask(strict, "county", second, "export-02")
        three = await ask(strict, "county", first, "export-03")
        clock.advance(hours=24)
        tomorrow = await ask(strict, "county", first, "export-04")

    assert [asked.request_id is None for asked in (one, two, three, tomorrow)] == [True, True, False, True]


async def test_an_export_that_has_grown_beyond_what_was_free_fails(world: World) -> None:
    async with with_settings(world, export_free_rows=3) as strict:
        asked = await ask(strict, "county")
        async with strict.database.work(strict.ctx("county")) as work:
            export = await work.session.get_one(
                type(await stored(strict, asked.export_id)), (world.tenant_id, asked.export_id)
            )
            export.row_limit = 2
        await run_worker(strict.database, strict.database.settings, until_empty=True)
        export = await stored(strict, asked.export_id)

    assert (export.state, export.failure, export.object_key) == (ExportState.FAILED, "TOO_MANY_ROWS", None)


async def test_small_exports_need_nobody(world: World) -> None:
    assert (await written(world, "county")).approved is False

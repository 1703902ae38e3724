"""The town of 定远: a report every two months, checked against the ledger, and logs that say what was done."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update

from tests.acceptance.acts import key
from tests.acceptance.documents import WRITE_LOG
from tests.acceptance.documents_reports import REPORTS
from tests.acceptance.reporting import (
    activate,
    draft_of,
    occurrences,
    posting_of,
    report,
    save,
    stand_on,
    submit,
    verdict,
    world_of,
)
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.postings.models import Posting
from xuanpai_core.projects.models import Project, ProjectKind, ProjectQuantity, ProjectStatus

PAIRS = ["2015-01-01", "2015-03-01", "2015-05-01", "2015-07-01", "2015-09-01", "2015-11-01"]
LOGS = 'query($id: ID!) { posting(id: $id) { workLogs(month: "2025-10") { day content } } }'


@pytest_asyncio.fixture
async def world(database: Database, clock: FixedClock) -> World:
    """A world that is old enough for what is told here."""
    return await world_of(database, clock, date(2014, 10, 1))


async def _road(world: World, kilometres: str, day: date) -> None:
    """The ledger has a project of 王建国's that makes so many kilometres of road."""
    async with world.database.work(world.ctx("city")) as work:
        project_id = new_id()
        work.session.add(
            Project(
                tenant_id=world.tenant_id,
                id=project_id,
                region_code=world.villages[FANGSHAN][0],
                posting_id=world.postings["王建国"],
                title=f"整修道路{kilometres}公里",
                kind=ProjectKind.INFRASTRUCTURE,
                status=ProjectStatus.COMPLETED,
                established_on=day,
                recorded_by=work.ctx.actor.account_id,
            )
        )
        await work.session.flush()
        work.session.add(
            ProjectQuantity(
                tenant_id=world.tenant_id,
                project_id=project_id,
                item="道路",
                unit="公里",
                amount=Decimal(kilometres),
            )
        )


async def _in_2015(api: Api, world: World, clock: FixedClock, day: date) -> tuple[Client, str]:
    """The town's rules have held since 2015, 王建国 has served since 2014, and it is ``day``; he signs in."""
    stand_on(clock, day)
    async with world.database.work(world.ctx("province")) as work:
        await work.session.execute(
            update(Posting)
            .where(Posting.tenant_id == world.tenant_id, Posting.id == world.postings["王建国"])
            .values(start_date=date(2014, 10, 1), planned_end=None)
        )
    await activate(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, "2015-01-01")
    return await api.sign_in(world, "王建国"), posting_of(world, "王建国")


@pytest.mark.rule("DY-06")
async def test_25_kilometres_reported_and_20_in_the_ledger_differ_by_5_and_are_handed_in_all_the_same(
    api: Api, world: World
) -> None:
    await activate(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, "2025-01-01")
    await _road(world, "12", date(2025, 9, 10))
    await _road(world, "8", date(2025, 10, 20))
    await _road(world, "30", date(2025, 8, 31))
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")

    road = (await draft_of(cadre, "report.bimonth", "2025-10-01", posting))["road"]
    more = {"content": {"road": "25"}, "reasons": {"road": "另有5公里由企业捐建,尚未入台账。"}}
    saved = await save(cadre, "report.bimonth", "2025-10-01", posting, **more)
    handed_in = await submit(cadre, saved["id"], "TOWNSHIP")

    assert (road["value"], road["recorded"], road["records"], road["difference"]) == ("20.000", "20.000", 2, "0.000")
    assert (handed_in["state"], handed_in["complete"], handed_in["differs"]) == ("SUBMITTED", True, True)
    told = next(line for line in handed_in["lines"] if line["code"] == "road")
    assert told == {
        "code": "road",
        "value": "25",
        "words": None,
        "source": "project.quantity:道路:公里",
        "recorded": "20.000",
        "records": 2,
        "difference": "5.000",
        "reason": "另有5公里由企业捐建,尚未入台账。",
    }
    secretary = await api.sign_in(world, "secretary")
    assert [one["id"] for one in (await secretary(REPORTS, differing=True))["reports"]["nodes"]] == [saved["id"]]


@pytest.mark.rule("DY-06")
@pytest.mark.parametrize(("reported", "difference"), [("20", "0.000"), ("19.5", "-0.500"), ("20.001", "0.001")])
async def test_the_difference_is_exact_in_both_directions(
    api: Api, world: World, reported: str, difference: str
) -> None:
    await activate(await api.sign_in(world, "admin"), "region_dingyuan", FANGSHAN, "2025-01-01")
    await _road(world, "20", date(2025, 9, 10))
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")

    saved = await save(cadre, "report.bimonth", "2025-10-01", posting, content={"road": reported})
    handed_in = await submit(cadre, saved["id"], "TOWNSHIP")

    assert next(line for line in handed_in["lines"] if line["code"] == "road")["difference"] == difference
    assert handed_in["differs"] is (difference != "0.000")


@pytest.mark.rule("DY-06")
@pytest.mark.parametrize("content", ["", " \n "])
async def test_a_log_without_what_was_done_is_not_taken(api: Api, world: World, content: str) -> None:
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")
    log: dict[str, Any] = {"day": "2025-10-24", "content": content, "place": "村部", "idempotencyKey": key()}

    with pytest.raises(Refused) as refused:
        await cadre(WRITE_LOG, input=log)

    problem = refused.value.errors[0]
    assert refused.value.codes == ["INVALID_WORK_LOG"]
    assert problem["message"] == "请填写当天做了什么。"
    assert (await cadre(LOGS, id=posting))["posting"]["workLogs"] == []
    await cadre(WRITE_LOG, input=log | {"content": "查看道路施工。", "idempotencyKey": key()})
    assert (await cadre(LOGS, id=posting))["posting"]["workLogs"] == [
        {"day": "2025-10-24", "content": "查看道路施工。"}
    ]


@pytest.mark.rule("DY-07")
async def test_a_year_has_six_reports_of_two_months_each(api: Api, world: World, clock: FixedClock) -> None:
    cadre, posting = await _in_2015(api, world, clock, date(2015, 12, 31))

    owed = [one for one in await occurrences(cadre, posting, "report.bimonth") if one["periodStart"] < "2016"]

    assert [one["periodStart"] for one in owed] == PAIRS
    assert (owed[0]["period"], owed[5]["period"]) == ("2015年1至2月", "2015年11至12月")
    assert (owed[0]["periodEnd"], owed[0]["dueOn"]) == ("2015-02-28", "2015-03-10")


@pytest.mark.rule("DY-07")
async def test_at_the_end_of_march_one_report_must_be_in(api: Api, world: World, clock: FixedClock) -> None:
    cadre, posting = await _in_2015(api, world, clock, date(2015, 3, 31))

    missing = [one["periodStart"] for one in await occurrences(cadre, posting, "report.bimonth") if one["overdue"]]
    said = await verdict(cadre, posting, "report.bimonth", "2015-01-01")
    running = await verdict(cadre, posting, "report.bimonth", "2015-03-01")

    assert missing == ["2015-01-01"]
    assert (said["outcome"], said["missing"], said["overdueDays"]) == ("UNMET", 1, 21)
    assert running["outcome"] == "NOT_APPLICABLE"


@pytest.mark.rule("DY-07")
@pytest.mark.parametrize(("day", "late"), [(10, 0), (11, 1)])
async def test_a_report_counts_for_its_own_two_months_whenever_it_comes(
    api: Api, world: World, clock: FixedClock, day: int, late: int
) -> None:
    cadre, posting = await _in_2015(api, world, clock, date(2015, 3, day))

    await report(cadre, "report.bimonth", "2015-02-28", posting, "TOWNSHIP")

    states = [one["state"] for one in await occurrences(cadre, posting, "report.bimonth")]
    said = await verdict(cadre, posting, "report.bimonth", "2015-01-01")
    assert states[:2] == ["MET", "OPEN"]
    assert (said["outcome"], said["lateDays"]) == ("MET", late)

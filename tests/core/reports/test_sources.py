"""Where the figures of reports come from: exact counts over a posting and over a place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from tests.factories.world import FANGSHAN, World
from xuanpai_core.activities.models import Activity
from xuanpai_core.db.types import new_id
from xuanpai_core.parties.models import Attendance, RecordParty
from xuanpai_core.projects.models import Project, ProjectKind, ProjectQuantity, ProjectStatus
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.reports.errors import UnknownSource
from xuanpai_core.reports.sources import SOURCES, Recorded, Subject, find_source, recorded
from xuanpai_core.villages.models import CollectiveIncome
from xuanpai_core.vocabulary import ActivityKind
from xuanpai_core.worklogs.service import LogEntry, write_log

FIRST, LAST = date(2025, 9, 1), date(2025, 10, 31)


async def says(world: World, named: str, *, posting: str | None = "王建国", place: str | None = None) -> Recorded:
    """What the source says of the posting, or of the place."""
    region_code = place or world.villages[FANGSHAN][0]
    subject = Subject(region_code, None if place or posting is None else world.postings[posting])
    async with world.database.read(world.ctx("province")) as work:
        return await recorded(work, named, subject, FIRST, LAST)


async def add(world: World, model: Any, **values: Any) -> Any:
    """Store a row of ``model``; returns its id."""
    made = {"tenant_id": world.tenant_id, **values}
    async with world.database.work(world.ctx("province")) as work:
        await work.session.execute(insert(model).values(made))
    return made.get("id")


async def project(world: World, title: str, amount: str, **changes: Any) -> None:
    """A project of 王建国's in his village that makes so many 公里 of 道路."""
    values = {
        "id": new_id(),
        "region_code": world.villages[FANGSHAN][0],
        "posting_id": world.postings["王建国"],
        "title": title,
        "kind": ProjectKind.INFRASTRUCTURE,
        "status": ProjectStatus.ESTABLISHED,
        "established_on": date(2025, 9, 20),
        "recorded_by": new_id(),
    }
    project_id = await add(world, Project, **(values | changes))
    await add(world, ProjectQuantity, project_id=project_id, item="道路", unit="公里", amount=Decimal(amount))


async def visit(world: World, cadre: str, attendance: Attendance = Attendance.NAMED, **changes: Any) -> None:
    """A visit in which ``cadre`` took part."""
    values = {
        "id": new_id(),
        "kind": ActivityKind.VISIT,
        "region_code": FANGSHAN,
        "held_on": date(2025, 9, 3),
        "title": "走访",
        "topics": {},
        "recorded_by": new_id(),
    }
    activity_id = await add(world, Activity, **(values | changes))
    posting_id = world.postings[cadre]
    await add(
        world,
        RecordParty,
        id=new_id(),
        record_type="activity",
        record_id=activity_id,
        code="visitor",
        token=f"posting:{posting_id}",
        posting_id=posting_id,
        attendance=attendance,
    )


@pytest.mark.parametrize("named", sorted(SOURCES))
async def test_every_source_answers_nothing_where_nothing_is_recorded(world: World, named: str) -> None:
    full = ":".join([named, *("某" for _ in SOURCES[named].arguments)])

    answers = [await says(world, full), await says(world, full, place=FANGSHAN)]

    expected = (None, None, 0) if SOURCES[named].words else (0, None, 0)
    assert [(one.value, one.words, one.records) for one in answers] == [expected, expected]


@pytest.mark.parametrize("named", ["", "road", "project.quantity", "project.quantity:道路", "worklog.count:x"])
def test_a_source_that_does_not_exist_is_refused(named: str) -> None:
    with pytest.raises(UnknownSource) as refusal:
        find_source(named)

    assert refusal.value.error_code == "UNKNOWN_REPORT_SOURCE"


async def test_quantities_of_one_thing_in_one_unit_add_up_and_of_another_do_not(world: World) -> None:
    await project(world, "村东路", "12.5")
    await project(world, "村西路", "7.5")
    await project(world, "旧路", "3", established_on=date(2025, 8, 31))
    await project(world, "停建路", "40", status=ProjectStatus.CANCELLED)
    await project(world, "村里自己的路", "5", posting_id=None)

    road = await says(world, "project.quantity:道路:公里")

    assert (road.title, road.value, road.records) == ("项目台账的建设数量(道路 公里)", Decimal(20), 2)
    assert (await says(world, "project.quantity:道路:米")).value == 0
    assert (await says(world, "project.count")).value == 2
    assert (await says(world, "project.quantity:道路:公里", place=FANGSHAN)).value == 25
    assert (await says(world, "project.quantity:道路:公里", posting="李秀英")).value == 0


async def test_visits_count_for_whoever_took_part(world: World) -> None:
    await visit(world, "王建国")
    await visit(world, "王建国", form="visit.household")
    await visit(world, "王建国", Attendance.ABSENT)
    await visit(world, "王建国", kind=ActivityKind.TALK)
    await visit(world, "李秀英")

    assert (await says(world, "visit.count")).value == 2
    assert (await says(world, "activity.count:visit.household")).value == 1
    assert (await says(world, "activity.count:TALK")).value == 1
    assert (await says(world, "visit.count", place=FANGSHAN)).value == 4


async def test_entries_of_a_register_count_while_they_stand_in_the_period(world: World) -> None:
    posting_id = world.postings["王建国"]
    for first, last in ((date(2025, 1, 1), None), (date(2025, 1, 1), date(2025, 8, 31)), (date(2025, 11, 1), None)):
        await add(
            world,
            RegisterEntry,
            id=new_id(),
            form="household",
            title="户",
            region_code=world.villages[FANGSHAN][0],
            posting_id=posting_id,
            valid_from=first,
            valid_to=last,
            content={},
            accepted=[],
            features={},
            recorded_by=new_id(),
        )

    assert (await says(world, "register.count:household")).value == 1
    assert (await says(world, "register.count:pairing")).value == 0


async def test_income_is_the_villages_of_that_year(world: World) -> None:
    for year, operating in ((2024, 900_000), (2025, 3_000_000)):
        await add(
            world,
            CollectiveIncome,
            id=new_id(),
            region_code=world.villages[FANGSHAN][0],
            year=year,
            gross_fen=5_000_000,
            subsidies_fen=0,
            operating_fen=operating,
            recorded_by=new_id(),
        )

    assert (await says(world, "income.operating")).value == 3_000_000
    assert (await says(world, "income.gross", place=FANGSHAN)).value == 5_000_000
    assert (await says(world, "income.gross", posting="李秀英", place=world.villages[FANGSHAN][1])).value == 0


async def test_words_of_the_logs_come_with_their_days_in_order(world: World) -> None:
    async with world.database.work(world.ctx("王建国")) as work:
        for day, heard in ((date(2025, 10, 8), "缺水泵"), (date(2025, 9, 2), " 路不通 "), (date(2025, 9, 3), " ")):
            entry = LogEntry(day, "走访", problems_heard=heard, help_given="送化肥" if day.month == 10 else None)
            await write_log(work, entry, str(new_id()))

    problems, given = await says(world, "worklog.problems"), await says(world, "worklog.help")

    assert (problems.words, problems.records) == ("2025年9月2日:路不通\n2025年10月8日:缺水泵", 2)
    assert (given.words, given.records) == ("2025年10月8日:送化肥", 1)

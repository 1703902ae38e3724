"""锦州's reports: every quarter, and a summary every half-year, to the unit and the next higher committee (JZ-23)."""

from datetime import date
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update

from tests.acceptance.acts import activate_jinzhou, key, register_days
from tests.acceptance.documents_reports import FORMS, ONE_REPORT, REPORTS, RETURN, SAVE
from tests.acceptance.reporting import (
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
from xuanpai_core.duties.tasks import generate_nightly
from xuanpai_core.postings.models import Posting

UNIT, COMMITTEE = "SENDING_UNIT", "HIGHER_COMMITTEE"
QUARTERS = ("2019-01-01", "2019-04-01", "2019-07-01", "2019-10-01")
HALVES = ("2019-01-01", "2019-07-01")


@pytest_asyncio.fixture
async def world(database: Database, clock: FixedClock) -> World:
    """A world that is old enough for what is told here."""
    return await world_of(database, clock, date(2018, 4, 1))


async def _posted_since(world: World, first_day: date) -> None:
    """王建国 has been in the village since ``first_day``."""
    async with world.database.work(world.ctx("province")) as work:
        await work.session.execute(
            update(Posting)
            .where(Posting.tenant_id == world.tenant_id, Posting.id == world.postings["王建国"])
            .values(start_date=first_day, planned_end=None)
        )


async def _in_2019(api: Api, world: World, clock: FixedClock, day: date, **parameters: Any) -> tuple[Client, str]:
    """The rules have held since 2019, 王建国 has served since 2018, and it is ``day``; he signs in."""
    stand_on(clock, day)
    await _posted_since(world, date(2018, 4, 1))
    await activate_jinzhou(await api.sign_in(world, "admin"), "2019-01-01", **parameters)
    return await api.sign_in(world, "王建国"), posting_of(world, "王建国")


@pytest.mark.rule("JZ-23")
async def test_a_full_year_owes_four_reports_and_two_summaries(api: Api, world: World, clock: FixedClock) -> None:
    cadre, posting = await _in_2019(api, world, clock, date(2019, 12, 31))

    reports = await occurrences(cadre, posting, "report.quarter")
    summaries = await occurrences(cadre, posting, "report.half_year")

    year = [[one["periodStart"] for one in owed if one["periodStart"] < "2020"] for owed in (reports, summaries)]
    assert year == [list(QUARTERS), list(HALVES)]
    assert [one["dueOn"] for one in summaries[:2]] == ["2019-07-05", "2020-01-05"]


@pytest.mark.rule("JZ-23")
async def test_a_year_of_reports_handed_in_to_both_in_time_is_met(api: Api, world: World, clock: FixedClock) -> None:
    cadre, posting = await _in_2019(api, world, clock, date(2019, 1, 2))

    for month, form, start in (
        (4, "report.quarter", "2019-01-01"),
        (7, "report.quarter", "2019-04-01"),
        (7, "report.half_year", "2019-01-01"),
        (10, "report.quarter", "2019-07-01"),
        (13, "report.quarter", "2019-10-01"),
        (13, "report.half_year", "2019-07-01"),
    ):
        stand_on(clock, date(2019 + month // 13, (month - 1) % 12 + 1, 5))
        await generate_nightly(world.database, world.tenant_id)
        cadre = await api.sign_in(world, "王建国")
        await report(cadre, form, start, posting, UNIT, COMMITTEE)

    said = [(await verdict(cadre, posting, "report.quarter", start))["outcome"] for start in QUARTERS]
    said += [(await verdict(cadre, posting, "report.half_year", start))["outcome"] for start in HALVES]
    assert said == ["MET"] * 6


@pytest.mark.rule("JZ-23")
async def test_a_summary_sent_to_the_unit_alone_is_unfinished_for_want_of_the_higher_committee(
    api: Api, world: World, clock: FixedClock
) -> None:
    cadre, posting = await _in_2019(api, world, clock, date(2019, 7, 3))

    handed_in = await report(cadre, "report.half_year", "2019-01-01", posting, UNIT)

    assert (handed_in["state"], handed_in["complete"]) == ("SUBMITTED", False)
    assert [(one["code"], one["handedInOn"]) for one in handed_in["recipients"]] == [
        (UNIT, "2019-07-03"),
        (COMMITTEE, None),
    ]
    stand_on(clock, date(2019, 7, 6))
    cadre = await api.sign_in(world, "王建国")
    said = await verdict(cadre, posting, "report.half_year", "2019-01-01")
    assert (said["outcome"], said["measured"], said["missing"], said["overdueDays"]) == ("UNMET", 0, 1, 1)
    assert [one["reason"] for one in said["notCounted"]] == ["没有报送上一级党委"]

    await submit(cadre, handed_in["id"], COMMITTEE)

    said = await verdict(cadre, posting, "report.half_year", "2019-01-01")
    assert (said["outcome"], said["lateDays"], said["notCounted"]) == ("MET", 1, [])


@pytest.mark.rule("JZ-23")
@pytest.mark.parametrize(("day", "grace", "late"), [(10, 5, 5), (5, 5, 0), (10, 10, 0), (10, 9, 1)])
async def test_the_first_quarters_report_of_10_april_is_late_by_the_deadline_in_force(
    api: Api, world: World, clock: FixedClock, day: int, grace: int, late: int
) -> None:
    cadre, posting = await _in_2019(api, world, clock, date(2019, 4, day), report_grace_days=grace)

    await report(cadre, "report.quarter", "2019-01-01", posting, UNIT, COMMITTEE)

    said = await verdict(cadre, posting, "report.quarter", "2019-01-01")
    assert (said["outcome"], said["lateDays"]) == ("MET", late)
    assert (await occurrences(cadre, posting, "report.quarter"))[0]["late"] is (late > 0)


@pytest.mark.rule("JZ-23")
async def test_the_form_says_whom_it_goes_to_and_is_filled_from_what_is_recorded(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    clerk, posting = await api.sign_in(world, "clerk"), posting_of(world, "王建国")
    await register_days(clerk, posting, date(2025, 9, 1), 20)

    forms = (await clerk(FORMS, region=FANGSHAN))["reportForms"]
    cadre = await api.sign_in(world, "王建国")
    days = (await draft_of(cadre, "report.quarter", "2025-09-30", posting))["days"]

    assert [(form["code"], form["cadence"], form["clauseReference"]) for form in forms] == [
        ("report.half_year", "HALF_YEAR", "JZ-23"),
        ("report.quarter", "QUARTER", "JZ-23"),
    ]
    assert forms[1]["recipients"] == [{"code": UNIT, "title": "派出单位"}, {"code": COMMITTEE, "title": "上一级党委"}]
    assert (days["value"], days["records"], days["sourceTitle"]) == ("20", 20, "考勤记录的到岗天数")
    assert (await cadre(FORMS, region="210101", on="2025-09-30"))["reportForms"] == []


@pytest.mark.rule("JZ-23")
async def test_a_report_given_back_is_written_anew_and_is_no_later_for_it(
    api: Api, world: World, clock: FixedClock
) -> None:
    cadre, posting = await _in_2019(api, world, clock, date(2019, 4, 4))
    handed_in = await report(cadre, "report.quarter", "2019-01-01", posting, UNIT, COMMITTEE)

    stand_on(clock, date(2019, 4, 12))
    unit, cadre = await api.sign_in(world, "unit"), await api.sign_in(world, "王建国")
    returned = (await unit(RETURN, id=handed_in["id"], reason="请补充数字。", key=key()))["returnReport"]
    unmet = await verdict(cadre, posting, "report.quarter", "2019-01-01")
    await save(cadre, "report.quarter", "2019-01-01", posting, content={"progress": "已补充数字。"})
    await submit(cadre, handed_in["id"], UNIT, COMMITTEE)
    met = await verdict(cadre, posting, "report.quarter", "2019-01-01")

    assert (returned["state"], returned["returnReason"], returned["complete"]) == ("RETURNED", "请补充数字。", False)
    assert (unmet["outcome"], unmet["measured"]) == ("UNMET", 0)
    assert (met["outcome"], met["lateDays"]) == ("MET", 0)


async def test_a_draft_is_its_writers_alone_and_a_report_is_read_by_place_and_sending_unit(
    api: Api, world: World
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    posting = posting_of(world, "王建国")
    cadre = await api.sign_in(world, "王建国")
    names = ("clerk", "county", "unit", "reader", "李秀英", "other_county", "刘洋")
    people = {name: await api.sign_in(world, name) for name in names}
    saved = await save(cadre, "report.quarter", "2025-08-01", posting)

    async def seen() -> list[str]:
        answers = {name: await client(ONE_REPORT, id=saved["id"]) for name, client in people.items()}
        counts = {name: (await client(REPORTS))["reports"]["totalCount"] for name, client in people.items()}
        found = [name for name, answer in answers.items() if answer["report"] is not None]
        assert found == [name for name, count in counts.items() if count == 1]
        return found

    assert await seen() == ["clerk"]
    await submit(cadre, saved["id"], UNIT)
    assert await seen() == ["clerk", "county", "unit", "reader"]


async def test_reports_are_found_by_form_state_period_and_difference(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    posting, cadre = posting_of(world, "王建国"), await api.sign_in(world, "王建国")
    county = await api.sign_in(world, "county")
    await report(cadre, "report.quarter", "2025-05-01", posting, UNIT)
    inflated = await save(cadre, "report.quarter", "2025-08-01", posting, content={"households": 30})
    await submit(cadre, inflated["id"], UNIT)
    await report(cadre, "report.half_year", "2025-05-01", posting, UNIT)

    async def starts(**asked: Any) -> list[str]:
        found = (await county(REPORTS, **asked))["reports"]["nodes"]
        return [one["periodStart"] for one in found]

    assert await starts() == ["2025-07-01", "2025-04-01", "2025-01-01"]
    assert await starts(form="report.half_year") == ["2025-01-01"]
    assert await starts(differing=True) == ["2025-07-01"]
    assert await starts(differing=False) == ["2025-04-01", "2025-01-01"]
    assert await starts(**{"from": "2025-06-30", "until": "2025-06-30"}) == ["2025-04-01", "2025-01-01"]
    assert await starts(state="RETURNED") == []
    assert await starts(region="210727") == []
    assert await starts(posting=posting_of(world, "李秀英")) == []


async def test_a_cadre_cannot_write_anothers_report_and_nothing_is_kept_of_it(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    other = await api.sign_in(world, "李秀英")
    given = {"form": "report.quarter", "day": "2025-08-01", "postingId": posting_of(world, "王建国"), "content": {}}

    with pytest.raises(Refused) as refused:
        await other(SAVE, input=given | {"idempotencyKey": key()})

    assert refused.value.codes == ["POSTING_NOT_FOUND"]
    clerk = await api.sign_in(world, "clerk")
    assert (await clerk(REPORTS))["reports"]["totalCount"] == 0

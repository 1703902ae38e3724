"""Reports: prefilled, checked, handed in to each recipient, given back (JZ-23, DY-06, DY-07)."""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.attendance.acts import register
from tests.core.reports.writing import (
    COMMITTEE,
    UNIT,
    deeds,
    give_back,
    line,
    prefilled,
    put_in_force,
    refused,
    rows,
    save,
    submit,
    wanted,
)
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.reports.service import WantedReport
from xuanpai_core.worklogs.service import LogEntry, write_log


@pytest.fixture(autouse=True)
async def jinzhou(world: World) -> None:
    """锦州's rules are in force."""
    await put_in_force(world, "region_jinzhou", "2107")


async def _log(world: World, day: date, households: int) -> None:
    async with world.database.work(world.ctx("王建国")) as work:
        given = "帮助联系农机" if households == 3 else None
        entry = LogEntry(day, "走访", households_visited=households, help_given=given)
        await write_log(work, entry, str(new_id()))


async def test_a_report_is_prefilled_with_what_the_posting_recorded_in_its_period(world: World) -> None:
    for day in (date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 2)):
        await register(world, "clerk", "王建国", day, AttendanceStatus.ON_DUTY)
    await register(world, "clerk", "王建国", date(2025, 10, 3), AttendanceStatus.ABSENT)
    await register(world, "clerk", "李秀英", date(2025, 10, 3), AttendanceStatus.ON_DUTY)
    await _log(world, date(2025, 9, 30), 5)
    await _log(world, date(2025, 10, 1), 3)
    await _log(world, date(2025, 10, 2), 0)

    draft = await prefilled(world, "王建国", wanted(world, day=date(2025, 10, 24)))

    assert (draft.period_start, draft.period_end) == (date(2025, 10, 1), date(2025, 12, 31))
    told = {
        each.item.code: (each.value, each.recorded and each.recorded.records, each.difference) for each in draft.lines
    }
    assert told == {
        "days": (2, 2, 0),
        "logs": (2, 2, 0),
        "households": (3, 1, 0),
        "projects": (0, 0, 0),
        "progress": (None, 1, None),
    }
    assert draft.lines[-1].words == "2025年10月1日:帮助联系农机"
    assert (draft.report_id, draft.state) == (None, None)


async def test_what_is_not_named_is_filled_in_and_what_is_named_empty_stays_empty(world: World) -> None:
    await _log(world, date(2025, 8, 1), 3)

    await save(world, "王建国", wanted(world), content={"progress": "协调。", "logs": None, "days": "1.5"})

    stored = {row["code"]: row["value"] for row in await rows(world, "report_line")}
    assert stored == {"days": Decimal("1.5"), "logs": None, "households": 3, "projects": 0, "progress": None}
    assert (await line(world, "days"))["difference"] == Decimal("1.5")
    assert (await line(world, "logs"))["difference"] is None


async def test_a_saved_draft_is_shown_again_with_the_records_of_today(world: World) -> None:
    report_id = await save(world, "王建国", wanted(world), content={"households": 9}, reasons={"households": "补登中"})
    await _log(world, date(2025, 8, 1), 3)

    draft = await prefilled(world, "clerk", wanted(world))

    households = next(each for each in draft.lines if each.item.code == "households")
    assert (draft.report_id, draft.state) == (report_id, "DRAFT")
    assert (households.value, households.difference, households.reason) == (Decimal(9), Decimal(6), "补登中")


async def test_one_report_a_form_posting_and_period_and_the_same_key_writes_once(world: World) -> None:
    first = await save(world, "王建国", wanted(world), key="same-key-1")

    assert await save(world, "王建国", wanted(world), key="same-key-1") == first
    assert await save(world, "clerk", wanted(world, day=date(2025, 7, 1))) == first
    assert await save(world, "王建国", wanted(world, day=date(2025, 10, 1))) != first
    assert len(await rows(world, "report")) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"pigs": 3}, "UNKNOWN_FIELD"),
        ({"logs": "三篇"}, "WRONG_TYPE"),
        ({"days": "1,5"}, "WRONG_TYPE"),
        ({"progress": 7}, "WRONG_TYPE"),
    ],
)
async def test_what_does_not_fit_the_form_is_refused(world: World, content: dict[str, object], code: str) -> None:
    refusal = await refused(world, save(world, "王建国", wanted(world), content=content))

    assert refusal.error_code == "INVALID_CONTENT"
    assert [problem.code for problem in refusal.fields] == [code]


async def test_a_reason_belongs_to_a_figure_that_has_a_source(world: World) -> None:
    refusal = await refused(world, save(world, "王建国", wanted(world), reasons={"progress": "无"}))

    assert refusal.error_code == "UNKNOWN_ITEM"


async def test_an_incomplete_report_is_kept_but_not_handed_in(world: World) -> None:
    report_id = await save(world, "王建国", wanted(world), content={"logs": None})

    refusal = await refused(world, submit(world, "王建国", report_id, UNIT))

    assert refusal.error_code == "REPORT_INCOMPLETE"
    assert [problem.path for problem in refusal.fields] == ["content.logs", "content.progress"]
    assert refusal.message == "报告还不完整,请先填写:工作日志篇数、工作进展情况。"


async def test_a_difference_is_kept_with_the_report_and_stays_when_the_records_change(world: World) -> None:
    await _log(world, date(2025, 8, 1), 3)
    report_id = await save(world, "王建国", wanted(world), content={"households": 9, "progress": "协调。"})
    await _log(world, date(2025, 8, 2), 1)

    await submit(world, "王建国", report_id, UNIT)
    await _log(world, date(2025, 8, 3), 2)
    await submit(world, "王建国", report_id, COMMITTEE)

    kept = await line(world, "households")
    assert (kept["value"], kept["recorded"], kept["records"], kept["difference"]) == (9, 4, 2, 5)


async def test_a_report_counts_from_the_first_recipient_on_and_is_done_with_the_last(
    world: World, clock: FixedClock
) -> None:
    report_id = await save(world, "王建国", wanted(world))
    await submit(world, "王建国", report_id, UNIT)
    (half,) = await deeds(world)
    clock.advance(days=2)
    await submit(world, "王建国", report_id, COMMITTEE)

    (whole,) = await deeds(world)
    posting, village = world.postings["王建国"], world.villages[FANGSHAN][0]
    assert whole["kind"] == "report.quarter"
    assert sorted(whole["parties"]) == sorted([f"posting:{posting}", f"region:{village}", f"region:{FANGSHAN}"])
    assert (whole["day"], whole["until"]) == (date(2025, 7, 1), date(2025, 9, 30))
    assert (half["done_on"], whole["done_on"]) == (date(2025, 10, 24), date(2025, 10, 26))
    assert half["features"] == {"recipient:SENDING_UNIT": "2025-10-24"}
    assert whole["features"] == {
        "recipient:SENDING_UNIT": "2025-10-24",
        "recipient:HIGHER_COMMITTEE": "2025-10-26",
    }


async def test_what_was_handed_in_stands(world: World) -> None:
    report_id = await save(world, "王建国", wanted(world))
    await submit(world, "王建国", report_id, UNIT)

    written = await refused(world, save(world, "王建国", wanted(world), content={"progress": "改写"}))
    again = await refused(world, submit(world, "王建国", report_id, UNIT))

    assert (written.error_code, again.error_code) == ("REPORT_SUBMITTED", "ALREADY_HANDED_IN")


@pytest.mark.parametrize("recipients", [(), ("NOBODY",), (UNIT, UNIT)])
async def test_recipients_are_those_of_the_form_each_once(world: World, recipients: tuple[str, ...]) -> None:
    report_id = await save(world, "王建国", wanted(world))

    refusal = await refused(world, submit(world, "王建国", report_id, *recipients))

    assert refusal.error_code == "WRONG_RECIPIENT"


async def test_given_back_it_counts_for_nothing_until_it_is_handed_in_anew_and_is_no_later_for_it(
    world: World, clock: FixedClock
) -> None:
    report_id = await save(world, "王建国", wanted(world))
    await submit(world, "王建国", report_id, UNIT, COMMITTEE)
    clock.advance(days=3)

    await give_back(world, "county", report_id)
    assert await deeds(world) == []
    (returned,) = await rows(world, "report")
    assert (returned["state"], returned["return_reason"]) == ("RETURNED", "数字请核实。")
    assert {row["handed_in_on"] for row in await rows(world, "report_recipient")} == {None}

    await save(world, "王建国", wanted(world), content={"progress": "已核实。"})
    await submit(world, "王建国", report_id, UNIT, COMMITTEE)
    (deed,) = await deeds(world)
    assert deed["done_on"] == date(2025, 10, 24)
    assert (await rows(world, "report"))[0]["return_reason"] is None
    assert {row["handed_in_on"] for row in await rows(world, "report_recipient")} == {date(2025, 10, 27)}


async def test_only_what_was_handed_in_can_be_given_back(world: World) -> None:
    report_id = await save(world, "王建国", wanted(world))

    assert (await refused(world, give_back(world, "county", report_id))).error_code == "REPORT_NOT_FOUND"
    await submit(world, "王建国", report_id, UNIT)
    await give_back(world, "unit", report_id)
    assert (await refused(world, give_back(world, "county", report_id))).error_code == "REPORT_NOT_SUBMITTED"


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("王建国", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("village", "FORBIDDEN"),
        ("other_county", "REPORT_NOT_FOUND"),
    ],
)
async def test_whoever_does_not_receive_it_cannot_give_it_back(world: World, person: str, code: str) -> None:
    report_id = await save(world, "王建国", wanted(world))
    await submit(world, "王建国", report_id, UNIT, COMMITTEE)

    assert (await refused(world, give_back(world, person, report_id))).error_code == code


async def test_the_clerk_notes_the_day_on_which_paper_came_and_nobody_else_does(world: World) -> None:
    report_id = await save(world, "王建国", wanted(world))
    october = {"on": date(2025, 10, 10)}

    own = await refused(world, submit(world, "王建国", report_id, UNIT, **october))
    later = await refused(world, submit(world, "clerk", report_id, UNIT, on=date(2025, 10, 25)))
    before = await refused(world, submit(world, "clerk", report_id, UNIT, on=date(2025, 6, 30)))
    await submit(world, "clerk", report_id, UNIT, **october)

    assert {one.error_code for one in (own, later, before)} == {"WRONG_HAND_IN_DAY"}
    assert (await deeds(world))[0]["done_on"] == date(2025, 10, 10)


@pytest.mark.parametrize("person", ["李秀英", "刘洋"])
async def test_another_cadres_report_cannot_be_written_nor_handed_in(world: World, person: str) -> None:
    report_id = await save(world, "王建国", wanted(world))

    written = await refused(world, save(world, person, wanted(world)))
    handed_in = await refused(world, submit(world, person, report_id, UNIT))

    assert (written.error_code, handed_in.error_code) == ("POSTING_NOT_FOUND", "REPORT_NOT_FOUND")


@pytest.mark.parametrize("person", ["county", "unit", "secretary", "reader"])
async def test_whoever_reads_reports_does_not_write_them(world: World, person: str) -> None:
    assert (await refused(world, save(world, person, wanted(world)))).error_code == "FORBIDDEN"


async def test_a_township_clerk_writes_for_his_own_place_and_no_other(world: World) -> None:
    report_id = await save(world, "clerk", WantedReport("report.quarter", date(2025, 8, 1), region_code=FANGSHAN))
    await submit(world, "clerk", report_id, UNIT, COMMITTEE)
    other = WantedReport("report.quarter", date(2025, 8, 1), region_code="210727")

    assert (await deeds(world))[0]["parties"] == [f"region:{FANGSHAN}"]
    assert (await refused(world, save(world, "clerk", other))).error_code == "UNKNOWN_REGION"
    elsewhere = await refused(world, save(world, "clerk", wanted(world, "刘洋")))
    assert elsewhere.error_code == "POSTING_NOT_FOUND"


async def test_a_report_is_a_postings_or_a_places(world: World) -> None:
    neither = WantedReport("report.quarter", date(2025, 8, 1))
    both = WantedReport("report.quarter", date(2025, 8, 1), world.postings["王建国"], FANGSHAN)

    codes = {(await refused(world, save(world, "clerk", one))).error_code for one in (neither, both)}
    assert codes == {"ONE_SUBJECT"}


@pytest.mark.parametrize(
    ("form", "day", "code"),
    [
        ("report.moon", date(2025, 8, 1), "RULE_NOT_FOUND"),
        ("report.quarter", date(2024, 12, 31), "RULE_NOT_FOUND"),
        ("report.quarter", date(2026, 1, 1), "PERIOD_NOT_BEGUN"),
    ],
)
async def test_a_report_needs_a_form_and_a_period_that_has_begun(world: World, form: str, day: date, code: str) -> None:
    refusal = await refused(world, save(world, "王建国", wanted(world, form=form, day=day)))

    assert refusal.error_code == code


async def test_no_report_is_asked_of_a_posting_that_was_over(world: World, clock: FixedClock) -> None:
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(
            "UPDATE posting SET end_date = '2025-06-30' WHERE tenant_id = $1 AND id = $2",
            world.tenant_id,
            world.postings["王建国"],
        )

    refusal = await refused(world, save(world, "王建国", wanted(world)))

    assert refusal.error_code == "OUTSIDE_POSTING"

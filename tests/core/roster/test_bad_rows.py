"""Rows that cannot be imported: each fault has its code, its row and its column, and one faulty row stops them all."""

from datetime import date

import pytest

from tests.core.roster.imports import counts, run
from tests.core.roster.people import FANGSHAN_VILLAGE, Value, checked, id_number, person, workbook
from tests.factories.world import World

GOOD = id_number(1)
WRONG_DIGIT = GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1")

# what is changed in a sound row, and the column and code of what is found
FAULTS: dict[str, tuple[dict[str, Value], str, str]] = {
    "no name": ({"NAME": None}, "姓名", "REQUIRED"),
    "a name with a hidden sign": ({"NAME": "周\u200b海"}, "姓名", "BAD_TEXT"),
    "a name that begins as a formula does": ({"NAME": "=1+1"}, "姓名", "BAD_TEXT"),
    "a name of 51 signs": ({"NAME": "海" * 51}, "姓名", "BAD_TEXT"),
    "an unknown gender": ({"GENDER": "M"}, "性别", "UNKNOWN_WORD"),
    "the other gender": ({"GENDER": "女"}, "性别", "GENDER_MISMATCH"),
    "17 digits": ({"ID_NUMBER": GOOD[:17]}, "身份证号", "BAD_ID_NUMBER"),
    "digits of another alphabet": ({"ID_NUMBER": GOOD.translate({48: 65296})}, "身份证号", "BAD_ID_NUMBER"),
    "a wrong check digit": ({"ID_NUMBER": WRONG_DIGIT}, "身份证号", "ID_CHECK_DIGIT"),
    "a birthday on 31 February": ({"ID_NUMBER": checked("21072619800231001")}, "身份证号", "ID_BIRTH_DATE"),
    "a birthday in the future": ({"ID_NUMBER": checked("21072620260201001")}, "身份证号", "ID_BIRTH_DATE"),
    "a number where text is needed": ({"ID_NUMBER": float(GOOD[:17]) * 10}, "身份证号", "ID_NUMBER_NOT_TEXT"),
    "a landline": ({"PHONE": "0416-5522333"}, "手机号", "BAD_PHONE"),
    "an unknown party status": ({"PARTY_STATUS": "党员"}, "政治面貌", "UNKNOWN_WORD"),
    "an unknown staffing type": ({"STAFFING_TYPE": "合同制"}, "编制类型", "UNKNOWN_WORD"),
    "an unknown dispatch level": ({"DISPATCH_LEVEL": "国派"}, "派出层级", "UNKNOWN_WORD"),
    "an unknown post": ({"ROLE": "书记"}, "任职", "UNKNOWN_WORD"),
    "an unknown unit region": ({"UNIT_REGION": "2199"}, "派出单位所在区划代码", "UNKNOWN_REGION"),
    "a unit beside the organiser": ({"UNIT_REGION": "210727"}, "派出单位所在区划代码", "UNKNOWN_REGION"),
    "an unknown village": ({"REGION_CODE": "210726101999"}, "任职地区划代码", "UNKNOWN_REGION"),
    "a village of another province": ({"REGION_CODE": "341125109201"}, "任职地区划代码", "UNKNOWN_REGION"),
    "a village of another county": ({"REGION_CODE": "210727001001"}, "任职地区划代码", "UNKNOWN_REGION"),
    "no code at all": ({"REGION_CODE": "芳山村"}, "任职地区划代码", "UNKNOWN_REGION"),
    "a first secretary of a township": (
        {"REGION_CODE": "210726101", "REGION_NAME": "芳山镇"},
        "任职地区划代码",
        "WRONG_LEVEL",
    ),
    "a township's deputy in a village": ({"ROLE": "乡镇党委第一副书记"}, "任职地区划代码", "WRONG_LEVEL"),
    "another village's name": ({"REGION_NAME": "东孟屯村"}, "任职地名称", "REGION_NAME_MISMATCH"),
    "the village under another township": ({"REGION_NAME": "薛屯乡芳山村"}, "任职地区划代码", "WRONG_TOWNSHIP"),
    "no first day": ({"START_DATE": None}, "开始日期", "REQUIRED"),
    "a first day that is none": ({"START_DATE": "2025-02-30"}, "开始日期", "BAD_DATE"),
    "a first day in words": ({"START_DATE": "去年三月"}, "开始日期", "BAD_DATE"),
    "a first day as a bare number": ({"START_DATE": 45717.0}, "开始日期", "BAD_DATE"),
    "a term that ends before it begins": ({"PLANNED_END": "2025-02-28"}, "届满日期", "DATE_ORDER"),
}


async def test_every_fault_is_reported_in_its_row_and_nothing_is_written(world: World) -> None:
    before = await counts(world)
    faulty = [person(100 + at, **changes) for at, (changes, _, _) in enumerate(FAULTS.values())]

    done = await run(world, workbook([person(1), *faulty]))

    expected = [(3 + at, column, code) for at, (_, column, code) in enumerate(FAULTS.values())]
    assert done.places == expected
    assert (done.state, done.row_count, done.problem_count) == ("FAILED", len(FAULTS) + 1, len(FAULTS))
    assert done.created == (0, 0, 0)
    assert await counts(world) == before


async def test_no_message_repeats_a_whole_identity_number(world: World) -> None:
    people = [person(1), person(1), person(2, ID_NUMBER=WRONG_DIGIT), person(3, GENDER="女")]

    done = await run(world, workbook(people), dry_run=True)

    assert done.codes == ["DUPLICATE_IN_FILE", "ID_CHECK_DIGIT", "GENDER_MISMATCH"]
    text = "".join(problem["message"] for problem in done.problems)
    assert all(number not in text for number in (id_number(1), WRONG_DIGIT, id_number(3)))
    assert f"210{'*' * 11}{id_number(1)[-4:]}" in text


async def test_a_faulty_row_tells_all_its_faults_at_once(world: World) -> None:
    row = person(1, NAME=None, PHONE="110", REGION_CODE="99", START_DATE="2025/13/1")

    done = await run(world, workbook([row]), dry_run=True)

    assert {(column, code) for _, column, code in done.places} == {
        ("姓名", "REQUIRED"),
        ("手机号", "BAD_PHONE"),
        ("任职地区划代码", "UNKNOWN_REGION"),
        ("开始日期", "BAD_DATE"),
    }


async def test_a_thousand_problems_are_kept_and_all_are_counted(world: World) -> None:
    done = await run(world, workbook(person(serial, PHONE="1") for serial in range(1_200)), dry_run=True)

    assert (done.problem_count, len(done.problems)) == (1_200, 1_000)
    assert (done.problems[0]["row"], done.problems[-1]["row"]) == (2, 1_001)


async def test_a_cadre_who_is_still_posted_is_told_where_and_since_when(world: World) -> None:
    first = await run(world, workbook([person(1)]))
    after_first = await counts(world)

    again = await run(world, workbook([person(1, START_DATE=date(2025, 9, 1), PLANNED_END=None)]))

    assert first.state == "SUCCEEDED"
    assert again.places == [(2, "开始日期", "ALREADY_POSTED")]
    assert "2025-03-01 至今 已在“辽宁省锦州市黑山县芳山镇芳山村民委员会”任职" in again.problems[0]["message"]
    assert await counts(world) == after_first


async def test_another_countys_posting_is_not_described(world: World) -> None:
    await run(world, workbook([person(1)]))
    async with world.database.read(world.ctx("city")) as work:
        village, name = await work.driver.fetchrow(
            "SELECT code, name FROM region WHERE tenant_id = $1 AND level = 5 AND code >= '210727' ORDER BY code",
            world.tenant_id,
        )

    done = await run(world, workbook([person(1, REGION_CODE=village, REGION_NAME=name)]), person="other_county")

    assert done.codes == ["ALREADY_POSTED"]
    assert "芳山" not in done.problems[0]["message"]


async def test_an_id_number_under_another_name_is_a_conflict_that_does_not_tell_the_name(world: World) -> None:
    await run(world, workbook([person(1, NAME="周海")]))

    done = await run(world, workbook([person(1, NAME="周洋")]))

    assert done.places == [(2, "姓名", "CADRE_CONFLICT")]
    assert "周海" not in done.problems[0]["message"]


async def test_an_abolished_village_takes_no_new_cadre(world: World) -> None:
    async with world.database.work(world.ctx("province")) as work:
        await work.driver.execute(
            "UPDATE region SET valid_to = '2025-03-01' WHERE tenant_id = $1 AND code = $2",
            world.tenant_id,
            FANGSHAN_VILLAGE[0],
        )

    done = await run(
        world, workbook([person(1), person(2, START_DATE="2025年2月28日"), person(3, START_DATE="2025.3.1")])
    )

    assert done.places == [(2, "任职地区划代码", "REGION_ABOLISHED"), (4, "任职地区划代码", "REGION_ABOLISHED")]


@pytest.mark.parametrize("role", ["领队", "乡镇党委第一副书记"])
async def test_posts_of_the_township_are_held_in_the_township(world: World, role: str) -> None:
    done = await run(world, workbook([person(1, ROLE=role, REGION_CODE=210726101.0, REGION_NAME="黑山县芳山镇")]))

    assert (done.problems, done.state) == ([], "SUCCEEDED")


async def test_numbers_in_slipped_columns_are_not_repeated_in_clear(world: World) -> None:
    slipped = {"GENDER": GOOD, "PARTY_STATUS": "13812341234", "START_DATE": "6222021234567890128", "REGION_CODE": GOOD}

    imported = await run(world, workbook([person(1, **slipped)]))

    told = " ".join(problem["message"] for problem in imported.problems)
    assert {"UNKNOWN_WORD", "BAD_DATE", "UNKNOWN_REGION"} <= set(imported.codes)
    assert not any(number in told for number in (GOOD, GOOD[:17], "13812341234", "6222021234567890128"))
    assert "138****1234" in told

"""Why a period counts as it does, deed by deed; and who may excuse whom from it."""

from datetime import date
from typing import Any

import asyncpg
import pytest

from tests.acceptance.acts import key
from tests.api.owed import Owed, owed
from tests.factories.fingerprint import fingerprint
from tests.factories.world import World
from tests.fixtures.admins import admin
from tests.fixtures.api import Api, Refused
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.parties import tokens
from xuanpai_graphql.lookahead.ids import global_id

__all__ = ["admin", "owed"]

VERDICT = """query($id: ID!) { dutyVerdict(occurrenceId: $id) {
  outcome reason measured required missing overdueDays lateDays document words reference
  counted { kind title day reason } notCounted { kind title day reason } } }"""
EXEMPT = """mutation($input: ExemptDutyInput!) { exemptDuty(input: $input) { id state overdue rule { title } } }"""
# What counts requests and remembers when a session was used last.
_METERS = ("session", "allowance_use")


def occurrence_id(owed: Owed, name: str, matter: str, end: str = "2025-09-30") -> str:
    """The global id of one of the periods."""
    return global_id("DutyOccurrence", owed.ids[name, matter, end])


def exemption(occurrence: str, reason: str = "当月住院。", **more: Any) -> dict[str, Any]:
    """The input that excuses from ``occurrence``."""
    return {"idempotencyKey": key(), "occurrenceId": occurrence, "reason": reason, **more}


async def visited(world: World, name: str, *days: date) -> None:
    """One visit a day."""
    async with world.database.work(world.ctx("admin")) as work:
        for number, day in enumerate(days):
            deed = Deed.of_day("visit", frozenset({tokens.of_posting(world.postings[name])}), day)
            await tell(work, "visit", f"{name}-{number}", [deed])


async def test_a_verdict_says_what_counts_what_does_not_and_by_which_clause(api: Api, owed: Owed) -> None:
    await visited(owed.world, "王建国", date(2025, 8, 10), date(2025, 10, 3))
    wanted = occurrence_id(owed, "王建国", "visit.quarter")

    told = (await (await api.sign_in(owed.world, "county"))(VERDICT, id=wanted))["dutyVerdict"]

    assert told == {
        "outcome": "WARNED",
        "reason": "2025年第3季度“每季度走访”须完成2次,已完成1次,还差1次,应于9月30日前完成,已逾期24天(提示)。",
        "measured": 1,
        "required": 2,
        "missing": 1,
        "overdueDays": 24,
        "lateDays": 0,
        "document": "《锦州办法》",
        "words": "每季度走访两户",
        "reference": "JZ-30",
        "counted": [{"kind": "visit", "title": "走访", "day": "2025-08-10", "reason": None}],
        "notCounted": [
            {"kind": "visit", "title": "走访", "day": "2025-10-03", "reason": "日期2025年10月3日不在本期内"}
        ],
    }


async def test_what_is_overdue_and_hard_is_unmet(api: Api, owed: Owed) -> None:
    wanted = occurrence_id(owed, "刘洋", "report.month")

    told = (await (await api.sign_in(owed.world, "刘洋"))(VERDICT, id=wanted))["dutyVerdict"]

    assert (told["outcome"], told["missing"], told["overdueDays"]) == ("UNMET", 1, 24)
    assert (told["counted"], told["notCounted"]) == ([], [])


@pytest.mark.parametrize("person", ["other_county", "village", "李秀英", "elsewhere"])
async def test_who_may_not_see_it_is_told_what_whoever_asks_for_nothing_is_told(
    api: Api, owed: Owed, other_world: World, person: str
) -> None:
    world, name = (other_world, "province") if person == "elsewhere" else (owed.world, person)
    asked = await api.sign_in(world, name)
    # In his own village the branch sees 王建国, but not 张伟 of the next one.
    hidden = occurrence_id(owed, "张伟", "report.month")
    refusals = []
    for wanted in (hidden, global_id("DutyOccurrence", new_id())):
        with pytest.raises(Refused) as refused:
            await asked(VERDICT, id=wanted)
        refusals.append([(error["message"], error["extensions"]) for error in refused.value.errors])

    assert refusals[0] == refusals[1]
    assert refusals[0][0][1]["code"] == "OCCURRENCE_NOT_FOUND"


async def test_a_county_excuses_a_cadre_with_the_reason_written_down(
    api: Api, owed: Owed, admin: asyncpg.Connection
) -> None:
    county = await api.sign_in(owed.world, "county")
    given = exemption(occurrence_id(owed, "王建国", "report.month"))

    excused = (await county(EXEMPT, input=given))["exemptDuty"]
    again = (await county(EXEMPT, input=given))["exemptDuty"]
    told = (await county(VERDICT, id=given["occurrenceId"]))["dutyVerdict"]

    assert excused == {
        "id": given["occurrenceId"],
        "state": "EXEMPT",
        "overdue": False,
        "rule": {"title": "每月工作报告"},
    }
    assert again == excused
    assert (told["outcome"], told["reason"]) == ("EXEMPT", "2025年9月“每月工作报告”已免除:当月住院。")
    rows = await admin.fetch(
        "SELECT reason, valid_from, valid_to FROM duty_exemption WHERE tenant_id = $1", owed.world.tenant_id
    )
    assert [tuple(row) for row in rows] == [("当月住院。", date(2025, 9, 1), date(2025, 9, 30))]
    events = await admin.fetch(
        "SELECT reason FROM audit_event WHERE tenant_id = $1 AND action = 'duty:exempt'", owed.world.tenant_id
    )
    assert [row["reason"] for row in events] == ["当月住院。"]


DENIED = {
    "other_county": "OCCURRENCE_NOT_FOUND",
    "village": "FORBIDDEN",
    "unit": "FORBIDDEN",
    "王建国": "FORBIDDEN",
    "elsewhere": "OCCURRENCE_NOT_FOUND",
}


@pytest.mark.parametrize(("person", "refusal"), DENIED.items(), ids=list(DENIED))
async def test_nobody_else_excuses_him_and_nothing_changes(
    api: Api, owed: Owed, other_world: World, admin: asyncpg.Connection, person: str, refusal: str
) -> None:
    world, name = (other_world, "city") if person == "elsewhere" else (owed.world, person)
    asked = await api.sign_in(world, name)
    before = await fingerprint(admin, [owed.world.tenant_id, other_world.tenant_id], _METERS)

    with pytest.raises(Refused) as refused:
        await asked(EXEMPT, input=exemption(occurrence_id(owed, "王建国", "report.month")))

    assert refused.value.codes == [refusal]
    assert await fingerprint(admin, [owed.world.tenant_id, other_world.tenant_id], _METERS) == before


BAD: list[tuple[dict[str, Any], str]] = [
    ({"reason": "  "}, "INVALID_TEXT"),
    ({"firstDay": "2025-09-30", "lastDay": "2025-09-01"}, "INVALID_PERIOD"),
]


@pytest.mark.parametrize(("given", "code"), BAD, ids=[code for _, code in BAD])
async def test_an_exemption_without_a_reason_or_with_days_in_disorder_is_refused(
    api: Api, owed: Owed, given: dict[str, Any], code: str
) -> None:
    county = await api.sign_in(owed.world, "county")

    with pytest.raises(Refused) as refused:
        await county(EXEMPT, input=exemption(occurrence_id(owed, "王建国", "report.month")) | given)

    assert refused.value.codes == [code]

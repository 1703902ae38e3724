"""Plans: kept as drafts, submitted when each item says its four things, counted where they begin (JZ-15)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.core.evidence.files import ready_photo
from tests.factories.world import FANGSHAN, World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.plans.models import PlanKind
from xuanpai_core.plans.service import WrittenItem, WrittenPlan, save_plan, submit_plan

TABLES = ("plan", "plan_item", "deed", "evidence_link", "audit_event", "idempotency_key")
WHOLE = WrittenItem("硬化道路3公里", "争取资金,组织施工", date(2025, 9, 30), "王建国、村党支部")
YEAR = WrittenPlan(PlanKind.YEAR, date(2025, 1, 1), (WHOLE,))


async def save(world: World, person: str, written: WrittenPlan, cadre: str | None = "王建国") -> UUID:
    """Write a plan as ``person``; of ``cadre``'s posting when it is new."""
    if written.plan_id is None and cadre is not None:
        written = replace(written, posting_id=world.postings[cadre])
    async with world.database.work(world.ctx(person)) as work:
        return await save_plan(work, written, str(new_id()))


async def submit(world: World, person: str, plan_id: UUID, key: str | None = None) -> UUID:
    """Submit a plan as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await submit_plan(work, plan_id, key or str(new_id()))


async def rows(world: World, table: str) -> list[dict[str, Any]]:
    """The tenant's rows of one table, in the order of their text."""
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.driver.fetch(
            f"SELECT * FROM {table} t WHERE t.tenant_id = $1 ORDER BY t::text",  # noqa: S608 -- a name from this file
            world.tenant_id,
        )
    return [dict(row) for row in found]


async def refused(world: World, act: Any) -> XuanpaiError:
    """The refusal of ``act``, which has left everything as it was."""
    before = {table: await rows(world, table) for table in TABLES}
    with pytest.raises(XuanpaiError) as refusal:
        await act
    assert {table: await rows(world, table) for table in TABLES} == before
    return refusal.value


@pytest.mark.parametrize(
    ("changes", "path", "title"),
    [
        ({"goal": " "}, "items.1.goal", "目标"),
        ({"measures": None}, "items.1.measures", "推进措施"),
        ({"due_on": None}, "items.1.dueOn", "时间节点"),
        ({"responsible": ""}, "items.1.responsible", "工作责任"),
    ],
)
async def test_a_draft_may_lack_what_a_submitted_plan_may_not(
    world: World, changes: dict[str, Any], path: str, title: str
) -> None:
    plan_id = await save(world, "王建国", replace(YEAR, items=(WHOLE, replace(WHOLE, **changes))))

    refusal = await refused(world, submit(world, "王建国", plan_id))

    assert refusal.error_code == "PLAN_ITEM_INCOMPLETE"
    problems = [(problem.path, problem.code, problem.message) for problem in refusal.fields]
    assert problems == [(path, "PLAN_ITEM_INCOMPLETE", f"第2项缺“{title}”,请补充后再提交。")]


async def test_a_plan_without_any_item_is_not_submitted(world: World) -> None:
    plan_id = await save(world, "王建国", replace(YEAR, items=()))

    assert (await refused(world, submit(world, "王建国", plan_id))).error_code == "PLAN_ITEM_INCOMPLETE"


async def test_a_submitted_plan_counts_where_it_begins_with_its_proof(world: World) -> None:
    photo_id = await ready_photo(world, "王建国")
    first = await save(world, "王建国", replace(YEAR, evidence_ids=(photo_id,)))
    second = await save(world, "王建国", WrittenPlan(PlanKind.THREE_YEARS, date(2024, 6, 1), (WHOLE,)))
    assert await rows(world, "deed") == []

    await submit(world, "王建国", first)
    await submit(world, "clerk", second)

    told = {row["kind"]: row for row in await rows(world, "deed")}
    village = f"region:{world.villages[FANGSHAN][0]}"
    assert sorted(told) == ["plan.three_years", "plan.year"]
    assert sorted(told["plan.year"]["parties"]) == sorted([f"posting:{world.postings['王建国']}", village])
    assert told["plan.year"]["features"] == {"evidence": "2025-10-24"}
    assert told["plan.three_years"]["features"] == {}
    days = {kind: (row["day"], row["until"], row["done_on"]) for kind, row in told.items()}
    # The three years began before the posting did: they count from its first day on.
    start, today = date(2025, 1, 1), date(2025, 10, 24)
    assert days == {"plan.year": (start, start, today), "plan.three_years": (start, start, today)}


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PlanKind.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (PlanKind.YEAR, date(2025, 3, 15), date(2026, 3, 14)),
        (PlanKind.THREE_YEARS, date(2025, 1, 1), date(2027, 12, 31)),
        (PlanKind.YEAR, date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
async def test_a_plan_lasts_its_year_or_its_three_years_unless_it_says_less(
    world: World, kind: PlanKind, first: date, last: date
) -> None:
    await save(world, "王建国", WrittenPlan(kind, first, ()))

    (stored,) = await rows(world, "plan")
    assert (stored["first_day"], stored["last_day"]) == (first, last)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_day": date(2026, 1, 1)}, "WRONG_PLAN_PERIOD"),
        ({"last_day": date(2024, 12, 31)}, "WRONG_PLAN_PERIOD"),
        ({"first_day": date(2023, 1, 1), "items": ()}, "WRONG_PLAN_PERIOD"),
        ({"items": (replace(WHOLE, due_on=date(2026, 1, 1)),)}, "DUE_OUTSIDE_PLAN"),
        ({"items": (WHOLE,) * 101}, "TOO_MANY_ITEMS"),
        ({"items": (replace(WHOLE, goal="好" * 2001),)}, "INVALID_TEXT"),
    ],
)
async def test_what_no_plan_can_say_is_refused(world: World, changes: dict[str, Any], code: str) -> None:
    refusal = await refused(world, save(world, "王建国", replace(YEAR, **changes)))

    assert refusal.error_code == code


async def test_a_draft_is_written_anew_and_a_submitted_plan_is_not(world: World) -> None:
    plan_id = await save(world, "王建国", replace(YEAR, items=(WHOLE, WHOLE)))
    again = replace(YEAR, plan_id=plan_id, items=(replace(WHOLE, goal="修两座桥"),))
    assert await save(world, "clerk", again) == plan_id
    assert [row["goal"] for row in await rows(world, "plan_item")] == ["修两座桥"]
    await submit(world, "王建国", plan_id, "submit-key")
    assert await submit(world, "王建国", plan_id, "submit-key") == plan_id

    assert (await refused(world, save(world, "王建国", again))).error_code == "PLAN_SUBMITTED"
    assert (await refused(world, submit(world, "王建国", plan_id))).error_code == "PLAN_SUBMITTED"


async def test_one_plan_of_a_kind_begins_on_a_day(world: World) -> None:
    await save(world, "王建国", YEAR)
    other = await save(world, "王建国", replace(YEAR, first_day=date(2025, 7, 1)))

    assert (await refused(world, save(world, "王建国", YEAR))).error_code == "PLAN_EXISTS"
    moved = replace(YEAR, plan_id=other)
    assert (await refused(world, save(world, "王建国", moved))).error_code == "PLAN_EXISTS"


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("李秀英", "POSTING_NOT_FOUND"),
        ("刘洋", "POSTING_NOT_FOUND"),
        ("county", "FORBIDDEN"),
        ("unit", "FORBIDDEN"),
        ("village", "FORBIDDEN"),
    ],
)
async def test_plans_are_written_by_the_cadre_and_his_township_alone(world: World, person: str, code: str) -> None:
    assert (await refused(world, save(world, person, YEAR))).error_code == code


async def test_a_plan_of_another_township_is_as_if_it_were_not(world: World) -> None:
    plan_id = await save(world, "刘洋", YEAR, "刘洋")

    hidden = await refused(world, submit(world, "clerk", plan_id))
    unknown = await refused(world, submit(world, "clerk", new_id()))

    assert (hidden.error_code, hidden.message) == (unknown.error_code, unknown.message)
    assert hidden.error_code == "PLAN_NOT_FOUND"
    assert (await refused(world, save(world, "clerk", YEAR, "刘洋"))).error_code == "POSTING_NOT_FOUND"

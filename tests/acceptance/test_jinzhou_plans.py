"""锦州's plans: three years and each year, every item with goal, measures, date and who answers for it (JZ-15)."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, key, photo, upload
from tests.acceptance.documents_reports import ONE_PLAN, PLANS, SAVE_PLAN, SUBMIT_PLAN
from tests.acceptance.reporting import occurrences, posting_of, stand_on, verdict
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.clock import FixedClock
from xuanpai_core.duties.tasks import generate_nightly

ITEM = {
    "goal": "村集体年收入达到10万元",
    "measures": "建设冷棚20座,合作社统一销售",
    "dueOn": "2025-12-20",
    "responsible": "王建国牵头,村党支部书记配合",
}


async def _save(client: Client, posting: str, *items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {"kind": "YEAR", "firstDay": "2025-01-01", "postingId": posting, "items": list(items)} | changes
    saved: dict[str, Any] = (await client(SAVE_PLAN, input=given | {"idempotencyKey": key()}))["savePlan"]
    return saved


async def _submit(client: Client, plan_id: str) -> dict[str, Any]:
    submitted: dict[str, Any] = (await client(SUBMIT_PLAN, id=plan_id, key=key()))["submitPlan"]
    return submitted


@pytest.mark.rule("JZ-15")
@pytest.mark.parametrize(
    ("field", "title"),
    [("responsible", "工作责任"), ("goal", "目标"), ("measures", "推进措施"), ("dueOn", "时间节点")],
)
async def test_a_plan_that_lacks_one_of_the_four_is_kept_but_not_submitted(
    api: Api, world: World, field: str, title: str
) -> None:
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")
    saved = await _save(cadre, posting, ITEM, ITEM | {field: None})

    with pytest.raises(Refused) as refused:
        await _submit(cadre, saved["id"])

    assert refused.value.codes == ["PLAN_ITEM_INCOMPLETE"]
    assert refused.value.errors[0]["message"] == f"第2项缺“{title}”,请补充后再提交。"
    assert [one["path"] for one in refused.value.errors[0]["extensions"]["fields"]] == [f"items.1.{field}"]
    kept = (await cadre(ONE_PLAN, id=saved["id"]))["plan"]
    assert (kept["state"], kept["items"][1][field]) == ("DRAFT", None)

    await _save(cadre, posting, ITEM, ITEM, planId=saved["id"])
    submitted = await _submit(cadre, saved["id"])

    assert (submitted["state"], submitted["submittedOn"]) == ("SUBMITTED", "2025-10-24")


@pytest.mark.rule("JZ-15")
async def test_in_the_second_year_of_office_without_a_yearly_plan_one_is_missing(
    api: Api, world: World, clock: FixedClock
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")
    await _submit(cadre, (await _save(cadre, posting, ITEM))["id"])
    stand_on(clock, date(2026, 4, 2))
    await generate_nightly(world.database, world.tenant_id)
    cadre = await api.sign_in(world, "王建国")

    years = {one["periodStart"]: one["state"] for one in await occurrences(cadre, posting, "plan.year")}
    said = await verdict(cadre, posting, "plan.year", "2026-01-01")

    assert years == {"2025-01-01": "MET", "2026-01-01": "OPEN"}
    assert (said["outcome"], said["required"], said["measured"], said["missing"]) == ("UNMET", 1, 0, 1)
    assert said["reference"] == "JZ-15"
    plan = await _save(cadre, posting, ITEM | {"dueOn": "2026-06-30"}, firstDay="2026-01-01")
    await _submit(cadre, plan["id"])
    assert (await verdict(cadre, posting, "plan.year", "2026-01-01"))["outcome"] == "MET"


@pytest.mark.rule("JZ-15")
async def test_a_yearly_plan_is_no_plan_for_three_years_and_a_draft_is_none_at_all(api: Api, world: World) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"))
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")
    await _submit(cadre, (await _save(cadre, posting, ITEM))["id"])
    draft = await _save(cadre, posting, ITEM, kind="THREE_YEARS")

    before = await occurrences(cadre, posting, "plan.three_years")
    assert [one["state"] for one in before] == ["OPEN"]
    assert (draft["firstDay"], draft["lastDay"]) == ("2025-01-01", "2027-12-31")

    await _submit(cadre, draft["id"])
    assert [one["state"] for one in await occurrences(cadre, posting, "plan.three_years")] == ["MET"]


async def test_a_draft_is_its_writers_alone_and_a_plan_is_read_by_place_and_sending_unit(
    api: Api, world: World
) -> None:
    cadre, posting = await api.sign_in(world, "王建国"), posting_of(world, "王建国")
    names = ("clerk", "village", "county", "unit", "李秀英", "other_county", "刘洋")
    people = {name: await api.sign_in(world, name) for name in names}
    saved = await _save(cadre, posting, ITEM, evidenceIds=[await upload(cadre, photo())])

    async def seen() -> list[str]:
        answers = {name: await client(ONE_PLAN, id=saved["id"]) for name, client in people.items()}
        counts = {name: (await client(PLANS))["plans"]["totalCount"] for name, client in people.items()}
        found = [name for name, answer in answers.items() if answer["plan"] is not None]
        assert found == [name for name, count in counts.items() if count == 1]
        return found

    assert len(saved["evidence"]) == 1
    assert await seen() == ["clerk"]
    await _submit(cadre, saved["id"])
    assert await seen() == ["clerk", "village", "county", "unit"]
    county = people["county"]
    assert (await county(PLANS, on="2025-12-31", kind="YEAR"))["plans"]["totalCount"] == 1
    assert (await county(PLANS, on="2026-01-01"))["plans"]["totalCount"] == 0
    assert (await county(PLANS, state="DRAFT"))["plans"]["totalCount"] == 0


async def test_another_cadre_cannot_write_the_plan_and_nothing_is_kept_of_it(api: Api, world: World) -> None:
    other, posting = await api.sign_in(world, "李秀英"), posting_of(world, "王建国")

    with pytest.raises(Refused) as refused:
        await _save(other, posting, ITEM)

    assert refused.value.codes == ["POSTING_NOT_FOUND"]
    assert (await (await api.sign_in(world, "clerk"))(PLANS))["plans"]["totalCount"] == 0

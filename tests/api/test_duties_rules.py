"""The rules of a place on a day: no secret within the tenant, and nobody's business outside it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.api.owed import REPORT, Owed, lay_down, owed
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Refused
from xuanpai_core.plugins.decisions import Clause
from xuanpai_graphql.lookahead.ids import global_id

__all__ = ["owed"]

RULES = """query($regionCode: String!, $on: Date!, $kind: RuleKind) {
  rules(regionCode: $regionCode, on: $on, kind: $kind) {
    matter kind title document words reference plugin regionCode placeName content validFrom validTo } }"""
HISTORY = """query($regionCode: String!, $matter: String!) {
  ruleHistory(regionCode: $regionCode, matter: $matter) { regionCode title validFrom validTo } }"""
OWN = replace(
    REPORT,
    title="每月两次报告",
    at_least=2,
    clause=Clause(document="《芳山办法》", words="每月报告两次", reference="HD-19"),
)


async def rule_on_its_own(owed: Owed) -> None:
    """From 2025-06-01 to the end of August 芳山镇 rules on the matter itself."""
    async with owed.world.database.work(owed.world.ctx("admin")) as work:
        lay_down(work, FANGSHAN, [OWN], date(2025, 6, 1), date(2025, 9, 1))


async def test_the_nearest_place_wins_matter_by_matter_on_each_day(api: Api, owed: Owed) -> None:
    await rule_on_its_own(owed)
    village = owed.world.villages[FANGSHAN][0]
    county = await api.sign_in(owed.world, "county")

    titles = {}
    for place, day in (
        (village, "2025-05-31"),
        (village, "2025-06-01"),
        (village, "2025-09-01"),
        ("210726", "2025-06-01"),
    ):
        found = (await county(RULES, regionCode=place, on=day, kind="DUTY"))["rules"]
        titles[place, day] = {rule["matter"]: rule["title"] for rule in found}

    assert titles[village, "2025-05-31"]["report.month"] == "每月工作报告"
    assert titles[village, "2025-06-01"] == {
        "dispatch_meeting": "每季度调度",
        "report.month": "每月两次报告",
        "unit_visit": "派出单位走访",
        "visit.quarter": "每季度走访",
    }
    assert titles[village, "2025-09-01"]["report.month"] == "每月工作报告"
    assert titles["210726", "2025-06-01"]["report.month"] == "每月工作报告"


async def test_a_rule_is_told_with_its_clause_and_content(api: Api, owed: Owed) -> None:
    cadre = await api.sign_in(owed.world, "王建国")

    [term] = (await cadre(RULES, regionCode="210726", on="2025-10-24", kind="TERM"))["rules"]

    content = term.pop("content")
    assert term == {
        "matter": "term",
        "kind": "TERM",
        "title": "任期",
        "document": "《锦州办法》",
        "words": "每月报告一次工作",
        "reference": "JZ-23",
        "plugin": "region_2107",
        "regionCode": "2107",
        "placeName": "辽宁省锦州市",
        "validFrom": "2025-01-01",
        "validTo": None,
    }
    assert content["months"] == 36


async def test_the_rules_of_a_neighbour_are_no_secret(api: Api, owed: Owed) -> None:
    other = await api.sign_in(owed.world, "other_county")

    found = (await other(RULES, regionCode=FANGSHAN, on="2025-10-24"))["rules"]

    assert [rule["matter"] for rule in found] == [
        "dispatch_meeting",
        "report.month",
        "term",
        "unit_visit",
        "visit.quarter",
    ]


async def test_another_tenant_has_rules_of_its_own(api: Api, owed: Owed, other_world: World) -> None:
    theirs = await api.sign_in(other_world, "province")
    hidden = global_id("Rule", owed.rules["report.month"].id)

    assert (await theirs(RULES, regionCode=FANGSHAN, on="2025-10-24"))["rules"] == []
    assert (await theirs(HISTORY, regionCode=FANGSHAN, matter="report.month"))["ruleHistory"] == []
    assert await theirs("query($id: ID!) { node(id: $id) { id } }", id=hidden) == {"node": None}


async def test_before_the_first_rule_there_is_none(api: Api, owed: Owed) -> None:
    county = await api.sign_in(owed.world, "county")

    assert (await county(RULES, regionCode="210726", on="2024-12-31"))["rules"] == []


async def test_the_history_of_a_matter_is_the_places_own_and_its_ancestors(api: Api, owed: Owed) -> None:
    await rule_on_its_own(owed)
    county = await api.sign_in(owed.world, "county")

    own = (await county(HISTORY, regionCode=FANGSHAN, matter="report.month"))["ruleHistory"]
    above = (await county(HISTORY, regionCode="210726", matter="report.month"))["ruleHistory"]

    assert own == [
        {"regionCode": FANGSHAN, "title": "每月两次报告", "validFrom": "2025-06-01", "validTo": "2025-09-01"},
        {"regionCode": "2107", "title": "每月工作报告", "validFrom": "2025-01-01", "validTo": None},
    ]
    assert above == own[1:]


async def test_a_place_that_is_no_code_is_refused(api: Api, owed: Owed) -> None:
    county = await api.sign_in(owed.world, "county")

    with pytest.raises(Refused) as refused:
        await county(RULES, regionCode="黑山", on="2025-10-24")

    assert refused.value.codes == ["INVALID_REGION_CODE"]
    assert "区划代码" in refused.value.errors[0]["message"]

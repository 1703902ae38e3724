"""What regions object to: hard ones refuse, soft ones take a reason that is kept."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.core.plugins.activating import activate_on, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.facts import ENTRY_DRAFT
from tests.plugins.sample_region import CLAUSE, region_with
from xuanpai_core.errors import Invalid
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.reviews import Objection
from xuanpai_core.rulebooks.errors import ObjectionNotAccepted, ReviewRefused
from xuanpai_core.rulebooks.reviewing import acceptances, objections, settle

TODAY = date(2025, 10, 24)
HARD = Objection(code="TOO_OLD", clause=CLAUSE, reason="年龄超过45岁。")
SOFT = Objection(code="RATHER_OLD", clause=CLAUSE, reason="年龄一般在40岁以下。", strictness=Strictness.SOFT)
OTHER = Objection(code="NOT_NEAR", clause=CLAUSE, reason="一般选相邻的村。", strictness=Strictness.SOFT)


def objecting(*found: Objection) -> Callable[..., object]:
    return lambda facts, parameters: found


async def test_every_plugin_over_the_place_is_asked_once_the_nearest_first(world: World) -> None:
    host = PluginHost.of(
        {
            "region_city": region_with("region_city", review=objecting(SOFT)),
            "region_county": region_with("region_county", review=objecting(HARD, OTHER)),
            "region_other": region_with("region_other", review=objecting(HARD)),
            "region_mute": region_with("region_mute", review=lambda facts, parameters: None),
        }
    )
    for plugin, place in (
        ("region_city", "2107"),
        ("region_city", FANGSHAN),
        ("region_county", "210726"),
        ("region_other", "210727"),
        ("region_mute", FANGSHAN),
    ):
        await activate_on(world, host, plugin, place)

    async with work_with(world, "admin", host) as work:
        village = await objections(work, ENTRY_DRAFT, world.villages[FANGSHAN][0], TODAY)
        city = await objections(work, ENTRY_DRAFT, "2107", TODAY)
        before = await objections(work, ENTRY_DRAFT, "2107", date(2017, 12, 31))

    assert village == [("region_city", SOFT), ("region_county", HARD), ("region_county", OTHER)]
    assert city == [("region_city", SOFT)]
    assert before == []


def test_a_hard_objection_refuses_whatever_is_accepted() -> None:
    with pytest.raises(ReviewRefused) as refused:
        settle([("region_city", SOFT), ("region_city", HARD)], {"TOO_OLD": "情况特殊,已报批", "RATHER_OLD": "情况特殊"})

    assert refused.value.error_code == "RULE_OBJECTION"
    assert [(problem.code, problem.message) for problem in refused.value.fields] == [
        ("TOO_OLD", "年龄超过45岁。(依据:《样例办法》,编号 样例-01)")
    ]
    assert "年龄超过45岁" in refused.value.message


@pytest.mark.parametrize(
    "accepted", [{}, {"RATHER_OLD": "可以"}, {"RATHER_OLD": "  可以的  "}, {"NOT_NEAR": "工作需要,可以"}]
)
def test_a_soft_objection_needs_a_reason(accepted: dict[str, str]) -> None:
    with pytest.raises(ObjectionNotAccepted) as refused:
        settle([("region_city", SOFT)], accepted)

    assert refused.value.error_code == "OBJECTION_NOT_ACCEPTED"
    assert [problem.code for problem in refused.value.fields] == ["RATHER_OLD"]


def test_what_was_accepted_is_kept_with_its_clause_and_its_reason() -> None:
    kept = settle(
        [("region_county", OTHER), ("region_city", SOFT)],
        {"RATHER_OLD": " 表现突出,可破格 ", "NOT_NEAR": "同属一个片区"},
    )

    assert kept == [
        {
            "plugin": "region_county",
            "code": "NOT_NEAR",
            "reason": "一般选相邻的村。",
            "document": "《样例办法》",
            "reference": "样例-01",
            "accepted_because": "同属一个片区",
        },
        {
            "plugin": "region_city",
            "code": "RATHER_OLD",
            "reason": "年龄一般在40岁以下。",
            "document": "《样例办法》",
            "reference": "样例-01",
            "accepted_because": "表现突出,可破格",
        },
    ]


def test_where_nobody_objects_nothing_is_kept() -> None:
    assert settle([], {"TOO_OLD": "情况特殊,已报批"}) == []


def test_a_reason_given_twice_is_refused() -> None:
    assert acceptances([("A", "工作需要"), ("B", "工作需要")]) == {"A": "工作需要", "B": "工作需要"}
    with pytest.raises(Invalid) as refused:
        acceptances([("A", "工作需要"), ("A", "另有原因")])
    assert refused.value.error_code == "OBJECTION_ACCEPTED_TWICE"

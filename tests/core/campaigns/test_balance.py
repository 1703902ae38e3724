"""Whether a campaign's numbers add up: pure reckoning (HD-01)."""

from dataclasses import replace

import pytest

from xuanpai_core.campaigns.balance import Counted, Plan, Quota, equations, progress
from xuanpai_core.vocabulary import DispatchLevel

DISTRICT = Quota(title="区直", dispatch_level=DispatchLevel.COUNTY, cadres=144, villages=72, per_village=2, units=73)
TOWNS = Quota(title="镇街", dispatch_level=DispatchLevel.TOWNSHIP, cadres=111, villages=111, per_village=1)
PLAN = Plan(cadres=255, villages=189, otherwise_villages=6, otherwise_by="市直", quotas=(DISTRICT, TOWNS))


def failing(plan: Plan) -> dict[str, int]:
    return {equation.name: equation.difference for equation in equations(plan) if not equation.holds}


def test_the_plan_of_the_second_round_adds_up() -> None:
    assert failing(PLAN) == {}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        (replace(PLAN, cadres=254), {"cadres": 1}),
        (replace(PLAN, otherwise_villages=5), {"villages": 1}),
        (replace(PLAN, otherwise_villages=7), {"villages": -1}),
        (replace(PLAN, quotas=(replace(DISTRICT, cadres=143), TOWNS)), {"cadres": -1, "quota:区直": -1}),
        (replace(PLAN, quotas=(replace(DISTRICT, villages=71), TOWNS)), {"quota:区直": 2, "villages": 1}),
        (replace(PLAN, quotas=()), {"cadres": -255, "villages": 183}),
    ],
)
def test_each_number_that_is_off_is_named_with_its_difference(changed: Plan, wrong: dict[str, int]) -> None:
    assert failing(changed) == wrong


def test_a_group_alone_is_not_written_as_a_sum() -> None:
    sentences = [equation.sentence for equation in equations(replace(PLAN, cadres=144, quotas=(DISTRICT,)))]

    assert sentences[0] == "区直合计144人,批次总数144人,相符。"
    assert sentences[2] == "189−72=117村,由市直覆盖6村,多111村,请核对。"


def test_a_level_that_nobody_planned_is_shown_as_beyond_the_plan() -> None:
    found = progress(PLAN, {DispatchLevel.CITY: Counted(1, 1, 1), DispatchLevel.COUNTY: Counted(2, 1, 1)})

    assert [(one.title, one.planned.cadres, one.actual.cadres) for one in found] == [
        ("区直", 144, 2),
        ("镇街", 111, 0),
        ("计划外", 0, 1),
    ]
    assert [one.planned_units for one in found] == [73, None, None]

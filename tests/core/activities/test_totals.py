"""Figures of what was held: 人 and 人次 are two things, and what is missing shows as nothing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.core.activities.town import FANGSHAN, activate_town, cadres, record, writing
from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from xuanpai_core.activities.service import NewActivity, withdraw_activity
from xuanpai_core.activities.totals import Breakdown, Selection, Total, activity_totals
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.vocabulary import ActivityKind

HELD = date(2025, 10, 20)
DELIVERY = NewActivity(None, FANGSHAN, HELD, "四送", form="delivery", content={"kind": "POLICY"})
PUBLICITY = NewActivity(None, FANGSHAN, HELD, "典型宣传", form="publicity")
SESSION = NewActivity(ActivityKind.OUTREACH, FANGSHAN, HELD, "宣讲")


async def totals(
    world: World, wanted: Selection, by: Breakdown = Breakdown.WHOLE, field: str | None = None, person: str = "clerk"
) -> list[Total]:
    async with writing(world, person) as work:
        return await activity_totals(work, wanted, by, field)


async def test_the_same_person_three_times_is_three_times_and_one_person(world: World) -> None:
    await activate_town(world)
    for day in (1, 2, 3):
        await record(world, replace(PUBLICITY, held_on=date(2025, 10, day), parties=cadres(world, "王建国")))
    await record(world, replace(PUBLICITY, parties=cadres(world, "王建国", "张伟")))

    assert await totals(world, Selection(FANGSHAN, form="publicity")) == [
        Total("", "合计", activities=4, times=5, persons=2)
    ]
    by_level = await totals(world, Selection(FANGSHAN, form="publicity"), Breakdown.DISPATCH_LEVEL)
    assert [(one.title, one.activities, one.times, one.persons) for one in by_level] == [
        ("省派", 0, 0, 0),
        ("市派", 4, 4, 1),
        ("县派", 1, 1, 1),
        ("乡镇派", 0, 0, 0),
    ]


async def test_person_times_are_the_sum_of_the_sessions(world: World) -> None:
    for number in (100, 80, 0, None, 421):
        await record(world, replace(SESSION, person_times=number))

    assert await totals(world, Selection("210726", kind=ActivityKind.OUTREACH), person="county") == [
        Total("", "合计", activities=5, person_times=601)
    ]


async def test_what_was_never_delivered_is_listed_with_nothing(world: World) -> None:
    await activate_town(world)
    for kind in ("POLICY", "POLICY", "MATERIALS"):
        await record(world, replace(DELIVERY, content={"kind": kind}))

    lines = await totals(world, Selection(FANGSHAN, form="delivery"), Breakdown.FIELD, "kind")

    assert [(one.key, one.title, one.activities) for one in lines] == [
        ("POLICY", "政策信息", 2),
        ("SCIENCE", "科技文化", 0),
        ("MEDICAL", "医疗卫生", 0),
        ("MATERIALS", "支农物资", 1),
    ]


async def test_a_field_without_choices_has_a_line_for_what_was_written(world: World) -> None:
    await activate_town(world)
    for weight in ("1", "1.0", "2.5", None):
        await record(world, replace(DELIVERY, content={"kind": "POLICY", "weight": weight}))

    lines = await totals(world, Selection(FANGSHAN, form="delivery"), Breakdown.FIELD, "weight")

    assert [(one.title, one.activities) for one in lines] == [("未填写", 1), ("1", 2), ("2.5", 1)]


async def test_days_places_kinds_and_what_was_withdrawn_are_told_apart(world: World) -> None:
    await activate_town(world)
    await record(world, replace(SESSION, held_on=date(2025, 9, 30)))
    await record(world, replace(SESSION, held_on=date(2025, 10, 1)))
    await record(world, replace(SESSION, region_code="210727"), "other_county")
    wrong = await record(world, replace(SESSION, held_on=date(2025, 10, 2)))
    await record(world, DELIVERY)
    async with writing(world) as work:
        await withdraw_activity(work, wrong, "重复登记", fresh_key())

    october = Selection("2107", first=date(2025, 10, 1), last=date(2025, 10, 31))
    kinds = await totals(world, october, Breakdown.KIND, person="city")
    assert {one.key: one.activities for one in kinds if one.activities} == {"OUTREACH": 2, "DELIVERY": 1}
    september = replace(october, first=None, last=date(2025, 9, 30))
    assert [one.activities for one in await totals(world, september, person="city")] == [1]
    forms = await totals(world, october, Breakdown.FORM, person="city")
    assert [(one.title, one.activities) for one in forms if one.activities] == [("双联四送", 1), ("未填写", 2)]


@pytest.mark.parametrize(
    ("wanted", "field", "person", "code"),
    [
        (Selection(FANGSHAN, form="delivery"), "colour", "clerk", "UNKNOWN_FIELD"),
        (Selection(FANGSHAN, form="delivery"), None, "clerk", "UNKNOWN_FIELD"),
        (Selection(FANGSHAN), "kind", "clerk", "UNKNOWN_FORM"),
        (Selection(FANGSHAN, form="delivery"), "kind", "other_county", "FORBIDDEN"),
        (Selection("210726", form="delivery"), "kind", "clerk", "FORBIDDEN"),
        (Selection("21072", form="delivery"), "kind", "clerk", "INVALID_REGION_CODE"),
    ],
)
async def test_figures_are_of_known_fields_and_of_ones_own_places(
    world: World, wanted: Selection, field: str | None, person: str, code: str
) -> None:
    await activate_town(world)

    with pytest.raises(XuanpaiError) as refused:
        await totals(world, wanted, Breakdown.FIELD, field, person)

    assert refused.value.error_code == code


async def test_another_province_counts_nothing_of_it(world: World, other_world: World) -> None:
    await record(world, SESSION)

    assert [one.activities for one in await totals(other_world, Selection("2107"), person="city")] == [0]
    assert [one.activities for one in await totals(world, Selection("2107"), person="city")] == [1]

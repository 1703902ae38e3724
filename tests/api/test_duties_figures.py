"""What is overdue, by place and by duty, and what the rate was: exact numbers, each within one's own reach."""

from datetime import date
from typing import Any

from tests.api.owed import EXEMPT, MET, OPEN, Owed, lay_down, occurrence, owed
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api
from xuanpai_core.parties import tokens
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Cadence, Duty, Subject

__all__ = ["owed"]

OVERDUE = """query($regionCode: String!) { overdueDuties(regionCode: $regionCode) {
  overdue hints
  places { regionCode name overdue hints since }
  duties { matter title reference words overdue hints since }
  cells { regionCode matter overdue hints } } }"""
RATES = """query($regionCode: String!, $matter: String!, $from: Date!, $to: Date!) {
  dutyRates(regionCode: $regionCode, matter: $matter, from: $from, to: $to) {
    regionCode name due met late exempt overdue rate } }"""
SEPTEMBER = {"matter": "report.month", "from": "2025-09-01", "to": "2025-09-30"}
COVERAGE = Duty(
    matter="coverage",
    title="村村有结对",
    clause=Clause(document="《福建县办法》", words="每村有一名结对干部", reference="FJ-07"),
    subject=Subject.VILLAGE,
    cadence=Cadence.STANDING,
    fulfilled_by=("pairing",),
)


async def overdue(api: Api, world: World, person: str, place: str) -> dict[str, Any]:
    """What ``person`` is told to be overdue below ``place``."""
    told: dict[str, Any] = (await (await api.sign_in(world, person))(OVERDUE, regionCode=place))["overdueDuties"]
    return told


async def test_a_city_sees_what_is_overdue_by_county_and_by_duty(api: Api, owed: Owed) -> None:
    told = await overdue(api, owed.world, "city", "2107")

    assert (told["overdue"], told["hints"]) == (4, 1)
    assert [(place["regionCode"], place["name"], place["overdue"], place["hints"]) for place in told["places"]] == [
        ("2107", "锦州市", 1, 0),
        ("210726", "黑山县", 2, 1),
        ("210727", "义县", 1, 0),
    ]
    assert told["duties"] == [
        {
            "matter": "report.month",
            "title": "每月工作报告",
            "reference": "JZ-23",
            "words": "每月报告一次工作",
            "overdue": 2,
            "hints": 0,
            "since": "2025-09-30",
        },
        {
            "matter": "dispatch_meeting",
            "title": "每季度调度",
            "reference": "JZ-24",
            "words": "每季度调度一次",
            "overdue": 1,
            "hints": 0,
            "since": "2025-09-30",
        },
        {
            "matter": "unit_visit",
            "title": "派出单位走访",
            "reference": "JZ-31",
            "words": "派出单位每半年走访一次",
            "overdue": 1,
            "hints": 0,
            "since": "2025-06-30",
        },
        {
            "matter": "visit.quarter",
            "title": "每季度走访",
            "reference": "JZ-30",
            "words": "每季度走访两户",
            "overdue": 0,
            "hints": 1,
            "since": "2025-09-30",
        },
    ]
    assert [(cell["regionCode"], cell["matter"], cell["overdue"], cell["hints"]) for cell in told["cells"]] == [
        ("2107", "unit_visit", 1, 0),
        ("210726", "dispatch_meeting", 1, 0),
        ("210726", "report.month", 1, 0),
        ("210726", "visit.quarter", 0, 1),
        ("210727", "report.month", 1, 0),
    ]


async def test_a_township_sees_its_own_duties_beside_those_of_its_villages(api: Api, owed: Owed) -> None:
    village = owed.world.villages[FANGSHAN][0]

    told = await overdue(api, owed.world, "clerk", FANGSHAN)

    assert [(place["regionCode"], place["overdue"], place["hints"]) for place in told["places"]] == [
        (FANGSHAN, 1, 0),
        (village, 1, 1),
    ]


async def test_figures_stop_where_ones_reach_ends(api: Api, owed: Owed, other_world: World) -> None:
    """The same question about the whole city: the neighbour's county, one's own cadres, oneself, nothing."""
    world = owed.world
    told = {
        person: await overdue(api, world, person, "2107")
        for person in ("county", "other_county", "village", "unit", "王建国", "李秀英")
    }
    elsewhere = await overdue(api, other_world, "city", "2107")

    counts = {person: (answer["overdue"], answer["hints"]) for person, answer in told.items()}
    assert counts == {
        "county": (2, 1),
        "other_county": (1, 0),
        "village": (1, 1),
        "unit": (3, 1),
        "王建国": (1, 1),
        "李秀英": (0, 0),
    }
    assert {place["regionCode"] for place in told["other_county"]["places"]} == {"210727"}
    assert {duty["matter"] for duty in told["unit"]["duties"]} == {"report.month", "unit_visit", "visit.quarter"}
    assert elsewhere == {"overdue": 0, "hints": 0, "places": [], "duties": [], "cells": []}


async def test_nothing_of_another_county_is_counted_for_whoever_asks_for_it_by_name(api: Api, owed: Owed) -> None:
    assert (await overdue(api, owed.world, "other_county", "210726"))["overdue"] == 0
    rates = (await (await api.sign_in(owed.world, "other_county"))(RATES, regionCode="210726", **SEPTEMBER))[
        "dutyRates"
    ]
    assert rates == []


async def test_the_rate_leaves_out_what_is_exempt_and_names_what_was_late(api: Api, owed: Owed) -> None:
    city = await api.sign_in(owed.world, "city")

    rates = (await city(RATES, regionCode="2107", **SEPTEMBER))["dutyRates"]

    assert rates == [
        {
            "regionCode": "210726",
            "name": "黑山县",
            "due": 2,
            "met": 1,
            "late": 1,
            "exempt": 1,
            "overdue": 1,
            "rate": "50.00",
        },
        {
            "regionCode": "210727",
            "name": "义县",
            "due": 2,
            "met": 1,
            "late": 0,
            "exempt": 0,
            "overdue": 1,
            "rate": "50.00",
        },
    ]


async def test_a_period_counts_wherever_it_shares_a_day_with_the_question(api: Api, owed: Owed) -> None:
    """From the last of September to the first of October: both months. In November nothing is due yet: no place."""
    county = await api.sign_in(owed.world, "county")
    around = {"matter": "report.month", "from": "2025-09-30", "to": "2025-10-01"}
    later = {"matter": "report.month", "from": "2025-11-01", "to": "2025-11-30"}

    both = (await county(RATES, regionCode="210726", **around))["dutyRates"]
    none = (await county(RATES, regionCode="210726", **later))["dutyRates"]

    assert [(place["due"], place["met"], place["rate"]) for place in both] == [(3, 1, "33.33")]
    assert none == []


async def test_coverage_is_a_rate_of_two_digits_a_half_rounded_up(api: Api, world: World) -> None:
    """41 of 92 villages: 44.57; 1 of 800 is 0.125, so 0.13; where all are exempt there is no rate."""
    villages = {town: codes for town, codes in world.villages.items() if town.startswith("210726")}
    in_county = [code for codes in villages.values() for code in codes][:92]
    assert len(in_county) == 92
    elsewhere = [code for town, codes in world.villages.items() if town.startswith("210727") for code in codes][:3]
    async with world.database.work(world.ctx("admin")) as work:
        [rule] = lay_down(work, "2107", [COVERAGE])
        await work.session.flush()
        standing = (date(2025, 1, 1), None)
        for number, code in enumerate(in_county):
            named = {"token": tokens.of_region(code), "region_code": code, "due_on": date(2025, 1, 1)}
            occurrence(work, rule, COVERAGE, standing, MET if number < 41 else OPEN, **named)
        for code in elsewhere:
            named = {"token": tokens.of_region(code), "region_code": code, "due_on": date(2025, 1, 1)}
            occurrence(work, rule, COVERAGE, standing, EXEMPT, **named)
    asked = {"matter": "coverage", "from": "2025-10-24", "to": "2025-10-24"}

    rates = (await (await api.sign_in(world, "city"))(RATES, regionCode="2107", **asked))["dutyRates"]

    told = [(place["regionCode"], place["due"], place["met"], place["overdue"], place["rate"]) for place in rates]
    assert told == [("210726", 92, 41, 51, "44.57"), ("210727", 0, 0, 0, None)]

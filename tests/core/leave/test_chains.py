"""Who approves how much leave, as a table (JZ-11; 青海's five days; 白水's three steps)."""

from decimal import Decimal

import pytest

from tests.core.leave.acts import CITY, CLAUSE, COUNTY, THREE_STEPS, TOWNSHIP
from xuanpai_core.leave.chains import chain_of
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.plugins.presence import LeaveRule, LeaveTier
from xuanpai_core.regions.code import RegionCode, RegionLevel

VILLAGE = RegionCode("210726101201")
SECRETARY, ORGANISERS, CITY_ORGANISERS = "210726101", "210726", "2107"
QINGHAI = LeaveRule(
    tiers=(LeaveTier(steps=(TOWNSHIP,), up_to_days=Decimal(5)), LeaveTier(steps=(TOWNSHIP, COUNTY))),
    trip_tiers=(LeaveTier(steps=(COUNTY,)),),
    clause=CLAUSE,
)
PERSONAL, TRIP = LeaveKind.PERSONAL, LeaveKind.OFFICIAL_TRIP


@pytest.mark.parametrize(
    ("rule", "kind", "half_days", "places"),
    [
        (None, PERSONAL, 1, [SECRETARY]),
        (None, PERSONAL, 700, [SECRETARY]),
        (None, TRIP, 6, [SECRETARY]),
        (QINGHAI, PERSONAL, 1, [SECRETARY]),
        (QINGHAI, PERSONAL, 10, [SECRETARY]),
        (QINGHAI, PERSONAL, 11, [SECRETARY, ORGANISERS]),
        (QINGHAI, LeaveKind.SICK, 12, [SECRETARY, ORGANISERS]),
        (QINGHAI, TRIP, 2, [ORGANISERS]),
        (THREE_STEPS, PERSONAL, 6, [SECRETARY]),
        (THREE_STEPS, PERSONAL, 7, [SECRETARY, ORGANISERS]),
        (THREE_STEPS, PERSONAL, 14, [SECRETARY, ORGANISERS]),
        (THREE_STEPS, PERSONAL, 15, [SECRETARY, ORGANISERS, CITY_ORGANISERS]),
        (THREE_STEPS, TRIP, 15, [SECRETARY, ORGANISERS, CITY_ORGANISERS]),
    ],
)
def test_the_chain_goes_by_kind_and_length(
    rule: LeaveRule | None, kind: LeaveKind, half_days: int, places: list[str]
) -> None:
    found = chain_of(rule, kind, half_days, VILLAGE)

    assert list(found.places) == places
    assert found.clause == (None if rule is None else CLAUSE)


@pytest.mark.parametrize(
    ("place", "levels", "places"),
    [
        ("210726101", (RegionLevel.VILLAGE, TOWNSHIP), ["210726101"]),
        ("210726", (TOWNSHIP, COUNTY), ["210726"]),
        ("210726", (TOWNSHIP,), ["210726"]),
        ("210726101", (CITY,), ["2107"]),
    ],
)
def test_a_step_below_the_place_falls_away(place: str, levels: tuple[RegionLevel, ...], places: list[str]) -> None:
    rule = LeaveRule(tiers=(LeaveTier(steps=levels),), clause=CLAUSE)

    assert list(chain_of(rule, PERSONAL, 2, RegionCode(place)).places) == places

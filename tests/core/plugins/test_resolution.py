"""The nearest ancestor that rules on the matter wins, on the day in question."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from tests.plugins.facts import NORM_FACTS
from tests.plugins.sample_region import SampleRegion, region_with
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.errors import UnknownPlugin
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.resolution import Activation, nearest_activation, ruling

VILLAGE, TOWNSHIP, COUNTY, CITY, PROVINCE = "210727101201", "210727101", "210727", "2107", "21"
TODAY = date(2026, 5, 15)


def leaves_it_open(facts: object) -> None:
    """A rule that says nothing of these facts."""


HOST = PluginHost.of(
    {
        "region_city": SampleRegion("region_city"),
        "region_county": SampleRegion("region_county"),
        "region_silent": region_with("region_silent"),
        "region_open": region_with("region_open", attendance_norm=leaves_it_open),
    }
)


def active(plugin: str, region_code: str, **changes: Any) -> Activation:
    fields: dict[str, Any] = {
        "plugin": plugin,
        "region_code": region_code,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "parameters": HOST.parse_parameters("region_city", {}),
    }
    return Activation(**{**fields, **changes})


def nearest(*activations: Activation, region_code: str = VILLAGE, on: date = TODAY) -> Activation | None:
    return nearest_activation(activations, region_code, on, hookspecs.attendance_norm, HOST)


def test_the_county_goes_before_its_city_in_whatever_order_they_come() -> None:
    city, county = active("region_city", CITY), active("region_county", COUNTY)

    for order in permutations((city, county)):
        assert nearest(*order) == county


def test_a_neighbour_s_activation_covers_nothing_here() -> None:
    assert nearest(active("region_county", "210726")) is None
    assert nearest(active("region_city", "2108")) is None
    assert nearest(active("region_city", VILLAGE), region_code=COUNTY) is None


def test_an_activation_covers_its_own_place_and_all_below() -> None:
    province = active("region_city", PROVINCE)

    for code in (PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE):
        assert nearest(province, region_code=code) == province


def test_a_plugin_without_a_rule_on_the_matter_is_passed_over() -> None:
    city = active("region_city", CITY)

    assert nearest(city, active("region_silent", TOWNSHIP)) == city


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_an_activation_holds_from_its_first_day_to_the_day_before_its_end(on: date, in_force: bool) -> None:
    half_year = active("region_city", CITY, valid_to=date(2026, 7, 1))

    assert (nearest(half_year, on=on) == half_year) is in_force


def test_a_past_month_is_ruled_by_what_was_in_force_then() -> None:
    old = active("region_city", CITY, valid_from=date(2020, 1, 1), valid_to=date(2026, 1, 1))
    new = active("region_county", CITY)

    assert nearest(old, new, on=date(2025, 12, 31)) == old
    assert nearest(old, new, on=date(2026, 1, 1)) == new


def test_of_two_at_one_place_the_later_begun_wins() -> None:
    earlier, later = active("region_city", CITY), active("region_county", CITY, valid_from=date(2026, 3, 1))

    for order in permutations((earlier, later)):
        assert nearest(*order) == later


def test_a_tie_is_settled_by_the_code_whatever_the_order() -> None:
    tied = (active("region_county", CITY), active("region_city", CITY))

    for order in permutations(tied):
        assert nearest(*order) == tied[1]


def test_an_active_plugin_that_is_not_installed_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UnknownPlugin, match="region_gone"):
        nearest(active("region_city", CITY), active("region_gone", COUNTY))


def test_nobody_rules_where_nothing_is_active() -> None:
    assert nearest() is None
    assert ruling([], VILLAGE, TODAY, hookspecs.attendance_norm, HOST, NORM_FACTS) is None


def test_a_matter_left_open_is_ruled_by_the_next_ancestor() -> None:
    parameters = HOST.parse_parameters("region_open", {})
    city, township = active("region_city", CITY), active("region_open", TOWNSHIP, parameters=parameters)

    found = ruling([city, township], VILLAGE, TODAY, hookspecs.attendance_norm, HOST, NORM_FACTS)

    assert nearest(city, township) == township
    assert found is not None
    assert found.activation == city
    assert found.decision.min_days == 12


def test_a_matter_that_everybody_leaves_open_has_no_ruling() -> None:
    parameters = HOST.parse_parameters("region_open", {})
    township = active("region_open", TOWNSHIP, parameters=parameters)

    assert ruling([township], VILLAGE, TODAY, hookspecs.attendance_norm, HOST, NORM_FACTS) is None

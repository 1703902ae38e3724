"""Where on earth: the datums of phones in China, distances, fences."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuanpai_core.attendance.places import (
    Point,
    distance_m,
    distance_to_circle_m,
    distance_to_polygon_m,
    inside,
    outside_china,
    to_gcj02,
    to_wgs84,
)

# Published pairs of WGS-84 and GCJ-02: 上海, 深圳, 北京.
GOLDEN = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
SQUARE = ((41.70, 122.10), (41.70, 122.12), (41.72, 122.12), (41.72, 122.10))
# An L: the corner at the north-east is missing.
BENT = ((41.70, 122.10), (41.70, 122.12), (41.71, 122.12), (41.71, 122.11), (41.72, 122.11), (41.72, 122.10))


@pytest.mark.parametrize(("wgs84", "gcj02"), GOLDEN)
def test_published_places_are_converted_both_ways(wgs84: Point, gcj02: Point) -> None:
    assert to_gcj02(*wgs84) == pytest.approx(gcj02, abs=1e-9)
    assert to_wgs84(*gcj02) == pytest.approx(wgs84, abs=1e-9)
    assert 100 < distance_m(wgs84, gcj02) < 1000


@given(st.floats(3.0, 53.5), st.floats(73.6, 135.0))
def test_converting_there_and_back_is_exact(latitude: float, longitude: float) -> None:
    back = to_wgs84(*to_gcj02(latitude, longitude))

    assert back == pytest.approx((latitude, longitude), abs=1e-9)


@pytest.mark.parametrize("place", [(35.68, 139.76), (1.35, -103.8), (-33.9, 151.2), (0.0, 100.0)])
def test_outside_china_nothing_moves(place: Point) -> None:
    assert outside_china(*place)
    assert to_gcj02(*place) == to_wgs84(*place) == place


def test_distances_along_the_sphere() -> None:
    assert distance_m((41.7, 122.1), (41.7, 122.1)) == 0
    assert distance_m((41.7, 122.1), (41.71, 122.1)) == pytest.approx(1111.95, abs=0.01)
    assert distance_m((0.0, 179.99), (0.0, -179.99)) == pytest.approx(2223.9, abs=0.1)
    assert distance_m((90.0, 0.0), (-90.0, 77.0)) == pytest.approx(20_015_114.4, abs=0.1)


@pytest.mark.parametrize(
    ("place", "within"),
    [
        ((41.71, 122.11), True),
        ((41.70, 122.11), True),
        ((41.72, 122.12), True),
        ((41.73, 122.11), False),
        ((41.71, 122.09), False),
        ((41.70, 122.13), False),
    ],
)
def test_a_place_is_in_a_square_or_not(place: Point, within: bool) -> None:
    assert inside(place, SQUARE) is within
    assert inside(place, SQUARE[::-1]) is within


def test_a_bent_fence_leaves_its_corner_out() -> None:
    assert inside((41.705, 122.115), BENT)
    assert inside((41.715, 122.105), BENT)
    assert not inside((41.716, 122.116), BENT)
    east, north = 0.006 * 111_195 * cos(radians(41.716)), 0.006 * 111_195
    assert distance_to_polygon_m((41.716, 122.116), BENT) == pytest.approx(min(east, north), abs=1)


def test_the_way_to_a_fence_is_nothing_inside_and_the_nearest_edge_outside() -> None:
    centre = (41.70, 122.10)
    assert distance_to_circle_m((41.709, 122.10), centre, 1001) == 0
    assert distance_to_circle_m((41.71, 122.10), centre, 1000) == pytest.approx(111.95, abs=0.01)
    assert distance_to_polygon_m((41.71, 122.11), SQUARE) == 0
    assert distance_to_polygon_m((41.73, 122.11), SQUARE) == pytest.approx(1111.95, abs=0.5)
    corner = distance_to_polygon_m((41.73, 122.13), SQUARE)
    assert corner == pytest.approx(distance_m((41.73, 122.13), (41.72, 122.12)), rel=1e-3)

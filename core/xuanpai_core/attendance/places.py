"""Where on earth: the two datums of phones in China, distances, and fences. Pure; degrees and metres throughout.

GCJ-02 is the datum that maps and phones in mainland China report: WGS-84 moved by some hundred metres along a smooth
known function. There is no closed inverse; ours is iterated until it is exact to far below a metre.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import asin, cos, hypot, pi, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude, longitude."""

EARTH_RADIUS_M = 6_371_008.8
# The ellipsoid of Krasovsky, on which GCJ-02 was defined.
_AXIS = 6_378_245.0
_ECCENTRICITY = 0.006_693_421_622_965_943
_ROUNDS = 12
_CLOSE_ENOUGH = 1e-11


class Datum(StrEnum):
    """What a pair of degrees refers to: GPS reports WGS84, most map software in China GCJ02."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"


def to_gcj02(latitude: float, longitude: float) -> Point:
    """A WGS-84 place as GCJ-02 gives it; outside China the two are one."""
    if outside_china(latitude, longitude):
        return latitude, longitude
    north, east = _shift(latitude, longitude)
    return latitude + north, longitude + east


def to_wgs84(latitude: float, longitude: float) -> Point:
    """The WGS-84 place that GCJ-02 gives as this one, to within a hundred-millionth of a degree."""
    if outside_china(latitude, longitude):
        return latitude, longitude
    there = (latitude, longitude)
    for _ in range(_ROUNDS):
        north, east = _shift(*there)
        better = (latitude - north, longitude - east)
        if max(abs(better[0] - there[0]), abs(better[1] - there[1])) < _CLOSE_ENOUGH:
            return better
        there = better
    return there


def outside_china(latitude: float, longitude: float) -> bool:
    """Whether the place lies outside the rectangle in which GCJ-02 moves anything."""
    return not (72.004 <= longitude <= 137.8347 and 0.8293 <= latitude <= 55.8271)


def distance_m(one: Point, other: Point) -> float:
    """Along the surface of the sphere (haversine)."""
    (lat1, lon1), (lat2, lon2) = one, other
    half_north, half_east = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_north) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_east) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


def inside(point: Point, vertices: Sequence[Point]) -> bool:
    """Whether ``point`` lies in the polygon; on its edge counts as inside."""
    corners = _plane(point, vertices)
    within = False
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if _from_segment(x1, y1, x2, y2) == 0:
            return True
        if (y1 > 0) != (y2 > 0) and (x2 - x1) * -y1 / (y2 - y1) + x1 > 0:
            within = not within
    return within


def distance_to_polygon_m(point: Point, vertices: Sequence[Point]) -> float:
    """The way to the nearest edge; 0 inside. On the plane that touches the earth at ``point``."""
    if inside(point, vertices):
        return 0.0
    corners = _plane(point, vertices)
    edges = zip(corners, [*corners[1:], corners[0]], strict=True)
    return min(_from_segment(x1, y1, x2, y2) for (x1, y1), (x2, y2) in edges)


def distance_to_circle_m(point: Point, centre: Point, radius_m: float) -> float:
    """The way to the circle; 0 inside and on it."""
    return max(0.0, distance_m(point, centre) - radius_m)


def _plane(origin: Point, points: Sequence[Point]) -> list[tuple[float, float]]:
    """Metres east and north of ``origin``; true to a thousandth over the extent of a village."""
    per_degree = EARTH_RADIUS_M * pi / 180
    shrink = cos(radians(origin[0]))
    return [((lon - origin[1]) * per_degree * shrink, (lat - origin[0]) * per_degree) for lat, lon in points]


def _from_segment(x1: float, y1: float, x2: float, y2: float) -> float:
    """How far the origin is from the segment."""
    along_x, along_y = x2 - x1, y2 - y1
    squared = along_x**2 + along_y**2
    share = 0.0 if squared == 0 else min(1.0, max(0.0, -(x1 * along_x + y1 * along_y) / squared))
    return hypot(x1 + share * along_x, y1 + share * along_y)


def _shift(latitude: float, longitude: float) -> Point:
    """By how many degrees GCJ-02 moves this WGS-84 place."""
    x, y = longitude - 105.0, latitude - 35.0
    ripple = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + ripple
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + ripple
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    turn = radians(latitude)
    bulge = 1 - _ECCENTRICITY * sin(turn) ** 2
    root = sqrt(bulge)
    meridian = _AXIS * (1 - _ECCENTRICITY) / (bulge * root)
    return (
        north * 180.0 / (meridian * pi),
        east * 180.0 / (_AXIS / root * cos(turn) * pi),
    )

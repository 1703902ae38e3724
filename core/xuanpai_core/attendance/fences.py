"""Fences around villages and dwellings: where a check-in shows its distance from. None of them ever refuses one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance.errors import FenceNotFound
from xuanpai_core.attendance.models import Fence, FenceKind
from xuanpai_core.attendance.places import Datum, Point, distance_to_circle_m, distance_to_polygon_m, to_wgs84
from xuanpai_core.attendance.reasons import demanded
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, require_place, within
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.idempotency.service import once
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region

RADIUS_M = range(50, 50_001)
VERTICES = range(3, 201)
NAME_LIMIT = 50

_AROUND = """
WITH held AS (
    SELECT p.id, p.region_code
      FROM posting p
     WHERE p.tenant_id = $1 AND p.cadre_id = $2 AND ($3::uuid IS NULL OR p.id = $3)
     ORDER BY p.start_date <= $4 AND (p.end_date IS NULL OR p.end_date >= $4) DESC, p.start_date DESC
     LIMIT 1
)
SELECT h.region_code, f.kind, f.latitude, f.longitude, f.radius_m, f.vertices, f.season_months
  FROM held h
  LEFT JOIN fence f
    ON f.tenant_id = $1 AND f.region_code = h.region_code AND (f.posting_id IS NULL OR f.posting_id = h.id)
   AND f.valid_from <= $4 AND (f.valid_to IS NULL OR f.valid_to > $4)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFence:
    """A fence as it is drawn: a circle (centre and radius) or a polygon, in degrees of ``datum``.

    ``posting_id``: for that posting's dwelling alone. ``season_months``: 1 to 12; none is the whole year.
    """

    region_code: str
    name: str
    kind: FenceKind
    valid_from: date
    valid_to: date | None = None
    posting_id: UUID | None = None
    centre: Point | None = None
    radius_m: int | None = None
    vertices: tuple[Point, ...] = ()
    season_months: tuple[int, ...] = ()
    datum: Datum = Datum.WGS84


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a fence decides the distance."""

    kind: FenceKind
    centre: Point | None
    radius_m: int | None
    vertices: tuple[Point, ...]

    def distance_m(self, point: Point) -> float:
        """The way to it; 0 inside."""
        if self.kind is FenceKind.POLYGON:
            return distance_to_polygon_m(point, self.vertices)
        return distance_to_circle_m(point, self.centre or point, self.radius_m or 0)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place of whoever checks in, and the fences there on that day."""

    region_code: str | None
    shapes: tuple[Shape, ...] = field(default=())

    def distance_m(self, latitude: float | None, longitude: float | None) -> int | None:
        """Whole metres from a WGS-84 place to the nearest fence; None without a place or a fence."""
        if latitude is None or longitude is None or not self.shapes:
            return None
        point = (latitude, longitude)
        return round(min(shape.distance_m(point) for shape in self.shapes))


async def surroundings(work: Work, cadre_id: UUID, posting_id: UUID | None, day: date) -> Surroundings:
    """What is around the cadre's posting on that day; asks nobody's permission. One small query."""
    rows = await work.driver.fetch(_AROUND, work.tenant_id, cadre_id, posting_id, day)
    if not rows:
        return Surroundings(None)
    known = [row for row in rows if row["kind"] is not None]
    return Surroundings(
        rows[0]["region_code"],
        tuple(_shape(row) for row in known if not row["season_months"] or day.month in row["season_months"]),
    )


async def add_fence(work: Work, new: NewFence, key: str) -> UUID:
    """Draw a fence around a village within reach, or around one posting's dwelling there; returns its id.

    Raises ``Forbidden``, ``RegionUnknown``, ``PostingNotFound``, ``Invalid`` (``INVALID_FENCE``).
    """
    place = await known_region(work, RegionCode.parse(new.region_code))
    require_place(work.ctx, Action.FENCE_MANAGE, place.code)
    _check(new)
    if new.posting_id is not None:
        await _demand_posting(work, new.posting_id, place.code)

    async def act() -> dict[str, Any]:
        return {"id": str(_add(work, new, place.code))}

    outcome = await once(work, Action.FENCE_MANAGE, key, _plain(new), act)
    return UUID(outcome["id"])


async def end_fence(work: Work, fence_id: UUID, valid_to: date, reason: str) -> None:
    """Let a fence end: ``valid_to`` is the first day on which it no longer holds; what was measured stays.

    Raises ``FenceNotFound``, ``Invalid`` (``INVALID_FENCE``, ``REASON_REQUIRED``), ``Forbidden``.
    """
    places = Extent(places=require(work.ctx, Action.FENCE_MANAGE).places)
    fence = await work.session.scalar(
        select(Fence)
        .where(Fence.tenant_id == work.tenant_id, Fence.id == fence_id, within(places, region_code=Fence.region_code))
        .with_for_update()
    )
    if fence is None:
        raise FenceNotFound
    reason = demanded(reason, "停用签到范围须写明理由。")
    if valid_to < fence.valid_from or (fence.valid_to is not None and valid_to > fence.valid_to):
        raise _refusal([FieldProblem("validTo", "OUT_OF_RANGE", "停用日期须在这个签到范围的有效期之内。")])
    before = fence.valid_to
    fence.valid_to, fence.ended_reason = valid_to, reason
    record(
        work,
        "fence:end",
        "fence",
        fence_id,
        before={"valid_to": before and before.isoformat()},
        after={"valid_to": valid_to.isoformat()},
        reason=reason,
    )


def _add(work: Work, new: NewFence, region_code: str) -> UUID:
    fence_id = new_id()
    centre, vertices = _placed(new)
    work.session.add(
        Fence(
            tenant_id=work.tenant_id,
            id=fence_id,
            region_code=region_code,
            posting_id=new.posting_id,
            name=new.name.strip(),
            kind=new.kind,
            latitude=centre and centre[0],
            longitude=centre and centre[1],
            radius_m=new.radius_m,
            vertices=[list(vertex) for vertex in vertices] or None,
            season_months=sorted(set(new.season_months)),
            valid_from=new.valid_from,
            valid_to=new.valid_to,
        )
    )
    record(work, Action.FENCE_MANAGE, "fence", fence_id, after=_plain(new))
    return fence_id


def _placed(new: NewFence) -> tuple[Point | None, list[Point]]:
    """Centre and vertices in WGS-84."""
    if new.datum is Datum.WGS84:
        return new.centre, list(new.vertices)
    return new.centre and to_wgs84(*new.centre), [to_wgs84(*vertex) for vertex in new.vertices]


def _check(new: NewFence) -> None:
    problems = [*_shape_problems(new), *_other_problems(new)]
    if problems:
        raise _refusal(problems)


def _shape_problems(new: NewFence) -> list[FieldProblem]:
    problems = []
    points = [*new.vertices, *([new.centre] if new.centre else [])]
    if any(not (_degrees(lat, 90) and _degrees(lon, 180)) for lat, lon in points):
        problems.append(FieldProblem("vertices", "OUT_OF_RANGE", "经纬度超出范围,请重新标注。"))
    if new.kind is FenceKind.RADIUS:
        if new.centre is None or new.radius_m is None or new.vertices:
            problems.append(FieldProblem("centre", "INCOMPLETE", "圆形范围须填写中心点和半径,不填顶点。"))
        elif new.radius_m not in RADIUS_M:
            problems.append(FieldProblem("radiusM", "OUT_OF_RANGE", "半径须在 50 到 50000 米之间。"))
    elif new.centre is not None or new.radius_m is not None:
        problems.append(FieldProblem("centre", "NOT_EXPECTED", "多边形范围只填顶点,不填中心点和半径。"))
    elif len(set(new.vertices)) not in VERTICES or len(new.vertices) not in VERTICES:
        problems.append(FieldProblem("vertices", "OUT_OF_RANGE", "多边形须有 3 到 200 个不同的顶点。"))
    return problems


def _other_problems(new: NewFence) -> list[FieldProblem]:
    problems = []
    if not 1 <= len(new.name.strip()) <= NAME_LIMIT or "\0" in new.name:
        problems.append(FieldProblem("name", "OUT_OF_RANGE", f"名称须为 1 到 {NAME_LIMIT} 个字。"))
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        problems.append(FieldProblem("validTo", "OUT_OF_RANGE", "结束日期须晚于开始日期。"))
    if any(month not in range(1, 13) for month in new.season_months):
        problems.append(FieldProblem("seasonMonths", "OUT_OF_RANGE", "季节月份须为 1 到 12。"))
    return problems


def _degrees(value: float, most: float) -> bool:
    return isfinite(value) and -most <= value <= most


def _refusal(problems: Sequence[FieldProblem]) -> Invalid:
    return Invalid(" ".join(problem.message for problem in problems), code="INVALID_FENCE", fields=problems)


async def _demand_posting(work: Work, posting_id: UUID, region_code: str) -> None:
    there = await work.session.scalar(
        select(Posting.id).where(
            Posting.tenant_id == work.tenant_id, Posting.id == posting_id, Posting.region_code == region_code
        )
    )
    if there is None:
        raise PostingNotFound


def _shape(row: Mapping[str, Any]) -> Shape:
    centre = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    return Shape(
        FenceKind(row["kind"]), centre, row["radius_m"], tuple((lat, lon) for lat, lon in row["vertices"] or ())
    )


def _plain(new: NewFence) -> dict[str, Any]:
    return {
        "region_code": new.region_code,
        "name": new.name,
        "kind": str(new.kind),
        "posting_id": new.posting_id and str(new.posting_id),
        "centre": new.centre and list(new.centre),
        "radius_m": new.radius_m,
        "vertices": [list(vertex) for vertex in new.vertices],
        "season_months": list(new.season_months),
        "valid_from": new.valid_from.isoformat(),
        "valid_to": new.valid_to and new.valid_to.isoformat(),
        "datum": str(new.datum),
    }

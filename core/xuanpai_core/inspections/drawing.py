"""Drawing by lot for an inspection: whom to look at, along which villages, in which households (JZ-12, JZ-14)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.inspections.errors import AlreadyDrawn, InvalidDraw, NobodyToDraw
from xuanpai_core.inspections.models import DrawKind, Inspection, InspectionDraw
from xuanpai_core.inspections.opening import open_inspection
from xuanpai_core.inspections.sampling import ALGORITHM, LARGEST_POPULATION, new_seed, ranked, size_of
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.registers.repository import standing

SEED_LENGTHS = range(8, 129)
HOUSEHOLD_FORM = "household"

_VILLAGES = """
SELECT r.code FROM region r
 WHERE r.tenant_id = $1 AND r.code >= $2 AND r.code < $2 || ':' AND r.level = 5
   AND (r.valid_to IS NULL OR r.valid_to > $3)
 ORDER BY r.code
"""
_NAMES = "SELECT r.code, r.path_name FROM region r WHERE r.tenant_id = $1 AND r.code = ANY($2::text[])"
_KEEP = """
INSERT INTO inspection_drawn (tenant_id, draw_id, rank, key, posting_id, region_code)
SELECT $1, $2, drawn.rank, drawn.key, drawn.posting_id, drawn.region_code
  FROM unnest($3::text[], $4::uuid[], $5::text[]) WITH ORDINALITY AS drawn(key, posting_id, region_code, rank)
"""


@dataclass(frozen=True, slots=True)
class NewDraw:
    """What to draw: ``percent`` of the population (rounded up) or a ``number``; of villages neither: all, as a route.

    ``region_code`` None: the place of the inspection; for households a village in it. ``households``: how many the
    village has, where no register says so: they are then numbered from 1. ``seed`` None: one is made by the system.
    """

    kind: DrawKind
    percent: Decimal | None = None
    number: int | None = None
    region_code: str | None = None
    households: int | None = None
    seed: str | None = None


@dataclass(frozen=True, slots=True)
class _Population:
    """The keys in order, and the village of each where it has one."""

    keys: Sequence[str]
    villages: Mapping[str, str]


async def draw_sample(work: Work, inspection_id: UUID, new: NewDraw, key: str) -> UUID:
    """Draw, once and for good, for an inspection that is not published; returns the id of the draw.

    The population is frozen with the draw, and the seed is kept with it. Raises ``InspectionNotFound``,
    ``InspectionPublished``, ``InspectionCancelled``, ``AlreadyDrawn``, ``NobodyToDraw``, ``InvalidDraw``,
    ``NotFound`` (``UNKNOWN_REGION``), ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_PLAN)
    _check(new)

    async def act() -> Outcome:
        return {"id": str(await _draw(work, await open_inspection(work, inspection_id), new))}

    return UUID((await once(work, "inspection:draw", key, [inspection_id, asdict(new)], act))["id"])


def _check(new: NewDraw) -> None:
    if new.percent is not None and new.number is not None:
        raise InvalidDraw("percent", "ONE_SIZE", "抽样比例和抽样数量只填一个。")
    if new.percent is None and new.number is None and new.kind is not DrawKind.VILLAGES:
        raise InvalidDraw("percent", "REQUIRED", "请填写抽样比例或抽样数量。")
    if new.percent is not None and not 0 < new.percent <= 100:
        raise InvalidDraw("percent", "OUT_OF_RANGE", "抽样比例须大于 0、不超过 100。")
    if new.number is not None and not 1 <= new.number <= LARGEST_POPULATION:
        raise InvalidDraw("number", "OUT_OF_RANGE", f"抽样数量须在 1 到 {LARGEST_POPULATION} 之间。")
    if new.households is not None and not 1 <= new.households <= LARGEST_POPULATION:
        raise InvalidDraw("households", "OUT_OF_RANGE", f"户数须在 1 到 {LARGEST_POPULATION} 之间。")
    if new.seed is not None and (len(new.seed) not in SEED_LENGTHS or not new.seed.isascii() or not new.seed.isalnum()):
        raise InvalidDraw("seed", "WRONG_SHAPE", "随机种子须为 8 到 128 个英文字母或数字。")


async def _draw(work: Work, inspection: Inspection, new: NewDraw) -> UUID:
    place = await _place(work, inspection, new)
    known = await work.session.scalar(
        select(InspectionDraw.id).where(
            InspectionDraw.tenant_id == work.tenant_id,
            InspectionDraw.inspection_id == inspection.id,
            InspectionDraw.kind == new.kind,
            InspectionDraw.region_code == place,
        )
    )
    if known is not None:
        raise AlreadyDrawn
    population = await _population(work, place, new, inspection.planned_on)
    if not 1 <= len(population.keys) <= LARGEST_POPULATION:
        raise NobodyToDraw
    seed = new.seed or new_seed()
    chosen = ranked(seed, population.keys)[: _size(new, len(population.keys))]
    route = _route(seed, population, chosen)
    draw = InspectionDraw(
        tenant_id=work.tenant_id,
        id=new_id(),
        inspection_id=inspection.id,
        kind=new.kind,
        region_code=place,
        reckoned_on=inspection.planned_on,
        percent=new.percent,
        size=len(chosen),
        population=list(population.keys),
        route=route,
        route_names=await _named(work, route),
        algorithm=ALGORITHM,
        seed=seed,
        seed_given=new.seed is not None,
        drawn_by=work.ctx.actor.account_id,
        drawn_at=work.clock.now(),
    )
    work.session.add(draw)
    await work.session.flush()
    await _keep(work, draw, population, chosen)
    detail = {"kind": draw.kind, "population": len(population.keys), "size": draw.size, "seed_given": draw.seed_given}
    record(work, "inspection:draw", "inspection", inspection.id, after=detail)
    return draw.id


def _size(new: NewDraw, population: int) -> int:
    if new.percent is not None:
        return size_of(population, new.percent)
    return population if new.number is None else min(new.number, population)


async def _place(work: Work, inspection: Inspection, new: NewDraw) -> str:
    code = RegionCode.parse(new.region_code) if new.region_code is not None else inspection.region_code
    if not code.startswith(inspection.region_code):
        raise InvalidDraw("regionCode", "OUTSIDE_THE_PLACE", "抽样的地方不在这次检查的范围内。")
    node = await known_region(work, RegionCode.parse(code))
    if new.kind is DrawKind.HOUSEHOLDS and node.level != RegionLevel.VILLAGE:
        raise InvalidDraw("regionCode", "NOT_A_VILLAGE", "抽取农户须指定一个村。")
    return node.code


async def _population(work: Work, place: str, new: NewDraw, day: date) -> _Population:
    if new.kind is DrawKind.CADRES:
        return await _cadres(work, place, day)
    if new.kind is DrawKind.VILLAGES:
        return await _villages(work, place, day)
    return await _households(work, place, day, new.households)


async def _cadres(work: Work, place: str, day: date) -> _Population:
    """Everybody in post there that day, by id; a village is the posting's own place, also where that is a township."""
    rows = await work.session.execute(
        select(Posting.id, Posting.region_code)
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.region_code >= place,
            Posting.region_code < place + ":",
            in_post(day),
        )
        .order_by(Posting.id)
    )
    places = {str(row.id): row.region_code for row in rows}
    return _Population(list(places), places)


async def _villages(work: Work, place: str, day: date) -> _Population:
    rows = await work.driver.fetch(_VILLAGES, work.tenant_id, place, day)
    keys = [row["code"] for row in rows]
    return _Population(keys, {key: key for key in keys})


async def _households(work: Work, village: str, day: date, numbered: int | None) -> _Population:
    ids = await work.session.scalars(
        select(RegisterEntry.id)
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RegisterEntry.form == HOUSEHOLD_FORM,
            RegisterEntry.region_code == village,
            standing(day),
        )
        .order_by(RegisterEntry.id)
    )
    keys = [str(entry_id) for entry_id in ids]
    if not keys and numbered is not None:
        keys = [str(number) for number in range(1, numbered + 1)]
    if not keys:
        raise InvalidDraw("households", "REQUIRED", "这个村没有登记农户,请填写户数,按户号抽取。")
    return _Population(keys, dict.fromkeys(keys, village))


def _route(seed: str, population: _Population, chosen: Collection[str]) -> list[str]:
    """The villages of whom or what was drawn, in an order that the same seed gives."""
    return ranked(seed, sorted({population.villages[key] for key in chosen}))


async def _named(work: Work, route: Sequence[str]) -> list[str]:
    rows = await work.driver.fetch(_NAMES, work.tenant_id, list(route))
    names = {row["code"]: row["path_name"] for row in rows}
    return [names[code] for code in route]


async def _keep(work: Work, draw: InspectionDraw, population: _Population, chosen: Sequence[str]) -> None:
    postings = [UUID(key) if draw.kind is DrawKind.CADRES else None for key in chosen]
    # A village is its own key.
    places = [None if draw.kind is DrawKind.VILLAGES else population.villages[key] for key in chosen]
    await work.driver.execute(_KEEP, work.tenant_id, draw.id, list(chosen), postings, places)

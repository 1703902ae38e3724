"""Totals that a place states of itself, as exact as they were stated: “5850多万” is a floor, not a number (LX-06)."""

from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.percent import percent
from xuanpai_core.regions.repository import Node
from xuanpai_core.texts import one_line
from xuanpai_core.villages import repository
from xuanpai_core.villages.errors import (
    DividedByZero,
    FigureNotFound,
    FigureTaken,
    InvalidNumber,
    ShareUndecided,
    YearImpossible,
)
from xuanpai_core.villages.models import Precision, StatedFigure
from xuanpai_core.villages.places import FIRST_YEAR, hold, known_place

MOST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A stated total over the years ``from_year`` to ``to_year``; ``part_of``: the code of the figure it belongs to."""

    region_code: str
    code: str
    title: str
    from_year: int
    to_year: int
    value: Decimal
    unit: str
    precision: Precision
    source: str
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """One stated figure by another. ``exact`` only when both are; otherwise ``value`` is reckoned from floors."""

    value: Decimal
    unit: str
    exact: bool
    reason: str


async def state_figure(work: Work, new: NewFigure, key: str) -> UUID:
    """Store a total as the place states it; returns its id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``YearImpossible``, ``InvalidNumber``, ``FigureTaken``,
    ``Invalid`` (``INVALID_TEXT``).
    """
    place = await known_place(work, Action.VILLAGE_RECORD, new.region_code)
    checked = _checked(work, new)

    async def act() -> Outcome:
        return {"id": str(await _store(work, checked, place))}

    return UUID((await once(work, "village:figure", key, asdict(checked), act))["id"])


async def stated_ratio(work: Work, region_code: str, of: str, per: str, from_year: int, to_year: int) -> Ratio:
    """``of`` by ``per``: an average, or in the same unit a share; two digits, half up.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``FigureNotFound``, ``DividedByZero``, ``ShareUndecided``.
    """
    place = await known_place(work, Action.VILLAGE_READ, region_code)
    divided = await _known(work, place, of, from_year, to_year)
    divisor = await _known(work, place, per, from_year, to_year)
    return ratio_of(divided, divisor)


def ratio_of(divided: StatedFigure, divisor: StatedFigure) -> Ratio:
    """The pure part of ``stated_ratio``."""
    if divisor.value == 0:
        raise DividedByZero(divisor.title)
    exact = divided.precision is divisor.precision is Precision.EXACT
    if divided.unit == divisor.unit:
        if divided.part_of != divisor.code:
            raise ShareUndecided(divided.title, divisor.title)
        value, unit = percent(divided.value, divisor.value), "%"
    else:
        value = (divided.value / divisor.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
        unit = f"{divided.unit}/{divisor.unit}"
    reckoned = f"{_said(divided)}÷{_said(divisor)}={value:f}{unit}"
    reason = f"{reckoned}。" if exact else f"{reckoned}:按“多”字前的下限数计算,只供参考,不是精确平均数。"
    return Ratio(value, unit, exact, reason)


def _said(figure: StatedFigure) -> str:
    number = f"{figure.value:f}"
    short = number.rstrip("0").rstrip(".") if "." in number else number
    more = "多" if figure.precision is Precision.AT_LEAST else ""
    return f"{figure.title}{short}{more}{figure.unit}"


def _checked(work: Work, new: NewFigure) -> NewFigure:
    latest = today(work.clock).year
    if not FIRST_YEAR <= new.from_year <= new.to_year <= latest:
        raise YearImpossible(latest)
    if not 0 <= new.value <= MOST or new.value != round(new.value, 4):
        raise InvalidNumber("value", "数值不能为负数,最多四位小数。")
    return replace(
        new,
        code=one_line(new.code, path="code", title="代码", limit=64),
        title=one_line(new.title, path="title", title="名称"),
        unit=one_line(new.unit, path="unit", title="单位", limit=16),
        source=one_line(new.source, path="source", title="出处", limit=200),
    )


async def _store(work: Work, new: NewFigure, place: Node) -> UUID:
    await hold(work, place.code)
    if await repository.stated(work, place.code, new.code, new.from_year, new.to_year) is not None:
        raise FigureTaken(new.title)
    if new.part_of is not None:
        await _known(work, place, new.part_of, new.from_year, new.to_year)
    figure_id = new_id()
    values = {**asdict(new), "region_code": place.code}
    author = work.ctx.actor.account_id
    work.session.add(StatedFigure(tenant_id=work.tenant_id, id=figure_id, recorded_by=author, **values))
    await work.session.flush()
    record(work, Action.VILLAGE_RECORD, "stated_figure", figure_id, after=values)
    return figure_id


async def _known(work: Work, place: Node, code: str, from_year: int, to_year: int) -> StatedFigure:
    found = await repository.stated(work, place.code, code, from_year, to_year)
    if found is None:
        raise FigureNotFound(code)
    return found

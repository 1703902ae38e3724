"""Queries of villages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.villages.classes import Income
from xuanpai_core.villages.models import CollectiveIncome, StatedFigure, TargetMeasure, VillageTag

# Villages that stood at the end of the year, with what they took in then and the year before.
_INCOMES = """
SELECT r.code, r.path_name,
       now_.gross_fen, now_.subsidies_fen, now_.operating_fen,
       before.gross_fen AS before_gross, before.subsidies_fen AS before_subsidies,
       before.operating_fen AS before_operating
  FROM region r
  LEFT JOIN collective_income now_
    ON now_.tenant_id = $1 AND now_.region_code = r.code AND now_.year = $3
  LEFT JOIN collective_income before
    ON before.tenant_id = $1 AND before.region_code = r.code AND before.year = $3 - 1
 WHERE r.tenant_id = $1 AND r.level = 5 AND r.code >= $2 AND r.code < $2 || ':'
   AND (r.valid_to IS NULL OR r.valid_to > $4)
   AND EXISTS (SELECT FROM unnest($5::text[]) place WHERE r.code >= place AND r.code < place || ':')
 ORDER BY r.code
"""

_AVERAGES = """
SELECT m.target, m.year, count(*) AS villages, avg(m.value) AS average
  FROM target_measure m
 WHERE m.tenant_id = $1 AND m.target = ANY($3::text[])
   AND m.region_code >= $2 AND m.region_code < $2 || ':' AND m.region_code <> $2
 GROUP BY m.target, m.year
"""


@dataclass(frozen=True, slots=True)
class VillageIncome:
    """A village and its income in a year and the year before; None where nothing is recorded."""

    region_code: str
    place_name: str
    income: Income | None
    before: Income | None


@dataclass(frozen=True, slots=True)
class TownshipAverage:
    """The mean of what is recorded of ``villages`` villages of a township."""

    villages: int
    value: Decimal


async def overlapping_tag(work: Work, region_code: str, code: str, valid_from: date) -> VillageTag | None:
    """A mark of that code which the village carries on ``valid_from`` or later."""
    return await work.session.scalar(
        select(VillageTag)
        .where(
            VillageTag.tenant_id == work.tenant_id,
            VillageTag.region_code == region_code,
            VillageTag.code == code,
            or_(VillageTag.valid_to.is_(None), VillageTag.valid_to >= valid_from),
        )
        .order_by(VillageTag.valid_from)
        .limit(1)
    )


async def tag_within(work: Work, tag_id: UUID, reach: Extent) -> VillageTag | None:
    """The mark, held until this transaction ends, if its village is within reach."""
    return await work.session.scalar(
        select(VillageTag)
        .where(VillageTag.tenant_id == work.tenant_id, VillageTag.id == tag_id)
        .where(within(reach, region_code=VillageTag.region_code))
        .with_for_update()
    )


async def tag_codes(work: Work, region_code: str, first: date, last: date) -> frozenset[str]:
    """The marks that the village carried on any day from ``first`` to ``last``."""
    rows = await work.session.scalars(
        select(VillageTag.code).where(
            VillageTag.tenant_id == work.tenant_id,
            VillageTag.region_code == region_code,
            VillageTag.valid_from <= last,
            or_(VillageTag.valid_to.is_(None), VillageTag.valid_to >= first),
        )
    )
    return frozenset(rows)


async def incomes_of(work: Work, year: int, codes: Collection[str]) -> dict[str, CollectiveIncome]:
    """What is recorded of these villages for the year, held until this transaction ends."""
    rows = await work.session.scalars(
        select(CollectiveIncome)
        .where(
            CollectiveIncome.tenant_id == work.tenant_id,
            CollectiveIncome.year == year,
            CollectiveIncome.region_code.in_(codes),
        )
        .order_by(CollectiveIncome.region_code)
        .with_for_update()
    )
    return {row.region_code: row for row in rows}


async def income_history(work: Work, region_code: str, until: int) -> Sequence[CollectiveIncome]:
    """The village's incomes up to that year, the latest first."""
    rows = await work.session.scalars(
        select(CollectiveIncome)
        .where(
            CollectiveIncome.tenant_id == work.tenant_id,
            CollectiveIncome.region_code == region_code,
            CollectiveIncome.year <= until,
        )
        .order_by(CollectiveIncome.year.desc())
    )
    return rows.all()


async def village_incomes(work: Work, region_code: str, year: int, places: Collection[str]) -> list[VillageIncome]:
    """Every village in ``region_code`` and in ``places`` that stood at the year's end, by code."""
    await work.transaction.flush()
    rows = await work.driver.fetch(_INCOMES, work.tenant_id, region_code, year, date(year, 12, 31), sorted(places))
    return [
        VillageIncome(row[0], row[1], _income(row[2], row[3], row[4]), _income(row[5], row[6], row[7])) for row in rows
    ]


def _income(gross: int | None, subsidies: int | None, operating: int | None) -> Income | None:
    if gross is None or subsidies is None or operating is None:
        return None
    return Income(gross, subsidies, operating)


async def measure_of(work: Work, region_code: str, target: str, year: int) -> TargetMeasure | None:
    """What was measured there for the target in the year, held until this transaction ends."""
    return await work.session.scalar(
        select(TargetMeasure)
        .where(
            TargetMeasure.tenant_id == work.tenant_id,
            TargetMeasure.region_code == region_code,
            TargetMeasure.target == target,
            TargetMeasure.year == year,
        )
        .with_for_update()
    )


async def measures_until(work: Work, region_code: str, until: int) -> dict[str, dict[int, Decimal]]:
    """What was measured there up to that year, by target and year."""
    rows = await work.session.execute(
        select(TargetMeasure.target, TargetMeasure.year, TargetMeasure.value).where(
            TargetMeasure.tenant_id == work.tenant_id,
            TargetMeasure.region_code == region_code,
            TargetMeasure.year <= until,
        )
    )
    found: dict[str, dict[int, Decimal]] = {}
    for target, year, value in rows:
        found.setdefault(target, {})[year] = value
    return found


async def averages_of(
    work: Work, township_code: str, targets: Collection[str]
) -> dict[tuple[str, int], TownshipAverage]:
    """The mean over the township's villages, by target and year."""
    await work.transaction.flush()
    rows = await work.driver.fetch(_AVERAGES, work.tenant_id, township_code, sorted(targets))
    return {(row["target"], row["year"]): TownshipAverage(row["villages"], row["average"]) for row in rows}


async def stated(work: Work, region_code: str, code: str, from_year: int, to_year: int) -> StatedFigure | None:
    """The figure that the place states of itself over these very years."""
    return await work.session.scalar(
        select(StatedFigure).where(
            StatedFigure.tenant_id == work.tenant_id,
            StatedFigure.region_code == region_code,
            StatedFigure.code == code,
            StatedFigure.from_year == from_year,
            StatedFigure.to_year == to_year,
        )
    )

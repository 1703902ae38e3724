"""Collective income: recorded by year, corrected with a reason, classed by the scale in force at the year's end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.plugins.scales import IncomeScale
from xuanpai_core.plugins.wording import yuan
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.repository import Node
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import paragraphs
from xuanpai_core.villages import repository
from xuanpai_core.villages.classes import BandCount, Income, ScaledVillage, count_bands
from xuanpai_core.villages.errors import InvalidIncome, ReasonRequired
from xuanpai_core.villages.models import CollectiveIncome
from xuanpai_core.villages.places import check_year, hold, judged_day, known_villages

VILLAGES_LIMIT = 200
MOST_FEN = 10**13
SCALE = "scale:income"


@dataclass(frozen=True, slots=True)
class NewIncome:
    """What one village took in, in 分."""

    region_code: str
    gross_fen: int
    subsidies_fen: int
    operating_fen: int

    @property
    def income(self) -> Income:
        """The amounts alone."""
        return Income(self.gross_fen, self.subsidies_fen, self.operating_fen)


@dataclass(frozen=True, slots=True)
class NewIncomes:
    """A year's incomes of some villages; ``reason`` says why anything recorded before is corrected."""

    year: int
    villages: tuple[NewIncome, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class IncomeClasses:
    """A place's villages by band: ``villages`` in all, of which ``recorded`` have an income of the year.

    ``without_scale``: villages at which no scale is in force.
    """

    year: int
    villages: int
    recorded: int
    without_scale: int
    bands: tuple[BandCount, ...]


async def record_incomes(work: Work, new: NewIncomes, key: str) -> list[UUID]:
    """Record a year's incomes, or correct them; returns the records' ids in the order given.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotAVillage``, ``YearImpossible``, ``InvalidIncome``,
    ``ReasonRequired``, ``Invalid`` (``INVALID_TEXT``).
    """
    require(work.ctx, Action.VILLAGE_RECORD)
    check_year(work, new.year)
    _check(new.villages)
    reason = None if new.reason is None else paragraphs(new.reason, path="reason", title="更正原因", limit=500)

    async def act() -> Outcome:
        return {"ids": [str(row_id) for row_id in await _record(work, new, reason)]}

    outcome = await once(work, "village:income", key, asdict(new), act)
    return [UUID(row_id) for row_id in outcome["ids"]]


async def income_classes(work: Work, region_code: str, year: int) -> IncomeClasses:
    """The villages of the place within the caller's places, classed by the scale that holds at each at the year's end.

    The year before is compared by the same scale. Raises ``Forbidden``, ``YearImpossible``, ``InvalidRegionCode``.
    """
    places = require(work.ctx, Action.VILLAGE_READ).places
    check_year(work, year)
    found = await repository.village_incomes(work, RegionCode.parse(region_code), year, places)
    rules, day = await rulebooks(work), judged_day(work, year)
    scaled = []
    for village in found:
        rule = rules.one(IncomeScale, SCALE, village.region_code, day)
        if rule is not None:
            row, scale = rule
            scaled.append(
                ScaledVillage(village.region_code, village.place_name, row.id, scale, village.income, village.before)
            )
    return IncomeClasses(
        year=year,
        villages=len(found),
        recorded=sum(village.income is not None for village in found),
        without_scale=len(found) - len(scaled),
        bands=tuple(count_bands(scaled)),
    )


def _check(villages: Sequence[NewIncome]) -> None:
    """What can be told wrong before anything is read."""
    if not 1 <= len(villages) <= VILLAGES_LIMIT:
        message = f"一次请登记 1 到 {VILLAGES_LIMIT} 个村的收入。"
        raise InvalidIncome([FieldProblem("villages", "WRONG_NUMBER", message)])
    problems = [problem for at, village in enumerate(villages) for problem in _problems(f"villages.{at}", village)]
    if [code for code, times in Counter(village.region_code for village in villages).items() if times > 1]:
        problems.append(FieldProblem("villages", "DUPLICATE", "同一个村登记了两次,请合并成一行。"))
    if problems:
        raise InvalidIncome(problems)


def _problems(path: str, new: NewIncome) -> list[FieldProblem]:
    amounts = (new.gross_fen, new.subsidies_fen, new.operating_fen)
    if min(amounts) < 0 or max(amounts) > MOST_FEN:
        return [FieldProblem(path, "OUT_OF_RANGE", "收入不能为负数,也不会超过一千亿元;金额以分为单位。")]
    if new.subsidies_fen + new.operating_fen > new.gross_fen:
        parts = f"上级补助{yuan(new.subsidies_fen)}与经营性收入{yuan(new.operating_fen)}之和"
        return [FieldProblem(path, "PARTS_EXCEED", f"{parts}超过了总收入{yuan(new.gross_fen)},请核对。")]
    return []


async def _record(work: Work, new: NewIncomes, reason: str | None) -> list[UUID]:
    villages = await known_villages(work, Action.VILLAGE_RECORD, [income.region_code for income in new.villages])
    await hold(work, *(village.code for village in villages))
    there = await repository.incomes_of(work, new.year, [village.code for village in villages])
    stored = [
        _store(work, new.year, village, income.income, there.get(village.code), reason)
        for village, income in zip(villages, new.villages, strict=True)
    ]
    await work.session.flush()
    return stored


def _store(
    work: Work, year: int, village: Node, income: Income, there: CollectiveIncome | None, reason: str | None
) -> UUID:
    after = asdict(income)
    if there is None:
        row_id = new_id()
        work.session.add(
            CollectiveIncome(
                tenant_id=work.tenant_id,
                id=row_id,
                region_code=village.code,
                year=year,
                recorded_by=work.ctx.actor.account_id,
                **after,
            )
        )
        said = {"region_code": village.code, "year": year, **after}
        record(work, Action.VILLAGE_RECORD, "collective_income", row_id, after=said)
        return row_id
    before = {name: getattr(there, name) for name in after}
    if before != after:
        if reason is None:
            raise ReasonRequired(f"{village.path_name}{year}年的收入")
        for name, amount in after.items():
            setattr(there, name, amount)
        there.corrected_because, there.recorded_by = reason, work.ctx.actor.account_id
        record(work, "village:correct", "collective_income", there.id, before=before, after=after, reason=reason)
    return there.id

"""What is measured of villages for the targets of the rulebook, and the verdicts of a year (HD-07, HD-08)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.plugins.scales import Target, TargetSet
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.regions.repository import Node
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import paragraphs
from xuanpai_core.villages import repository
from xuanpai_core.villages.errors import InvalidNumber, NotAVillage, ReasonRequired, TakenFromIncome, UnknownTarget
from xuanpai_core.villages.models import TargetMeasure
from xuanpai_core.villages.places import check_year, hold, judged_day, known_place, known_village
from xuanpai_core.villages.targets import Average, Measured, TargetVerdict, judge_target

MOST = Decimal(10) ** 15
FROM_INCOME = {"gross_income": "gross_fen", "operating_income": "operating_fen"}
"""Targets that are read from the collective income, which is entered once; in 元, 万元 or 分 as the target says."""
_FEN_PER = {"分": 1, "元": 100, "万元": 1_000_000}

Years = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A value of a target, of a village or (its own average) a township, in the target's unit."""

    region_code: str
    target: str
    year: int
    value: Decimal
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SetVerdicts:
    """The verdicts on one set of targets, with the set that they belong to."""

    targets: TargetSet
    verdicts: tuple[TargetVerdict, ...]


async def record_measure(work: Work, new: NewMeasure, key: str) -> UUID:
    """Record a measured value, or correct it with a reason; returns the record's id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotAVillage``, ``YearImpossible``, ``UnknownTarget``,
    ``TakenFromIncome``, ``InvalidNumber``, ``ReasonRequired``, ``Invalid`` (``INVALID_TEXT``).
    """
    place = await known_place(work, Action.VILLAGE_RECORD, new.region_code)
    if place.level < RegionLevel.TOWNSHIP:
        raise NotAVillage(place.path_name)
    check_year(work, new.year)
    if abs(new.value) > MOST or new.value != round(new.value, 4):
        raise InvalidNumber("value", "数值最多四位小数,且不超过一千万亿。")
    reason = None if new.reason is None else paragraphs(new.reason, path="reason", title="更正原因", limit=500)

    async def act() -> Outcome:
        return {"id": str(await _record(work, new, place, reason))}

    return UUID((await once(work, "village:measure", key, asdict(new), act))["id"])


async def target_verdicts(work: Work, region_code: str, year: int) -> list[SetVerdicts]:
    """What is said in ``year`` of each target that the village has: by the sets in force and the marks it carried.

    A yearly target is judged by that year alone, any other by the latest value up to it. Raises ``Forbidden``,
    ``NotFound`` (``UNKNOWN_REGION``), ``NotAVillage``, ``YearImpossible``.
    """
    village = await known_village(work, Action.VILLAGE_READ, region_code)
    check_year(work, year)
    found = (await rulebooks(work)).every(TargetSet, village.code, judged_day(work, year))
    tags = await repository.tag_codes(work, village.code, date(year, 1, 1), date(year, 12, 31))
    sets = [rule for _, rule in found if not rule.tags or tags & set(rule.tags)]
    own = await _measures(work, village.code, year, sets)
    averages = await _averages(work, village, year, sets)
    running = year == today(work.clock).year
    return [
        SetVerdicts(
            rule,
            tuple(
                _verdict(target, rule, own.get(target.code, {}), averages.get(target.code, {}), year, running=running)
                for target in rule.targets
            ),
        )
        for rule in sets
    ]


def _verdict(
    target: Target, rule: TargetSet, own: Years, averages: Mapping[int, Average], year: int, *, running: bool
) -> TargetVerdict:
    known = [year] if target.yearly else sorted((measured for measured in own if measured <= year), reverse=True)
    measured = next((Measured(own[of], of) for of in known if of in own), None)
    average = averages.get(measured.year if measured else year)
    return judge_target(target, rule.strictness, measured, average, running=running)


async def _measures(work: Work, village_code: str, year: int, sets: list[TargetSet]) -> dict[str, dict[int, Decimal]]:
    """Values by target and year, each in its target's unit."""
    found = await repository.measures_until(work, village_code, year)
    incomes = await repository.income_history(work, village_code, year)
    for target in (target for rule in sets for target in rule.targets if target.code in FROM_INCOME):
        per, column = _FEN_PER.get(target.unit, 100), FROM_INCOME[target.code]
        found[target.code] = {income.year: Decimal(getattr(income, column)) / per for income in incomes}
    return found


async def _averages(work: Work, village: Node, year: int, sets: list[TargetSet]) -> dict[str, dict[int, Average]]:
    """The township's averages by target and year: its own statement, else the mean of two villages or more."""
    compared = {target.code for rule in sets for target in rule.targets if target.line is None}
    if not compared or village.parent_code is None:
        return {}
    found: dict[str, dict[int, Average]] = {}
    for (code, of), mean in (await repository.averages_of(work, village.parent_code, compared)).items():
        if mean.villages > 1:
            found.setdefault(code, {})[of] = Average(round(mean.value, 4), mean.villages)
    stated = await repository.measures_until(work, village.parent_code, year)
    for code in compared & stated.keys():
        found.setdefault(code, {}).update({of: Average(value) for of, value in stated[code].items()})
    return found


async def _record(work: Work, new: NewMeasure, place: Node, reason: str | None) -> UUID:
    sets = (await rulebooks(work)).every(TargetSet, place.code, judged_day(work, new.year))
    known = {target.code: target for _, rule in sets for target in rule.targets}
    if new.target not in known:
        raise UnknownTarget(new.target, list(known.values()))
    if new.target in FROM_INCOME and place.level == RegionLevel.VILLAGE:
        raise TakenFromIncome(known[new.target].title)
    await hold(work, place.code)
    there = await repository.measure_of(work, place.code, new.target, new.year)
    after = {"value": new.value}
    if there is None:
        row_id = new_id()
        work.session.add(
            TargetMeasure(
                tenant_id=work.tenant_id,
                id=row_id,
                region_code=place.code,
                target=new.target,
                year=new.year,
                value=new.value,
                recorded_by=work.ctx.actor.account_id,
            )
        )
        await work.session.flush()
        said = {"region_code": place.code, "target": new.target, "year": new.year, **after}
        record(work, Action.VILLAGE_RECORD, "target_measure", row_id, after=said)
        return row_id
    if there.value != new.value:
        if reason is None:
            raise ReasonRequired(f"{place.path_name}{new.year}年的“{known[new.target].title}”")
        before = {"value": there.value}
        there.value, there.corrected_because = new.value, reason
        there.recorded_by = work.ctx.actor.account_id
        await work.session.flush()
        record(work, "village:correct", "target_measure", there.id, before=before, after=after, reason=reason)
    return there.id

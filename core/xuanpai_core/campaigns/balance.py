"""Whether a campaign's numbers add up (勾稽, HD-01): pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuanpai_core.vocabulary import DispatchLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One group: ``cadres`` people for ``villages`` villages, ``per_village`` in each, from ``units`` units."""

    title: str
    dispatch_level: DispatchLevel
    cadres: int
    villages: int
    per_village: int
    units: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A campaign's totals, what is covered otherwise and by whom, and its groups."""

    cadres: int
    villages: int
    otherwise_villages: int
    otherwise_by: str | None
    quotas: Sequence[Quota]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """Two numbers that ought to be equal; ``name`` is stable, ``sentence`` says the reckoning in Chinese."""

    name: str
    title: str
    left: int
    right: int
    sentence: str

    @property
    def difference(self) -> int:
        """Left minus right."""
        return self.left - self.right

    @property
    def holds(self) -> bool:
        """Whether it adds up."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Counted:
    """What real postings of one level come to: people, villages, sending units."""

    cadres: int = 0
    villages: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Planned and actual of one level; ``units`` None: no number of units is laid down."""

    dispatch_level: DispatchLevel
    title: str
    planned: Counted
    planned_units: int | None
    actual: Counted


def equations(plan: Plan) -> tuple[Equation, ...]:
    """Every equation of the plan: the people, each group's people, the villages."""
    return (_cadres(plan), *(_group(quota) for quota in plan.quotas), _villages(plan))


def _cadres(plan: Plan) -> Equation:
    total = sum(quota.cadres for quota in plan.quotas)
    parts = "+".join(str(quota.cadres) for quota in plan.quotas) or "0"
    named = "、".join(quota.title for quota in plan.quotas) or "各组"
    reckoning = f"{parts}={total}人" if len(plan.quotas) > 1 else f"{total}人"
    said = f"{named}合计{reckoning},批次总数{plan.cadres}人,{_compared(total, plan.cadres, '人')}"
    return Equation(name="cadres", title="干部总数", left=total, right=plan.cadres, sentence=said)


def _group(quota: Quota) -> Equation:
    product = quota.per_village * quota.villages
    said = (
        f"{quota.title}每村{quota.per_village}人×{quota.villages}村={product}人,"
        f"名额{quota.cadres}人,{_compared(quota.cadres, product, '人')}"
    )
    title = f"{quota.title}人数"
    return Equation(name=f"quota:{quota.title}", title=title, left=quota.cadres, right=product, sentence=said)


def _villages(plan: Plan) -> Equation:
    covered = sum(quota.villages for quota in plan.quotas)
    rest = plan.villages - covered
    parts = "".join(f"−{quota.villages}" for quota in plan.quotas)
    by = f"由{plan.otherwise_by}覆盖" if plan.otherwise_by else "写明另行覆盖"
    said = f"{plan.villages}{parts}={rest}村,{by}{plan.otherwise_villages}村,"
    said += _compared(rest, plan.otherwise_villages, "村")
    return Equation(name="villages", title="村数", left=rest, right=plan.otherwise_villages, sentence=said)


def _compared(left: int, right: int, unit: str) -> str:
    if left == right:
        return "相符。"
    return f"{'多' if left > right else '少'}{abs(left - right)}{unit},请核对。"


def progress(plan: Plan, actual: Mapping[DispatchLevel, Counted]) -> tuple[Progress, ...]:
    """Planned against actual by level, in the order of the groups; levels that nobody planned come last."""
    found = []
    for level in dict.fromkeys([*(quota.dispatch_level for quota in plan.quotas), *sorted(actual)]):
        group = [quota for quota in plan.quotas if quota.dispatch_level is level]
        units = [quota.units for quota in group if quota.units is not None]
        planned = Counted(sum(quota.cadres for quota in group), sum(quota.villages for quota in group), sum(units))
        found.append(
            Progress(
                dispatch_level=level,
                title="、".join(quota.title for quota in group) or "计划外",
                planned=planned,
                planned_units=sum(units) if units else None,
                actual=actual.get(level, Counted()),
            )
        )
    return tuple(found)

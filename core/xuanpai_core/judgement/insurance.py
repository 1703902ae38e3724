"""Which days of a posting no sufficient accident insurance covers: a pure function (JZ-32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from xuanpai_core.plugins.decisions import Clause, InsuranceRequirement
from xuanpai_core.plugins.wording import day_name, yuan
from xuanpai_core.vocabulary import Outcome

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{day_name(self.first)}至{day_name(self.last)}共{self.days}天"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """One policy: in force on every day from ``starts_on`` to ``ends_on``."""

    policy_number: str
    sum_insured_fen: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceVerdict:
    """The uncovered days as exact ranges in order, and the policies whose sum is too small to count."""

    outcome: Outcome
    gaps: tuple[DayRange, ...]
    insufficient: tuple[PolicyFacts, ...]
    clause: Clause | None
    reason: str

    @property
    def days_uncovered(self) -> int:
        """How many days no sufficient policy covers."""
        return sum(gap.days for gap in self.gaps)


def insurance_gaps(
    requirement: InsuranceRequirement | None,
    *,
    start_date: date,
    end_date: date | None,
    policies: Iterable[PolicyFacts],
    as_of: date,
) -> InsuranceVerdict:
    """Find the days from ``start_date`` to ``end_date`` (the term's last) that no sufficient policy covers.

    Without an end the posting is looked at up to ``as_of``, and at least on its first day. Policies combine by
    day; their sums do not add up: one below the minimum covers nothing.
    """
    if requirement is None or not requirement.mandatory:
        reason = requirement.reason if requirement else "本地没有人身意外伤害保险的规定。"
        clause = requirement.clause if requirement else None
        return InsuranceVerdict(outcome=Outcome.NOT_APPLICABLE, gaps=(), insufficient=(), clause=clause, reason=reason)
    term = DayRange(start_date, max(start_date, as_of) if end_date is None else end_date)
    relevant = sorted(
        (policy for policy in policies if policy.starts_on <= term.last and policy.ends_on >= term.first),
        key=lambda policy: (policy.starts_on, policy.ends_on, policy.policy_number),
    )
    sufficient = [policy for policy in relevant if policy.sum_insured_fen >= requirement.minimum_fen]
    insufficient = tuple(policy for policy in relevant if policy not in sufficient)
    gaps = tuple(_uncovered(term, sufficient))
    return InsuranceVerdict(
        outcome=Outcome.UNMET if gaps else Outcome.MET,
        gaps=gaps,
        insufficient=insufficient,
        clause=requirement.clause,
        reason=_reason(requirement.minimum_fen, term, gaps, insufficient),
    )


def _uncovered(term: DayRange, sufficient: Iterable[PolicyFacts]) -> Iterable[DayRange]:
    """Walk the policies by their first day; ``next_open`` is the first day not yet known to be covered."""
    next_open = term.first
    for policy in sufficient:
        if policy.starts_on > next_open:
            yield DayRange(next_open, policy.starts_on - ONE_DAY)
        next_open = max(next_open, min(policy.ends_on, term.last) + ONE_DAY)
    if next_open <= term.last:
        yield DayRange(next_open, term.last)


def _reason(minimum_fen: int, term: DayRange, gaps: tuple[DayRange, ...], insufficient: tuple[PolicyFacts, ...]) -> str:
    if not gaps:
        return f"{term}均有保额不低于{yuan(minimum_fen)}的人身意外伤害保险。"
    missing = "、".join(str(gap) for gap in gaps)
    sentence = f"{missing}没有保额{yuan(minimum_fen)}的人身意外伤害保险,请补办。"
    if not insufficient:
        return sentence
    short = "、".join(f"{policy.policy_number}保额{yuan(policy.sum_insured_fen)}" for policy in insufficient)
    return f"{sentence}已有保单保额不足,不计入:{short}。"

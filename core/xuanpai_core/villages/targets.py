"""Whether a village has reached what it aims at: pure functions (HD-07 四个好, HD-08 四个新突破)."""

from dataclasses import dataclass
from decimal import Decimal

from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.scales import Comparison, Target
from xuanpai_core.plugins.wording import yuan
from xuanpai_core.vocabulary import Outcome

_FEN_PER = {"分": 1, "元": 100}
_WORDS = {
    Comparison.AT_LEAST: "不少于",
    Comparison.AT_MOST: "不超过",
    Comparison.BELOW: "低于",
    Comparison.ABOVE: "高于",
    Comparison.EQUAL: "等于",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and the year for which it was measured."""

    value: Decimal
    year: int


@dataclass(frozen=True, slots=True)
class Average:
    """What a township's average is: its own statement (``villages`` None), or the mean of so many villages."""

    value: Decimal
    villages: int | None = None


@dataclass(frozen=True, slots=True)
class TargetVerdict:
    """What is said of one target; ``required`` is the line, None where the township's average is unknown."""

    target: Target
    outcome: Outcome
    measured: Measured | None
    required: Decimal | None
    reason: str


def judge_target(
    target: Target, strictness: Strictness, measured: Measured | None, average: Average | None, *, running: bool
) -> TargetVerdict:
    """Judge one value against its line, or against the township's average where the target has no line.

    A soft target is never UNMET: what falls short is WARNED. Nothing measured falls short once the year is over;
    while it is ``running`` nothing can be said yet.
    """
    required = target.line if target.line is not None or average is None else average.value
    if measured is None:
        outcome = Outcome.NOT_APPLICABLE if running else _short(strictness)
        return TargetVerdict(target, outcome, None, required, f"“{target.title}”还没有登记数值,请登记后再看。")
    if required is None:
        reason = f"“{target.title}”要与本镇街平均比较,本镇街{measured.year}年的平均数还没有登记。"
        return TargetVerdict(target, Outcome.NOT_APPLICABLE, measured, None, reason)
    holds = target.comparison.holds(measured.value, required)
    within = target.most is None or measured.value <= target.most
    line = f"{_WORDS[target.comparison]}{_whose(target, average)}{_amount(required, target.unit)}"
    if target.most is not None:
        line += f"、不超过{_amount(target.most, target.unit)}"
    met = holds and within
    reason = (
        f"“{target.title}”{measured.year}年为{_amount(measured.value, target.unit)},"
        f"要求{line},{'已达到' if met else '没有达到'}。"
    )
    return TargetVerdict(target, Outcome.MET if met else _short(strictness), measured, required, reason)


def _short(strictness: Strictness) -> Outcome:
    return Outcome.WARNED if strictness is Strictness.SOFT else Outcome.UNMET


def _whose(target: Target, average: Average | None) -> str:
    if target.line is not None or average is None:
        return ""
    return "本镇街平均" if average.villages is None else f"本镇街已登记{average.villages}个村的平均"


def _amount(value: Decimal, unit: str) -> str:
    fen = value * _FEN_PER.get(unit, 0)
    if unit in _FEN_PER and fen == fen.to_integral_value():
        return yuan(int(fen))
    text = f"{value:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}{unit}"

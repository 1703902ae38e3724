"""What a plugin answers: frozen decisions, each with its clause and a sentence for a village secretary.

A decision that cannot be true by itself does not come into being (``ValueError``); one that cannot be true of
the facts says so in ``contradiction``, and the host refuses it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from xuanpai_core.periods import Month, quarter_months
from xuanpai_core.plugins.facts import (
    AttendanceNormFacts,
    InsuranceFacts,
    RevenueAllocation,
    RevenueFacts,
    StipendFacts,
    StipendGateFacts,
)
from xuanpai_core.plugins.metadata import Choice

FactsT = TypeVar("FactsT")


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule stands: the document's title, its very words, the rule's reference (``JZ-29``)."""

    document: str
    words: str
    reference: str

    def __post_init__(self) -> None:
        """Refuse a clause that cites nothing."""
        if not (self.document and self.words and self.reference):
            raise ValueError("条款须写明文件名、原文和编号")


@dataclass(frozen=True, kw_only=True)
class Decision(Generic[FactsT]):
    """A region's answer about facts of one kind, with its clause and its reason in Chinese."""

    clause: Clause
    reason: str

    def __post_init__(self) -> None:
        """Refuse an answer that gives no reason."""
        if not self.reason.strip():
            raise ValueError("决定须用中文写明理由")

    def contradiction(self, facts: FactsT) -> str | None:  # noqa: ARG002 -- most decisions stand by themselves
        """What in this answer cannot be true of ``facts``, in Chinese; None if nothing."""
        return None


class Strictness(Choice):
    """Whether falling short is a breach (硬) or a hint (软)."""

    HARD = "hard", "硬性要求,不达标即违规"
    SOFT = "soft", "一般要求,不达标只提示"


class PartialMonth(Choice):
    """How a month is judged in which the cadre was not in post on every day (JZ-03)."""

    EXEMPT = "exempt", "不足整月不评"
    PRORATE_CEIL = "prorate_ceil", "按在任天数折算,向上取整"


@dataclass(frozen=True, kw_only=True)
class AttendanceNorm(Decision[AttendanceNormFacts]):
    """How many days a month a cadre must be in the village, and how that is counted.

    ``cap_to_workdays``: never more than the month has workdays. ``official_travel_counts``: an approved trip
    counts as presence. ``holidays_count``: so does a statutory holiday spent in the village (FJ-02).
    """

    min_days: int
    strictness: Strictness = Strictness.HARD
    partial_month: PartialMonth = PartialMonth.EXEMPT
    official_travel_counts: bool = True
    cap_to_workdays: bool = False
    holidays_count: bool = True

    def __post_init__(self) -> None:
        """Refuse a number of days that no month has."""
        super().__post_init__()
        if type(self.min_days) is not int or not 1 <= self.min_days <= 31:
            raise ValueError(f"每月到岗天数须是 1 到 31 的整数,得到 {self.min_days!r}")


class StipendState(StrEnum):
    """What happens to one month's stipend."""

    PAYABLE = "PAYABLE"
    ON_HOLD = "ON_HOLD"
    NOT_ENTITLED = "NOT_ENTITLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class StipendLine:
    """One month of a stipend. On hold, the amount is what would be paid; not entitled, it is 0."""

    month: Month
    amount_fen: int
    state: StipendState
    reason: str
    clause: Clause

    def __post_init__(self) -> None:
        """Refuse anything but whole, non-negative 分, and money without entitlement."""
        if type(self.amount_fen) is not int or self.amount_fen < 0:
            raise ValueError(f"补助金额须是不小于 0 的整数分,得到 {self.amount_fen!r}")
        if self.state is StipendState.NOT_ENTITLED and self.amount_fen:
            raise ValueError("不享受补助的月份金额须为 0")
        if not self.reason.strip():
            raise ValueError("每个月的补助须用中文写明理由")


@dataclass(frozen=True, kw_only=True)
class StipendDecision(Decision[StipendFacts]):
    """One posting's stipend for one quarter: exactly one line for each of its three months, in order."""

    lines: tuple[StipendLine, ...]

    @property
    def payable_fen(self) -> int:
        """What may be paid now."""
        return self._total(StipendState.PAYABLE)

    @property
    def held_fen(self) -> int:
        """What waits for the county's confirmation."""
        return self._total(StipendState.ON_HOLD)

    def _total(self, state: StipendState) -> int:
        return sum(line.amount_fen for line in self.lines if line.state is state)

    def contradiction(self, facts: StipendFacts) -> str | None:
        """Lines that are not the three months of the quarter."""
        months = tuple(line.month.start for line in self.lines)
        if months != quarter_months(facts.quarter_start):
            return "补助明细没有按顺序逐月列出该季度的三个月"
        return None


@dataclass(frozen=True, kw_only=True)
class GateDecision(Decision[StipendGateFacts]):
    """Whether a county's batch may be paid."""

    passed: bool


@dataclass(frozen=True, kw_only=True)
class InsuranceRequirement(Decision[InsuranceFacts]):
    """The least sum insured that must cover the whole posting; 0: none is demanded."""

    minimum_fen: int

    def __post_init__(self) -> None:
        """Refuse anything but whole, non-negative 分."""
        super().__post_init__()
        if type(self.minimum_fen) is not int or self.minimum_fen < 0:
            raise ValueError(f"保额须是不小于 0 的整数分,得到 {self.minimum_fen!r}")

    @property
    def mandatory(self) -> bool:
        """Whether there must be a policy at all."""
        return self.minimum_fen > 0


@dataclass(frozen=True, kw_only=True)
class RevenueSplit(Decision[RevenueFacts]):
    """Who gets what of one entry. Without lines: nothing is shared, and ``reason`` says why."""

    lines: tuple[RevenueAllocation, ...]

    @property
    def total_fen(self) -> int:
        """The sum of the lines."""
        return sum(line.amount_fen for line in self.lines)

    def contradiction(self, facts: RevenueFacts) -> str | None:
        """Lines that do not add up to the entry, or name a receiver twice."""
        if not self.lines:
            return None
        if self.total_fen != facts.amount_fen:
            return f"分配合计 {self.total_fen} 分,与入账 {facts.amount_fen} 分不符"
        if len({(line.beneficiary, line.region_code) for line in self.lines}) != len(self.lines):
            return "同一收款方在分配中出现了两次"
        return None

"""Numbers that a region reads: where a line is drawn, whether the line itself belongs, and what is aimed at."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xuanpai_core.plugins.decisions import Clause, Strictness


class Comparison(StrEnum):
    """How a number stands to a line: 不少于/以上 AT_LEAST, 以下 AT_MOST, 低于/不足 BELOW, 高于/超过 ABOVE."""

    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    BELOW = "BELOW"
    ABOVE = "ABOVE"
    EQUAL = "EQUAL"

    def holds(self, measured: Decimal | int, line: Decimal | int) -> bool:
        """Whether ``measured`` stands so to ``line``; exact, the boundary as the words say."""
        return {
            Comparison.AT_LEAST: measured >= line,
            Comparison.AT_MOST: measured <= line,
            Comparison.BELOW: measured < line,
            Comparison.ABOVE: measured > line,
            Comparison.EQUAL: measured == line,
        }[self]


class IncomeBasis(StrEnum):
    """Which income of a village counts: all of it, net of subsidies from above (FJ-07), or operating only (HD-06)."""

    GROSS = "GROSS"
    NET_OF_SUBSIDIES = "NET_OF_SUBSIDIES"
    OPERATING = "OPERATING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A class of villages by a year's income in 分: ``EQUAL 0`` is 空壳村, ``BELOW 3_000_000`` 薄弱村."""

    code: str
    title: str
    comparison: Comparison
    line_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeScale:
    """How villages are classed by their collective income; a village may fall into several bands."""

    basis: IncomeBasis
    bands: tuple[Band, ...]
    clause: Clause
    matter: str = "scale:income"
    title: str = "村集体收入分档"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing aimed at: a measured value against a line. ``line`` None: against the average of the township.

    ``yearly``: judged for each year by itself (HD-08: infrastructure every year).
    """

    code: str
    title: str
    unit: str
    comparison: Comparison
    line: Decimal | None = None
    most: Decimal | None = None
    yearly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSet:
    """A list of targets for villages that carry one of ``tags`` (HD-07 四个好, HD-08 四个新突破)."""

    matter: str
    title: str
    targets: tuple[Target, ...]
    clause: Clause
    tags: tuple[str, ...] = ()
    strictness: Strictness = Strictness.SOFT

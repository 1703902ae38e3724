"""Villages by their income: which bands a year's income falls into, and how many villages each band holds.

Pure functions; the boundary of each band is as its words say (JZ-19, FJ-07, HD-06).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from xuanpai_core.percent import percent
from xuanpai_core.plugins.scales import Band, IncomeBasis, IncomeScale


@dataclass(frozen=True, slots=True)
class Income:
    """A year's income of a village in 分; subsidies and operating income are parts of the gross."""

    gross_fen: int
    subsidies_fen: int
    operating_fen: int


@dataclass(frozen=True, slots=True)
class ScaledVillage:
    """A village with the scale in force there, its income of the year and of the year before (None: not recorded)."""

    region_code: str
    place_name: str
    rule_id: UUID
    scale: IncomeScale
    income: Income | None
    before: Income | None


@dataclass(frozen=True, slots=True)
class Member:
    """A village in a band, and the 分 that put it there."""

    region_code: str
    place_name: str
    measured_fen: int


@dataclass(slots=True)
class BandCount:
    """How many villages a band holds.

    ``recorded``: villages under the same scale whose income is known; ``comparable``: those of them whose income of
    the year before is known too. ``before``, ``left`` and ``entered`` are about the comparable ones, by this scale.
    """

    scale: IncomeScale
    band: Band
    members: list[Member] = field(default_factory=list)
    recorded: int = 0
    comparable: int = 0
    before: int = 0
    left: int = 0
    entered: int = 0

    @property
    def count(self) -> int:
        """Villages in the band."""
        return len(self.members)

    @property
    def change(self) -> int:
        """How many more than the year before, among the comparable; negative: 减少."""
        return self.entered - self.left

    @property
    def share(self) -> Decimal | None:
        """Percent of the recorded villages, two digits, half up; None when none is recorded."""
        return percent(self.count, self.recorded) if self.recorded else None


def measured(income: Income, basis: IncomeBasis) -> int:
    """The 分 that count on this basis."""
    match basis:
        case IncomeBasis.GROSS:
            return income.gross_fen
        case IncomeBasis.NET_OF_SUBSIDIES:
            return income.gross_fen - income.subsidies_fen
        case IncomeBasis.OPERATING:
            return income.operating_fen


def falls_into(scale: IncomeScale, band: Band, income: Income) -> bool:
    """Whether a village of this income belongs to the band; it may belong to several."""
    return band.comparison.holds(measured(income, scale.basis), band.line_fen)


def count_bands(villages: Iterable[ScaledVillage]) -> list[BandCount]:
    """One count for each band of each scale, in the order in which the scales first occur."""
    counts: dict[tuple[UUID, str], BandCount] = {}
    for village in villages:
        for band in village.scale.bands:
            key = (village.rule_id, band.code)
            _count(counts.setdefault(key, BandCount(village.scale, band)), village)
    return list(counts.values())


def _count(into: BandCount, village: ScaledVillage) -> None:
    if village.income is None:
        return
    into.recorded += 1
    is_in = falls_into(into.scale, into.band, village.income)
    if is_in:
        into.members.append(Member(village.region_code, village.place_name, measured(village.income, into.scale.basis)))
    if village.before is None:
        return
    was_in = falls_into(into.scale, into.band, village.before)
    into.comparable += 1
    into.before += was_in
    into.left += was_in and not is_in
    into.entered += is_in and not was_in

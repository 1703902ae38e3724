"""What a project's money amounts to: pure arithmetic on 分 (DY-14, DY-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from xuanpai_core.percent import percent
from xuanpai_core.plugins.wording import yuan
from xuanpai_core.projects.models import FundingKind
from xuanpai_core.projects.repository import SourceMoney

_MATCHES = {FundingKind.TOWNSHIP_MATCH: "镇配套", FundingKind.VILLAGE_MATCH: "村配套"}


class MatchState(StrEnum):
    """Whether a special fund is matched by township and village: 未落实, 部分落实, 已落实."""

    NOT_NEEDED = "NOT_NEEDED"
    NONE = "NONE"
    PARTIAL = "PARTIAL"
    SECURED = "SECURED"


@dataclass(frozen=True, slots=True)
class Matching:
    """How a special fund is matched; ``missing`` names the levels that have pledged nothing."""

    state: MatchState
    special_fen: int
    matched_fen: int
    missing: tuple[FundingKind, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Funding:
    """A project's money in 分.

    Share and gap are those of the cost, or of what was pledged while nobody knows the cost.
    """

    cost_fen: int | None
    pledged_fen: int
    received_fen: int

    @property
    def whole_fen(self) -> int:
        """What must arrive in all."""
        return self.pledged_fen if self.cost_fen is None else self.cost_fen

    @property
    def gap_fen(self) -> int:
        """What has not arrived yet."""
        return self.whole_fen - self.received_fen

    @property
    def share(self) -> Decimal | None:
        """到账率 in percent, two digits, half up; None while nothing is needed or pledged."""
        if not self.whole_fen:
            return None
        return percent(self.received_fen, self.whole_fen)


def funding(cost_fen: int | None, sources: Sequence[SourceMoney]) -> Funding:
    """The sums over a project's sources."""
    pledged = sum(source.pledged_fen for source in sources)
    return Funding(cost_fen, pledged, sum(source.received_fen for source in sources))


def unit_price_fen(cost_fen: int, amount: Decimal) -> int:
    """The cost of one unit in 分, half up: 79.5万元 for 580㎡ is 137069."""
    return int((Decimal(cost_fen) / amount).quantize(Decimal(1), ROUND_HALF_UP))


def matching(sources: Sequence[SourceMoney]) -> Matching:
    """Whether township and village have each recorded what they add to a special fund; how much is nowhere said."""
    special = sum(source.pledged_fen for source in sources if source.kind is FundingKind.SPECIAL_FUND)
    if not special:
        return Matching(MatchState.NOT_NEEDED, 0, 0, (), "没有专项资金,不需要镇村配套。")
    matched = sum(source.pledged_fen for source in sources if source.kind in _MATCHES)
    missing = tuple(kind for kind in _MATCHES if all(source.kind is not kind for source in sources))
    fund = f"专项资金{yuan(special)}"
    if not missing:
        return Matching(MatchState.SECURED, special, matched, (), f"{fund},镇村两级已落实配套共{yuan(matched)}。")
    if len(missing) == len(_MATCHES):
        return Matching(MatchState.NONE, special, 0, missing, f"{fund}的配套未落实:镇、村两级都没有配套记录。")
    named = "、".join(_MATCHES[kind] for kind in missing)
    reason = f"{fund}的配套只落实了{yuan(matched)},还没有{named}的记录。"
    return Matching(MatchState.PARTIAL, special, matched, missing, reason)

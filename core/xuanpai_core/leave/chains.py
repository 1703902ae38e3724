"""Who approves how much leave: a pure function of the rule, the kind, the length and the place (JZ-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import LeaveRule, LeaveTier
from xuanpai_core.regions.code import RegionCode, RegionLevel

# JZ-11 names no level: without a rule the township's secretary approves whatever the length.
DEFAULT_TIERS = (LeaveTier(steps=(RegionLevel.TOWNSHIP,)),)


@dataclass(frozen=True, slots=True)
class Chain:
    """The places that approve, the lowest first; ``clause`` is None where no rule is in force."""

    places: tuple[RegionCode, ...]
    clause: Clause | None


def chain_of(rule: LeaveRule | None, kind: LeaveKind, half_days: int, place: RegionCode) -> Chain:
    """The chain for leave of this length at this place.

    A step below the place itself falls away; where no step is left, the place's own level decides.
    """
    tiers: Sequence[LeaveTier] = rule.tiers if rule is not None else DEFAULT_TIERS
    if rule is not None and kind is LeaveKind.OFFICIAL_TRIP and rule.trip_tiers:
        tiers = rule.trip_tiers
    length = Decimal(half_days) / 2
    tier = next(tier for tier in tiers if tier.up_to_days is None or length <= tier.up_to_days)
    levels = [level for level in tier.steps if level <= place.level] or [place.level]
    places = tuple(RegionCode.stored(place[: level.digits]) for level in levels)
    return Chain(places, rule.clause if rule is not None else None)

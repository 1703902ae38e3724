"""Exact arithmetic on 分: rounding once, sharing without losing or inventing one."""

from collections.abc import Iterable
from fractions import Fraction


def round_to_fen(exact: Fraction) -> int:
    """Round an exact amount in 分 half up (四舍五入), away from zero when negative."""
    magnitude = (2 * abs(exact).numerator + exact.denominator) // (2 * exact.denominator)
    return magnitude if exact >= 0 else -magnitude


def share_equally(total_fen: int, codes: Iterable[str]) -> dict[str, int]:
    """Share ``total_fen`` equally between the distinct ``codes``, to the 分, by largest remainder.

    Remainders being equal, the odd 分 go to the smallest codes first (JZ-21). The parts sum to the total; a
    negative total mirrors the positive one (JZ-22). Without codes: empty.
    """
    receivers = sorted(set(codes))
    if not receivers:
        return {}
    base, odd = divmod(abs(total_fen), len(receivers))
    sign = 1 if total_fen >= 0 else -1
    return {code: sign * (base + (place < odd)) for place, code in enumerate(receivers)}

"""Parts of a whole as people read them."""

from decimal import ROUND_HALF_UP, Decimal


def percent(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """``part`` of ``whole`` in percent: exact, two digits, half up (41 of 92: 44.57)."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)

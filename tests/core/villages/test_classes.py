"""Which band a village's income falls into, to the 分."""

from decimal import Decimal
from uuid import UUID

import pytest

from xuanpai_core.percent import percent
from xuanpai_core.plugins.api import Band, Clause, Comparison, IncomeBasis, IncomeScale
from xuanpai_core.villages.classes import Income, ScaledVillage, count_bands, falls_into

CLAUSE = Clause(document="《样例办法》", words="样例", reference="样例-01")
RULE = UUID(int=1)


def scale(basis: IncomeBasis, *bands: tuple[str, Comparison, int]) -> IncomeScale:
    made = tuple(Band(code=code, title=code, comparison=how, line_fen=line) for code, how, line in bands)
    return IncomeScale(basis=basis, bands=made, clause=CLAUSE)


JINZHOU = scale(IncomeBasis.GROSS, ("HOLLOW", Comparison.EQUAL, 0), ("RICH", Comparison.AT_LEAST, 5_000_000))
FUJIAN = scale(IncomeBasis.NET_OF_SUBSIDIES, ("HOLLOW", Comparison.EQUAL, 0), ("WEAK", Comparison.BELOW, 3_000_000))
HEDONG = scale(IncomeBasis.OPERATING, ("WEAK", Comparison.AT_MOST, 3_000_000))


def bands(of: IncomeScale, gross: int, subsidies: int = 0, operating: int = 0) -> list[str]:
    income = Income(gross, subsidies, operating)
    return [band.code for band in of.bands if falls_into(of, band, income)]


@pytest.mark.parametrize(
    ("gross", "expected"),
    [(0, ["HOLLOW"]), (1, []), (4_999_999, []), (5_000_000, ["RICH"]), (5_000_001, ["RICH"])],
)
def test_fifty_thousand_belongs_to_the_fifty_thousand(gross: int, expected: list[str]) -> None:
    assert bands(JINZHOU, gross) == expected


@pytest.mark.parametrize(
    ("gross", "subsidies", "expected"),
    [
        (5_000_000, 2_500_000, ["WEAK"]),
        (5_500_000, 2_500_000, []),
        (5_499_999, 2_500_000, ["WEAK"]),
        (2_500_000, 2_500_000, ["HOLLOW", "WEAK"]),
    ],
)
def test_what_came_from_above_does_not_make_a_village_strong(gross: int, subsidies: int, expected: list[str]) -> None:
    assert bands(FUJIAN, gross, subsidies) == expected


@pytest.mark.parametrize(("operating", "expected"), [(0, ["WEAK"]), (3_000_000, ["WEAK"]), (3_000_001, [])])
def test_thirty_thousand_and_less_includes_thirty_thousand(operating: int, expected: list[str]) -> None:
    assert bands(HEDONG, 9_000_000, 0, operating) == expected


def village(code: str, gross: int | None, before: int | None) -> ScaledVillage:
    income, earlier = (None if fen is None else Income(fen, 0, 0) for fen in (gross, before))
    return ScaledVillage(code, f"{code}村", RULE, JINZHOU, income, earlier)


def test_a_village_from_nothing_to_one_fen_makes_one_hollow_village_fewer() -> None:
    hollow, rich = count_bands([village("1", 1, 0), village("2", 0, 0), village("3", 6_000_000, 1)])

    assert (hollow.count, hollow.before, hollow.change, hollow.left, hollow.entered) == (1, 2, -1, 1, 0)
    assert (rich.count, rich.before, rich.change) == (1, 0, 1)
    assert [member.region_code for member in hollow.members] == ["2"]


def test_what_is_not_recorded_is_neither_counted_nor_compared() -> None:
    hollow, _ = count_bands([village("1", 0, None), village("2", None, 0), village("3", 1, 1)])

    assert (hollow.count, hollow.recorded, hollow.comparable, hollow.change) == (1, 2, 1, 0)
    assert hollow.share == Decimal("50.00")
    assert count_bands([village("1", None, None)])[0].share is None


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(41, 92, "44.57"), (1, 8, "12.50"), (1, 3, "33.33"), (1, 800, "0.13"), (2, 2, "100.00")],
)
def test_shares_have_two_digits_and_round_half_up(part: int, whole: int, shown: str) -> None:
    assert str(percent(part, whole)) == shown

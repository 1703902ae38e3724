"""Facts refuse what nobody could rule on."""

from datetime import date

import pytest

from tests.plugins.facts import posting
from xuanpai_core.errors import Invalid
from xuanpai_core.periods import Month
from xuanpai_core.plugins.facts import Beneficiary, Introducer, RevenueAllocation, RevenueFacts
from xuanpai_core.vocabulary import PostingRole

VILLAGE = "210727101201"
INTRODUCER = Introducer(role=PostingRole.FIRST_SECRETARY, region_code=VILLAGE)
ORIGINAL = (
    RevenueAllocation(beneficiary=Beneficiary.PARK, region_code=None, amount_fen=50_000),
    RevenueAllocation(beneficiary=Beneficiary.VILLAGE, region_code=VILLAGE, amount_fen=50_001),
)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2025, 1, 1), None, 31),
        (date(2026, 5, 20), None, 12),
        (date(2025, 1, 1), date(2026, 5, 1), 1),
        (date(2026, 5, 10), date(2026, 5, 12), 3),
        (date(2026, 6, 1), None, 0),
        (date(2025, 1, 1), date(2026, 4, 30), 0),
    ],
)
def test_days_in_post_count_both_ends(start: date, end: date | None, days: int) -> None:
    assert posting(start_date=start, end_date=end).days_in(Month(date(2026, 5, 1))) == days


def test_an_entry_without_introducers_is_refused() -> None:
    with pytest.raises(Invalid, match="请先补登引进干部") as refused:
        RevenueFacts(amount_fen=1, suits_village=False, introducers=())

    assert refused.value.error_code == "NO_INTRODUCER"


def test_a_project_that_suits_a_village_needs_no_introducer() -> None:
    assert RevenueFacts(amount_fen=1, suits_village=True, introducers=()).introducers == ()


@pytest.mark.parametrize("amount_fen", [-100_000, 100_001, 0])
def test_a_reversal_of_another_amount_is_refused(amount_fen: int) -> None:
    with pytest.raises(Invalid, match="红冲金额须与原入账金额相等、正负相反") as refused:
        RevenueFacts(amount_fen=amount_fen, suits_village=False, introducers=(INTRODUCER,), reversal_of=ORIGINAL)

    assert refused.value.error_code == "REVERSAL_MISMATCH"


def test_an_entry_that_was_not_shared_can_be_reversed() -> None:
    facts = RevenueFacts(amount_fen=-7, suits_village=True, introducers=(), reversal_of=())

    assert facts.reversal_of == ()


@pytest.mark.parametrize("amount", [0.5, 500.0, True, "500"])
def test_an_allocation_is_in_whole_fen(amount: object) -> None:
    with pytest.raises(ValueError, match="分配金额须是整数分"):
        RevenueAllocation(beneficiary=Beneficiary.PARK, region_code=None, amount_fen=amount)  # type: ignore[arg-type]


@pytest.mark.parametrize(("beneficiary", "code"), [(Beneficiary.PARK, VILLAGE), (Beneficiary.VILLAGE, None)])
def test_a_place_has_a_code_and_the_park_has_none(beneficiary: Beneficiary, code: str | None) -> None:
    with pytest.raises(ValueError, match="分给乡、村须写区划代码"):
        RevenueAllocation(beneficiary=beneficiary, region_code=code, amount_fen=1)

"""How 锦州 shares a park's revenue, with the document's own example and others."""

import pytest

from xuanpai_core.plugins.api import (
    Beneficiary,
    Introducer,
    PostingRole,
    RevenueAllocation,
    RevenueFacts,
    RevenueSplit,
)
from xuanpai_region_jinzhou.parameters import JinzhouParameters, OddFen
from xuanpai_region_jinzhou.rules import split_revenue

NATURAL = JinzhouParameters()
FIRST, SECOND, THIRD = "210727101201", "210727101202", "210727101203"


def introducers(*codes: str) -> tuple[Introducer, ...]:
    return tuple(Introducer(role=PostingRole.FIRST_SECRETARY, region_code=code) for code in codes)


def split(
    amount_fen: int,
    *codes: str,
    parameters: JinzhouParameters = NATURAL,
    by: tuple[Introducer, ...] | None = None,
) -> RevenueSplit:
    facts = RevenueFacts(
        amount_fen=amount_fen, suits_village=False, introducers=by or introducers(*(codes or (FIRST,)))
    )
    decision = split_revenue(facts, parameters)
    assert decision.contradiction(facts) is None
    return decision


def shares(decision: RevenueSplit) -> list[tuple[str | None, int]]:
    return [(line.region_code, line.amount_fen) for line in decision.lines]


@pytest.mark.parametrize(
    ("amount", "park", "village"),
    [
        (100_000, 50_000, 50_000),
        (100_001, 50_000, 50_001),
        (0, 0, 0),
        (1, 0, 1),
        (-1, 0, -1),
        (-100_001, -50_000, -50_001),
    ],
)
def test_revenue_is_halved_and_the_odd_fen_goes_to_the_village(amount: int, park: int, village: int) -> None:
    decision = split(amount)

    assert decision.lines == (
        RevenueAllocation(beneficiary=Beneficiary.PARK, region_code=None, amount_fen=park),
        RevenueAllocation(beneficiary=Beneficiary.VILLAGE, region_code=FIRST, amount_fen=village),
    )
    assert decision.clause.reference == "JZ-20"


def test_the_odd_fen_goes_to_the_park_where_that_is_set() -> None:
    parameters = JinzhouParameters(odd_fen_to=OddFen.PARK)

    assert shares(split(100_001, parameters=parameters)) == [(None, 50_001), (FIRST, 50_000)]
    assert shares(split(-1, parameters=parameters)) == [(None, -1), (FIRST, 0)]


def test_three_villages_share_their_half_equally() -> None:
    assert shares(split(100_001, THIRD, FIRST, SECOND)) == [
        (None, 50_000),
        (FIRST, 16_667),
        (SECOND, 16_667),
        (THIRD, 16_667),
    ]


def test_what_cannot_be_divided_goes_to_the_smallest_codes() -> None:
    decision = split(100_000, THIRD, FIRST, SECOND)

    assert shares(decision) == [(None, 50_000), (FIRST, 16_667), (SECOND, 16_667), (THIRD, 16_666)]
    assert decision.clause.reference == "JZ-21"
    assert decision.reason == "园区500元,引进干部所在3个村(乡镇)500元。"


def test_two_cadres_of_one_village_bring_it_one_share() -> None:
    assert shares(split(100_000, FIRST, FIRST, SECOND)) == [(None, 50_000), (FIRST, 25_000), (SECOND, 25_000)]


@pytest.mark.parametrize("posted_to", ["210727101", SECOND])
def test_a_township_s_first_deputy_brings_it_to_the_township(posted_to: str) -> None:
    deputy = Introducer(role=PostingRole.TOWNSHIP_FIRST_DEPUTY, region_code=posted_to)

    decision = split(100_001, by=(deputy, *introducers(FIRST)))

    assert [(line.beneficiary, line.region_code, line.amount_fen) for line in decision.lines] == [
        (Beneficiary.PARK, None, 50_000),
        (Beneficiary.TOWNSHIP, "210727101", 25_001),
        (Beneficiary.VILLAGE, FIRST, 25_000),
    ]


def test_a_project_that_suits_a_village_is_not_shared() -> None:
    facts = RevenueFacts(amount_fen=100_000, suits_village=True, introducers=introducers(FIRST))

    decision = split_revenue(facts, NATURAL)

    assert decision.lines == ()
    assert decision.reason == "项目适合放在乡村,收益不按产业园“飞地”政策分成。"


def test_a_reversal_mirrors_its_entry_line_by_line_whatever_the_rule_is_now() -> None:
    original = split(100_001, THIRD, FIRST, SECOND)
    facts = RevenueFacts(
        amount_fen=-100_001,
        suits_village=False,
        introducers=introducers(FIRST),
        reversal_of=original.lines,
    )

    reversal = split_revenue(facts, JinzhouParameters(odd_fen_to=OddFen.PARK))

    assert shares(reversal) == [(None, -50_000), (FIRST, -16_667), (SECOND, -16_667), (THIRD, -16_667)]
    assert original.total_fen + reversal.total_fen == 0
    assert reversal.clause.reference == "JZ-22"

"""The district's rules, each with the document's own numbers and at least one other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from xuanpai_core.plugins.api import (
    AttendanceNormFacts,
    Cadence,
    Comparison,
    DispatchLevel,
    EntryDraft,
    IncomeBasis,
    Month,
    PartyStatus,
    PostingDraft,
    PostingFacts,
    PostingRole,
    Shortened,
    StaffingType,
    StipendFacts,
    StipendState,
    Strictness,
)
from xuanpai_region_hedong.parameters import HedongParameters
from xuanpai_region_hedong.reviewing import review
from xuanpai_region_hedong.rulebook import rulebook
from xuanpai_region_hedong.rules import attendance_norm, stipend_for

VILLAGE = "371312100201"
DRAFT = PostingDraft(
    role=PostingRole.FIRST_SECRETARY,
    dispatch_level=DispatchLevel.COUNTY,
    region_code=VILLAGE,
    start_date=date(2015, 5, 1),
    age=35,
    party_status=PartyStatus.FULL_MEMBER,
    staffing_type=StaffingType.CIVIL_SERVICE,
    category="优秀机关干部",
)


def _posting(level: DispatchLevel) -> PostingFacts:
    return PostingFacts(
        role=PostingRole.FIRST_SECRETARY, dispatch_level=level, region_code=VILLAGE, start_date=date(2015, 5, 1)
    )


def _codes(draft: PostingDraft, parameters: HedongParameters | None = None) -> list[str]:
    return [objection.code for objection in review(draft, parameters or HedongParameters())]


def test_a_township_sends_for_two_days_a_week_and_the_district_for_the_month() -> None:
    (norm,) = rulebook(HedongParameters()).presence
    (changed,) = rulebook(HedongParameters(min_days_week=3, week_capped_to_workdays=True)).presence

    assert (norm.cadence, norm.at_least, norm.strictness) == (Cadence.WEEK, 2, Strictness.HARD)
    assert norm.who.dispatch_levels == (DispatchLevel.TOWNSHIP,)
    assert (norm.shortened, norm.cap_to_workdays) == (Shortened.EXEMPT, False)
    assert (norm.clause.reference, norm.clause.words) == (
        "HD-12",
        "镇街(园区)选派干部可兼顾派出单位工作,每周到村工作 2-3 天",
    )
    assert (changed.at_least, changed.cap_to_workdays) == (3, True)


@pytest.mark.parametrize("days", [1, 6])
def test_a_week_of_visits_has_two_to_five_days(days: int) -> None:
    with pytest.raises(ValidationError):
        HedongParameters(min_days_week=days)


def test_the_district_sends_two_to_a_village_and_a_township_one() -> None:
    county, township = rulebook(HedongParameters()).posts

    assert (county.matter, county.posts) == (
        "posts:COUNTY",
        (PostingRole.FIRST_SECRETARY, PostingRole.DEPUTY_SECRETARY),
    )
    assert (township.matter, township.posts) == ("posts:TOWNSHIP", (PostingRole.FIRST_SECRETARY,))


def test_the_term_is_two_years_unless_the_district_sets_three() -> None:
    assert rulebook(HedongParameters()).terms[0].months == 24
    assert rulebook(HedongParameters(term_months=36)).terms[0].months == 36


def test_twenty_days_hold_for_those_sent_by_the_district_alone() -> None:
    month, parameters = Month(date(2015, 9, 1)), HedongParameters()
    county = attendance_norm(AttendanceNormFacts(month=month, posting=_posting(DispatchLevel.COUNTY)), parameters)

    assert county is not None
    assert (county.min_days, county.strictness) == (20, Strictness.HARD)
    township = AttendanceNormFacts(month=month, posting=_posting(DispatchLevel.TOWNSHIP))
    assert attendance_norm(township, parameters) is None


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        (PartyStatus.FULL_MEMBER, []),
        (PartyStatus.PROBATIONARY_MEMBER, ["NOT_A_FULL_MEMBER"]),
        (PartyStatus.NOT_MEMBER, ["NOT_A_FULL_MEMBER"]),
    ],
)
def test_only_full_members_are_sent(status: PartyStatus, codes: list[str]) -> None:
    assert _codes(replace(DRAFT, party_status=status)) == codes


@pytest.mark.parametrize(("age", "codes"), [(40, []), (41, ["OVER_AGE"])])
def test_forty_fits_and_forty_one_is_a_hint(age: int, codes: list[str]) -> None:
    objections = review(replace(DRAFT, age=age), HedongParameters())

    assert [objection.code for objection in objections] == codes
    assert {objection.strictness for objection in objections} <= {Strictness.SOFT}


def test_the_line_of_age_is_for_excellent_officials_alone() -> None:
    assert _codes(replace(DRAFT, age=52, category="科级干部")) == []


def test_a_backward_village_gets_a_leader_of_the_township() -> None:
    backward = replace(DRAFT, village_tags=frozenset({"BACKWARD"}))

    assert _codes(backward) == ["NOT_A_TOWNSHIP_LEADER"]
    assert _codes(replace(backward, township_leader=True)) == []
    assert _codes(replace(DRAFT, village_tags=frozenset({"WEAK_ECONOMY"}))) == []


def test_entries_of_registers_are_not_reviewed() -> None:
    entry = EntryDraft(form="work_team", region_code=VILLAGE, valid_from=date(2015, 5, 1), values={}, parties=())

    assert review(entry, HedongParameters()) == ()


def test_exactly_thirty_thousand_of_operating_income_is_weak() -> None:
    (scale,) = rulebook(HedongParameters()).scales
    (weak,) = scale.bands

    assert (scale.basis, weak.comparison) == (IncomeBasis.OPERATING, Comparison.AT_MOST)
    assert (weak.comparison.holds(3_000_000, weak.line_fen), weak.comparison.holds(3_000_001, weak.line_fen)) == (
        True,
        False,
    )


def test_the_two_lists_of_targets_are_soft_and_exact() -> None:
    good, breakthroughs = rulebook(HedongParameters()).targets
    lines = {target.code: (target.comparison, target.line) for one in (good, breakthroughs) for target in one.targets}

    assert (good.strictness, breakthroughs.strictness) == (Strictness.SOFT, Strictness.SOFT)
    assert lines["staff"] == (Comparison.AT_LEAST, Decimal(4))
    assert lines["community_rate"] == (Comparison.AT_LEAST, Decimal(30))
    assert lines["income_growth"] == (Comparison.ABOVE, None)
    assert not Comparison.ABOVE.holds(Decimal("8.0"), Decimal("8.0"))


def test_the_same_four_words_are_another_thing_here() -> None:
    words = {wording.of: wording.title for wording in rulebook(HedongParameters()).wordings}

    assert words == {
        "four_in_one": "财政保障、干部任职、单位帮扶、强企结对“四位一体”工作机制",
        "level:COUNTY": "区直",
        "level:TOWNSHIP": "镇街",
    }


def test_what_a_township_gives_its_own_is_nobody_elses() -> None:
    facts = StipendFacts(quarter_start=date(2015, 4, 1), posting=_posting(DispatchLevel.TOWNSHIP))
    decision = stipend_for(facts, HedongParameters(allowance_month_fen=30_000))

    assert decision is not None
    assert [(line.state, line.amount_fen) for line in decision.lines] == [
        (StipendState.NOT_ENTITLED, 0),
        (StipendState.PAYABLE, 30_000),
        (StipendState.PAYABLE, 30_000),
    ]
    assert stipend_for(facts, HedongParameters()) is None
    county = replace(facts, posting=_posting(DispatchLevel.COUNTY))
    assert stipend_for(county, HedongParameters(allowance_month_fen=30_000)) is None

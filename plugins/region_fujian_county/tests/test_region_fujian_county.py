"""The county's rules, each with the speech's own numbers and at least one other."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from xuanpai_core.plugins.api import (
    AttendanceNormFacts,
    Cadence,
    Comparison,
    DispatchLevel,
    Due,
    Duty,
    EntryDraft,
    IncomeBasis,
    Month,
    PartyFacts,
    PartyStatus,
    PostingDraft,
    PostingFacts,
    PostingRole,
    Shortened,
    StaffingType,
    Strictness,
    Subject,
    YearOf,
)
from xuanpai_region_fujian_county.parameters import FujianCountyParameters, PartialYear
from xuanpai_region_fujian_county.reviewing import review
from xuanpai_region_fujian_county.rulebook import rulebook
from xuanpai_region_fujian_county.rules import attendance_norm

VILLAGES = ("350123100201", "350123100202", "350123100203", "350123100204")
DRAFT = PostingDraft(
    role=PostingRole.FIRST_SECRETARY,
    dispatch_level=DispatchLevel.COUNTY,
    region_code=VILLAGES[0],
    start_date=date(2016, 6, 1),
    age=35,
    party_status=PartyStatus.FULL_MEMBER,
    staffing_type=StaffingType.CIVIL_SERVICE,
)


def _duties() -> dict[str, Duty]:
    return {duty.matter: duty for duty in rulebook(FujianCountyParameters()).duties}


def _team(number: int, *, neighbours: bool = True) -> EntryDraft:
    codes = VILLAGES[:number]
    near = {code: ",".join(set(codes) - {code}) if neighbours else "" for code in codes}
    return EntryDraft(
        form="work_team",
        region_code="350123100",
        valid_from=date(2016, 6, 1),
        values={"kind": "GROUP"},
        parties=tuple(
            PartyFacts(code="village", token=f"region:{code}", region_code=code, known={"neighbours": near[code]})
            for code in codes
        ),
    )


def _support(kind: str) -> EntryDraft:
    return EntryDraft(
        form="support", region_code=VILLAGES[0], valid_from=date(2016, 6, 1), values={"kind": kind}, parties=()
    )


def test_twenty_two_days_a_month_are_a_hint() -> None:
    posting = PostingFacts(
        role=PostingRole.FIRST_SECRETARY,
        dispatch_level=DispatchLevel.COUNTY,
        region_code=VILLAGES[0],
        start_date=date(2016, 6, 1),
    )
    facts = AttendanceNormFacts(month=Month(date(2016, 9, 1)), posting=posting)
    norm = attendance_norm(facts, FujianCountyParameters())

    assert (norm.min_days, norm.strictness) == (22, Strictness.SOFT)
    assert (norm.cap_to_workdays, norm.holidays_count) == (False, False)
    assert norm.reason == "2016年9月除节假日外一般须驻村不少于22天。"
    changed = attendance_norm(
        facts, FujianCountyParameters(min_days_month=24, cap_to_workdays=True, holidays_count=True)
    )
    assert (changed.min_days, changed.cap_to_workdays, changed.holidays_count) == (24, True, True)


@pytest.mark.parametrize(
    ("values", "days", "shortened", "trips"),
    [
        ({}, 250, Shortened.EXEMPT, True),
        ({"min_days_year": 260, "partial_year": PartialYear.PRORATE_CEIL}, 260, Shortened.PRORATE_CEIL, True),
        ({"official_travel_counts": False}, 250, Shortened.EXEMPT, False),
    ],
)
def test_two_hundred_and_fifty_days_a_year_of_the_term_are_a_must(
    values: dict[str, Any], days: int, shortened: Shortened, trips: bool
) -> None:
    (norm,) = rulebook(FujianCountyParameters(**values)).presence

    assert (norm.cadence, norm.year_of, norm.at_least, norm.strictness) == (
        Cadence.YEAR,
        YearOf.TERM,
        days,
        Strictness.HARD,
    )
    assert (norm.shortened, norm.official_travel_counts, norm.holidays_count) == (shortened, trips, True)
    assert (norm.clause.reference, norm.clause.words[:20]) == ("FJ-01", "确保每名驻村干部全年驻村时间不少于250")


@pytest.mark.parametrize("values", [{"min_days_year": 249}, {"min_days_year": 331}, {"min_days_month": 19}])
def test_a_county_may_ask_for_more_and_never_for_less(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FujianCountyParameters(**values)


def test_the_term_is_a_year_unless_the_county_sets_two() -> None:
    assert rulebook(FujianCountyParameters()).terms[0].months == 12
    assert rulebook(FujianCountyParameters(term_months=24)).terms[0].months == 24


@pytest.mark.parametrize(
    ("matter", "subject", "cadence", "strictness", "reference"),
    [
        ("coverage.full", Subject.VILLAGE, Cadence.STANDING, Strictness.HARD, "FJ-06"),
        ("coverage.possible", Subject.VILLAGE, Cadence.STANDING, Strictness.HARD, "FJ-06"),
        ("training.pre_post", Subject.POSTING, Cadence.TERM, Strictness.HARD, "FJ-10"),
        ("released", Subject.POSTING, Cadence.TERM, Strictness.SOFT, "FJ-11"),
        ("party_transfer.in", Subject.POSTING, Cadence.TERM, Strictness.SOFT, "FJ-11"),
        ("party_transfer.back", Subject.POSTING, Cadence.TERM, Strictness.SOFT, "FJ-11"),
        ("pairing.leader_cadre", Subject.POSTING, Cadence.STANDING, Strictness.HARD, "FJ-16"),
        ("town_lead", Subject.TOWNSHIP, Cadence.STANDING, Strictness.HARD, "FJ-16"),
        ("unit_visit.principal", Subject.POSTING, Cadence.TERM, Strictness.HARD, "FJ-17"),
        ("unit_visit.deputy", Subject.POSTING, Cadence.HALF_YEAR, Strictness.HARD, "FJ-17"),
    ],
)
def test_every_duty_of_the_speech(
    matter: str, subject: Subject, cadence: Cadence, strictness: Strictness, reference: str
) -> None:
    duty = _duties()[matter]

    assert (duty.subject, duty.cadence, duty.strictness) == (subject, cadence, strictness)
    assert duty.clause.reference == reference


def test_training_comes_before_the_first_day_and_membership_goes_back_after_the_last() -> None:
    duties = _duties()

    assert (duties["training.pre_post"].due, duties["training.pre_post"].grace_days) == (Due.START, 0)
    assert duties["training.pre_post"].who.dispatch_levels == (DispatchLevel.COUNTY,)
    assert duties["party_transfer.back"].after_end


def test_exactly_thirty_thousand_net_is_not_weak() -> None:
    (scale,) = rulebook(FujianCountyParameters()).scales
    hollow, weak = scale.bands

    assert scale.basis is IncomeBasis.NET_OF_SUBSIDIES
    assert (weak.comparison, weak.line_fen) == (Comparison.BELOW, 3_000_000)
    assert (weak.comparison.holds(2_999_999, 3_000_000), weak.comparison.holds(3_000_000, 3_000_000)) == (True, False)
    assert hollow.comparison.holds(0, hollow.line_fen)


def test_each_veto_alone_keeps_somebody_from_being_sent() -> None:
    parameters = FujianCountyParameters()

    assert review(replace(DRAFT, vetoes=()), parameters) == ()
    assert review(DRAFT, parameters) == ()
    for veto, said in (("RELUCTANT", "心里不情愿"), ("UNABLE", "工作能力不强"), ("ILL_REPUTED", "群众反映不好")):
        (objection,) = review(replace(DRAFT, vetoes=(veto,)), parameters)
        assert (objection.code, objection.strictness) == (f"VETO_{veto}", Strictness.HARD)
        assert said in objection.reason


@pytest.mark.parametrize(("number", "refused"), [(1, True), (2, False), (3, False), (4, True)])
def test_a_group_has_two_or_three_villages(number: int, *, refused: bool) -> None:
    codes = [objection.code for objection in review(_team(number), FujianCountyParameters())]

    assert codes == (["GROUP_SIZE"] if refused else [])


def test_villages_that_are_no_neighbours_are_a_hint() -> None:
    (objection,) = review(_team(2, neighbours=False), FujianCountyParameters())

    assert (objection.code, objection.strictness) == ("NOT_NEIGHBOURS", Strictness.SOFT)


def test_a_car_is_refused_unless_the_county_has_opened_it() -> None:
    (objection,) = review(_support("VEHICLE"), FujianCountyParameters())

    assert (objection.code, objection.strictness) == ("VEHICLE_FORBIDDEN", Strictness.HARD)
    assert review(_support("OFFICE"), FujianCountyParameters()) == ()
    assert review(_support("VEHICLE"), FujianCountyParameters(vehicles_forbidden=False)) == ()

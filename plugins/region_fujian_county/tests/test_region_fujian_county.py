"""The county's rules, each with the speech's own numbers and at least one other."""

from dataclasses import replace
from datetime import date

import pytest

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
    StaffingType,
    Strictness,
    Subject,
)
from xuanpai_region_fujian_county.parameters import FujianCountyParameters
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

    assert (norm.min_days, norm.strictness, norm.cap_to_workdays) == (22, Strictness.SOFT, True)
    assert norm.reason == "2016年9月一般须驻村不少于22天。"
    assert attendance_norm(facts, FujianCountyParameters(min_days_month=24)).min_days == 24


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

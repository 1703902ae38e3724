"""The county's rules, each with the report's own numbers and at least one other."""

from datetime import date

import pytest

from xuanpai_core.plugins.api import (
    Cadence,
    DispatchLevel,
    Distinct,
    Duty,
    EntryDraft,
    PartyFacts,
    PartyStatus,
    PostingDraft,
    PostingRole,
    StaffingType,
    Strictness,
    Subject,
)
from xuanpai_region_luxi.parameters import LuxiParameters
from xuanpai_region_luxi.reviewing import review
from xuanpai_region_luxi.rulebook import rulebook

VILLAGE = "433122101201"


def _duties(parameters: LuxiParameters | None = None) -> dict[str, Duty]:
    return {duty.matter: duty for duty in rulebook(parameters or LuxiParameters()).duties}


def _pairing(unit: str, problem: str) -> EntryDraft:
    return EntryDraft(
        form="pairing.unit_point",
        region_code=VILLAGE,
        valid_from=date(2008, 3, 1),
        values={"problem": problem},
        parties=(
            PartyFacts(code="unit", token="unit:1", region_code="433122", known={"name": unit}),  # noqa: S106 -- a party
            PartyFacts(code="village", token=f"region:{VILLAGE}", region_code=VILLAGE),
        ),
    )


@pytest.mark.parametrize(
    ("matter", "subject", "cadence", "at_least", "reference"),
    [
        ("meeting.county_party", Subject.COUNTY, Cadence.YEAR, 2, "LX-01"),
        ("meeting.township_organisation", Subject.COUNTY, Cadence.QUARTER, 1, "LX-01"),
        ("pairing.county_leader", Subject.TOWNSHIP, Cadence.STANDING, 1, "LX-02"),
        ("pairing.unit_point", Subject.VILLAGE, Cadence.STANDING, 1, "LX-02"),
        ("pairing.official_village", Subject.VILLAGE, Cadence.STANDING, 1, "LX-02"),
        ("delivery", Subject.ENTRY, Cadence.YEAR, 4, "LX-05"),
        ("target_agreement", Subject.VILLAGE, Cadence.STANDING, 1, "LX-08"),
        ("household_guardian", Subject.ENTRY, Cadence.STANDING, 1, "LX-09"),
        ("reserve_cadre.enough", Subject.VILLAGE, Cadence.STANDING, 3, "LX-13"),
        ("rectification", Subject.VILLAGE, Cadence.STANDING, 1, "LX-14"),
        ("party_skill", Subject.ENTRY, Cadence.STANDING, 1, "LX-15"),
    ],
)
def test_every_duty_of_the_report(
    matter: str, subject: Subject, cadence: Cadence, at_least: int, reference: str
) -> None:
    duty = _duties()[matter]

    assert (duty.subject, duty.cadence, duty.at_least, duty.clause.reference) == (subject, cadence, at_least, reference)


def test_four_different_things_are_brought_not_four_times_the_same() -> None:
    delivery = _duties()["delivery"]

    assert (delivery.distinct, delivery.feature) == (Distinct.FEATURES, "kind")


def test_too_few_reserves_is_a_breach_and_too_many_a_hint() -> None:
    duties = _duties(LuxiParameters(reserve_least=4, reserve_most=6))

    assert (duties["reserve_cadre.enough"].at_least, duties["reserve_cadre.enough"].strictness) == (4, Strictness.HARD)
    assert duties["reserve_cadre.not_too_many"].at_most == 6
    assert duties["reserve_cadre.not_too_many"].strictness is Strictness.SOFT


def test_sixty_is_within_the_age_that_learns_a_trade() -> None:
    who = _duties()["party_skill"].who

    assert dict(who.where) == {"age": ("UP_TO_35", "UP_TO_60"), "able": ("YES",)}
    member = next(form for form in rulebook(LuxiParameters()).registers if form.code == "party_member")
    assert dict(member.fields[1].choices)["UP_TO_60"] == "36至60岁(含60岁)"


def test_a_first_secretary_is_called_otherwise_here() -> None:
    (wording,) = rulebook(LuxiParameters()).wordings

    assert (wording.of, wording.title) == ("role:FIRST_SECRETARY", "第一支书")


@pytest.mark.parametrize(
    ("unit", "problem"),
    [("泸溪县公安局", "DISORDER"), ("泸溪县财政局", "POOR"), ("泸溪县委组织部", "PARALYSED"), ("泸溪县档案馆", "POOR")],
)
def test_a_unit_that_fits_is_not_objected_to(unit: str, problem: str) -> None:
    assert review(_pairing(unit, problem)) == ()


@pytest.mark.parametrize(
    ("unit", "problem", "said"), [("泸溪县公安局", "POOR", "应治乱"), ("泸溪县农业局", "DISORDER", "应治穷")]
)
def test_a_unit_of_another_line_is_a_hint(unit: str, problem: str, said: str) -> None:
    (objection,) = review(_pairing(unit, problem))

    assert (objection.code, objection.strictness) == ("UNIT_MISMATCH", Strictness.SOFT)
    assert said in objection.reason


def test_nothing_else_is_reviewed() -> None:
    draft = PostingDraft(
        role=PostingRole.FIRST_SECRETARY,
        dispatch_level=DispatchLevel.COUNTY,
        region_code=VILLAGE,
        start_date=date(2008, 3, 1),
        age=30,
        party_status=PartyStatus.FULL_MEMBER,
        staffing_type=StaffingType.CIVIL_SERVICE,
    )

    assert review(draft) == ()

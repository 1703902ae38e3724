"""Jinzhou's inspections and patrols, each with the document's own reading and at least one other."""

from decimal import Decimal

import pytest

from xuanpai_core.plugins.api import Cadence, Coverage, InspectionRule, RegionLevel, Subject
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_region_jinzhou import metadata
from xuanpai_region_jinzhou.parameters import JinzhouParameters, SupervisionPeriod
from xuanpai_region_jinzhou.rulebook import rulebook


def _rules(parameters: JinzhouParameters | None = None) -> dict[str, InspectionRule]:
    return {rule.matter: rule for rule in rulebook(parameters or JinzhouParameters()).inspections}


@pytest.mark.parametrize(
    ("matter", "level", "cadence", "coverage"),
    [
        ("inspection.township", RegionLevel.TOWNSHIP, Cadence.MONTH, Coverage.EVERYONE),
        ("inspection.county", RegionLevel.COUNTY, Cadence.MONTH, Coverage.SAMPLE),
        ("inspection.supervision", RegionLevel.CITY, Cadence.QUARTER, Coverage.SAMPLE),
    ],
)
def test_each_level_looks_in_its_own_rhythm(
    matter: str, level: RegionLevel, cadence: Cadence, coverage: Coverage
) -> None:
    rule = _rules()[matter]

    assert (rule.level, rule.cadence, rule.coverage) == (level, cadence, coverage)
    assert rule.clause.reference == "JZ-12"


def test_what_the_document_leaves_open_is_a_parameter() -> None:
    parameters = JinzhouParameters(inspection_sample_percent=25, supervision_period=SupervisionPeriod.HALF_YEAR)

    rules = _rules(parameters)

    assert _rules()["inspection.county"].sample_percent == Decimal(10)
    assert rules["inspection.county"].sample_percent == Decimal(25)
    assert rules["inspection.supervision"].cadence is Cadence.HALF_YEAR


def test_each_leader_takes_on_exactly_two_counties_or_as_many_as_is_set() -> None:
    natural, three = (
        next(duty for duty in rulebook(parameters).duties if duty.matter == "patrol.member")
        for parameters in (JinzhouParameters(), JinzhouParameters(patrol_counties=3))
    )

    assert (natural.subject, natural.at_least, natural.at_most) == (Subject.ENTRY, 2, 2)
    assert (three.at_least, three.at_most) == (3, 3)
    assert natural.clause.words.startswith("市委组织部领导班子成员每人“承包”两个县")


def test_a_contradicted_signature_and_the_four_violations_have_their_clause() -> None:
    named = {
        wording.of: (wording.title, wording.clause.reference) for wording in rulebook(JinzhouParameters()).wordings
    }

    assert named == {
        "lead:SIGNATURE_CONTRADICTED": ("考勤不实", "JZ-10"),
        "violation:IN_NAME_ONLY": ("挂名", "JZ-05"),
        "violation:COMMUTING": ("走读", "JZ-05"),
        "violation:BETWEEN_TWO_PLACES": ("两头跑", "JZ-05"),
        "violation:NOWHERE": ("两头空", "JZ-05"),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("inspection_sample_percent", 0), ("inspection_sample_percent", 101), ("supervision_period", "year")],
)
def test_a_sample_of_nobody_and_an_unknown_rhythm_are_refused(field: str, value: object) -> None:
    with pytest.raises(InvalidPluginParameters) as refused:
        metadata.parse_parameters({field: value})

    assert [problem.path for problem in refused.value.fields] == [field]

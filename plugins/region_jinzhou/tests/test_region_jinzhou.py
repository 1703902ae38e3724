"""锦州's rules on presence and insurance, and what may be set: each with the document's own example and another."""

from dataclasses import replace
from datetime import date

import pytest

from xuanpai_core.plugins.api import (
    AttendanceNormFacts,
    DispatchLevel,
    InsuranceFacts,
    Month,
    PartialMonth,
    PostingFacts,
    PostingRole,
    Strictness,
)
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_region_jinzhou import metadata
from xuanpai_region_jinzhou.parameters import JinzhouParameters
from xuanpai_region_jinzhou.rules import attendance_norm, insurance_requirement

NATURAL = JinzhouParameters()
MAY = Month(date(2026, 5, 1))
SECRETARY = PostingFacts(
    role=PostingRole.FIRST_SECRETARY,
    dispatch_level=DispatchLevel.CITY,
    region_code="210727101201",
    start_date=date(2025, 1, 1),
)
OTHERS = [DispatchLevel.PROVINCE, DispatchLevel.COUNTY, DispatchLevel.TOWNSHIP]


def test_the_card_belongs_to_jinzhou() -> None:
    assert (metadata.code, metadata.region_codes) == ("region_jinzhou", ("2107",))
    assert metadata.parse_parameters({}) == NATURAL


# JZ-02, JZ-03, JZ-04: presence


def test_twenty_days_a_month_are_a_hard_norm() -> None:
    norm = attendance_norm(AttendanceNormFacts(month=MAY, posting=SECRETARY), NATURAL)

    assert (norm.min_days, norm.strictness) == (20, Strictness.HARD)
    assert (norm.partial_month, norm.official_travel_counts, norm.cap_to_workdays) == (
        PartialMonth.EXEMPT,
        True,
        False,
    )
    assert norm.reason == "2026年5月须到岗不少于20天,周末在村也计。"
    assert norm.clause.document == "《锦州市选派到乡村工作干部管理办法(试行)》"
    assert norm.clause.words == "要求选派干部吃住、工作在乡村,每月到岗率不少于20天"
    assert norm.clause.reference == "JZ-02"


@pytest.mark.parametrize("level", DispatchLevel)
def test_the_norm_holds_for_cadres_of_every_level(level: DispatchLevel) -> None:
    facts = AttendanceNormFacts(month=MAY, posting=replace(SECRETARY, dispatch_level=level))

    assert attendance_norm(facts, NATURAL).min_days == 20


def test_the_norm_follows_the_parameters() -> None:
    parameters = JinzhouParameters(
        min_days_month=22,
        partial_month=PartialMonth.PRORATE_CEIL,
        official_travel_counts=False,
        cap_to_workdays=True,
    )

    norm = attendance_norm(AttendanceNormFacts(month=MAY, posting=SECRETARY), parameters)

    assert (norm.min_days, norm.partial_month) == (22, PartialMonth.PRORATE_CEIL)
    assert (norm.official_travel_counts, norm.cap_to_workdays) == (False, True)


# JZ-32: insurance


def test_whom_the_city_sent_needs_half_a_million() -> None:
    requirement = insurance_requirement(InsuranceFacts(posting=SECRETARY), NATURAL)

    assert (requirement.minimum_fen, requirement.mandatory) == (50_000_000, True)
    assert requirement.reason == "市级选派干部任职全程须有保额不低于50万元的人身意外伤害保险。"
    assert requirement.clause.words == "按照50万元保额标准,统一为市级选派干部办理了人身意外伤害保险"


@pytest.mark.parametrize("level", OTHERS)
def test_no_insurance_is_demanded_of_others(level: DispatchLevel) -> None:
    posting = replace(SECRETARY, dispatch_level=level)

    requirement = insurance_requirement(InsuranceFacts(posting=posting), NATURAL)

    assert (requirement.minimum_fen, requirement.mandatory) == (0, False)


def test_a_higher_sum_may_be_demanded() -> None:
    parameters = JinzhouParameters(insurance_minimum_fen=60_000_000)

    assert insurance_requirement(InsuranceFacts(posting=SECRETARY), parameters).minimum_fen == 60_000_000


# What may be set


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("min_days_month", 19),
        ("min_days_month", 29),
        ("insurance_minimum_fen", 49_999_999),
        ("stipend_month_fen", -1),
        ("stipend_absence", "dock"),
    ],
)
def test_values_outside_the_document_are_refused(field: str, value: object) -> None:
    with pytest.raises(InvalidPluginParameters, match="“锦州市选派干部管理办法”的参数有误") as refused:
        metadata.parse_parameters({field: value})

    assert [problem.path for problem in refused.value.fields] == [field]

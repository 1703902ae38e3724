"""Who looks whether people are there, how often, at how many (JZ-12); how many counties a leader takes on (JZ-13)."""

from decimal import Decimal

from xuanpai_core.plugins.api import (
    Cadence,
    Coverage,
    Duty,
    InspectionRule,
    Population,
    RegionLevel,
    Subject,
    Wording,
)
from xuanpai_region_jinzhou import clauses
from xuanpai_region_jinzhou.clauses import cite
from xuanpai_region_jinzhou.parameters import JinzhouParameters, SupervisionPeriod

_PERIODS = {
    SupervisionPeriod.MONTH: Cadence.MONTH,
    SupervisionPeriod.QUARTER: Cadence.QUARTER,
    SupervisionPeriod.HALF_YEAR: Cadence.HALF_YEAR,
}
LEADERS = Population(forms=("official",), where=(("tier", ("CITY",)), ("leading_body", ("True",))))


def inspections(parameters: JinzhouParameters) -> tuple[InspectionRule, ...]:
    """Townships everybody, counties a sample, the city's inspectorate now and then."""
    return (
        InspectionRule(
            matter="inspection.township",
            title="乡镇党委每月检查出勤",
            clause=cite(clauses.TOWNSHIP_INSPECTION, "JZ-12"),
            level=RegionLevel.TOWNSHIP,
            cadence=Cadence.MONTH,
            coverage=Coverage.EVERYONE,
        ),
        InspectionRule(
            matter="inspection.county",
            title="县(市、区)委组织部每月抽查出勤",
            clause=cite(clauses.COUNTY_INSPECTION, "JZ-12"),
            level=RegionLevel.COUNTY,
            cadence=Cadence.MONTH,
            coverage=Coverage.SAMPLE,
            sample_percent=Decimal(parameters.inspection_sample_percent),
        ),
        InspectionRule(
            matter="inspection.supervision",
            title="市委市政府督查室定期督查",
            clause=cite(clauses.SUPERVISION, "JZ-12"),
            level=RegionLevel.CITY,
            cadence=_PERIODS[parameters.supervision_period],
            coverage=Coverage.SAMPLE,
            sample_percent=Decimal(parameters.supervision_percent),
        ),
    )


def patrols(parameters: JinzhouParameters) -> Duty:
    """Each member of the leading body takes on exactly so many counties."""
    return Duty(
        matter="patrol.member",
        title="组织部领导班子成员“承包”县(市、区)",
        clause=cite(clauses.PATROLS, "JZ-13"),
        subject=Subject.ENTRY,
        cadence=Cadence.STANDING,
        fulfilled_by=("patrol",),
        at_least=parameters.patrol_counties,
        at_most=parameters.patrol_counties,
        who=LEADERS,
    )


def wordings() -> tuple[Wording, ...]:
    """What a contradicted signature and the four ways of not being there are called (JZ-10, JZ-05)."""
    signature, violations = cite(clauses.SIGNATURE, "JZ-10"), cite(clauses.VIOLATIONS, "JZ-05")
    named = (
        ("IN_NAME_ONLY", "挂名"),
        ("COMMUTING", "走读"),
        ("BETWEEN_TWO_PLACES", "两头跑"),
        ("NOWHERE", "两头空"),
    )
    return (
        Wording(of="lead:SIGNATURE_CONTRADICTED", title="考勤不实", clause=signature),
        *(Wording(of=f"violation:{code}", title=title, clause=violations) for code, title in named),
    )

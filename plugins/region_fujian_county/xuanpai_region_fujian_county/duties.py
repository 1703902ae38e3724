"""Who must do what in the county, how often, with which proof."""

from xuanpai_core.plugins.api import (
    Cadence,
    Clause,
    DispatchLevel,
    Due,
    Duty,
    Partial,
    Population,
    Strictness,
    Subject,
)
from xuanpai_region_fujian_county import clauses
from xuanpai_region_fujian_county.clauses import cite
from xuanpai_region_fujian_county.parameters import FujianCountyParameters

COVERED = ("WEAK_ORGANISATION", "WEAK_ECONOMY", "HARD_ELECTION")
WHERE_POSSIBLE = ("OLD_BASE", "MINORITY")
COUNTY_SENT = Population(dispatch_levels=(DispatchLevel.COUNTY,))


def duties(parameters: FujianCountyParameters) -> tuple[Duty, ...]:
    """All of them."""
    return (*_coverage(), *_coming_and_going(parameters), *_townships(), *_visits())


def _coverage() -> tuple[Duty, ...]:
    """Three kinds of villages in full; two kinds wherever possible, with a reason for each left out (FJ-06)."""
    clause = cite(clauses.COVERAGE, "FJ-06")
    kinds = (
        ("coverage.full", "重点村选派全覆盖", COVERED),
        ("coverage.possible", "老区村、少数民族村应派尽派", WHERE_POSSIBLE),
    )
    return tuple(
        Duty(
            matter=matter,
            title=title,
            clause=clause,
            subject=Subject.VILLAGE,
            cadence=Cadence.STANDING,
            fulfilled_by=("posting",),
            who=Population(tags=tags),
        )
        for matter, title, tags in kinds
    )


def _coming_and_going(parameters: FujianCountyParameters) -> tuple[Duty, ...]:
    """Training before coming (FJ-10); release, and the party membership there and back (FJ-11)."""
    release, grace = cite(clauses.RELEASE, "FJ-11"), parameters.transfer_grace_days
    return (
        Duty(
            matter="training.pre_post",
            title="县直单位选派干部岗前培训",
            clause=cite(clauses.TRAINING, "FJ-10"),
            subject=Subject.POSTING,
            cadence=Cadence.TERM,
            fulfilled_by=("training.pre_post",),
            who=COUNTY_SENT,
            due=Due.START,
            early_days=180,
        ),
        _once("released", "与原单位工作脱钩", release, grace),
        _once("party_transfer.in", "党组织关系转到驻点村", release, grace),
        _once("party_transfer.back", "期满转回党组织关系", release, grace, after_end=True),
    )


def _once(matter: str, title: str, clause: Clause, grace_days: int, *, after_end: bool = False) -> Duty:
    return Duty(
        matter=matter,
        title=title,
        clause=clause,
        subject=Subject.POSTING,
        cadence=Cadence.TERM,
        fulfilled_by=(matter,),
        strictness=Strictness.SOFT,
        due=Due.END if after_end else Due.START,
        grace_days=grace_days,
        early_days=0 if after_end else 90,
        after_end=after_end,
    )


def _townships() -> tuple[Duty, ...]:
    """A leader who helps each cadre, and one lead in each township (FJ-16)."""
    return (
        Duty(
            matter="pairing.leader_cadre",
            title="镇党政领导联系帮带驻村干部",
            clause=cite(clauses.LEADERS, "FJ-16"),
            subject=Subject.POSTING,
            cadence=Cadence.STANDING,
            fulfilled_by=("pairing.leader_cadre",),
        ),
        Duty(
            matter="town_lead",
            title="每个镇确定1名领队",
            clause=cite(clauses.GROUPS, "FJ-16"),
            subject=Subject.TOWNSHIP,
            cadence=Cadence.STANDING,
            fulfilled_by=("town_lead",),
            at_most=1,
        ),
    )


def _visits() -> tuple[Duty, ...]:
    """The unit's first leader once a term, its leader in charge once in each half-year (FJ-17)."""
    clause = cite(clauses.VISITS, "FJ-17")
    return (
        Duty(
            matter="unit_visit.principal",
            title="派出单位主要领导任期内到村调研指导",
            clause=clause,
            subject=Subject.POSTING,
            cadence=Cadence.TERM,
            fulfilled_by=("unit_visit.principal",),
            partial=Partial.WHOLE,
        ),
        Duty(
            matter="unit_visit.deputy",
            title="派出单位分管领导每半年到村调研指导",
            clause=clause,
            subject=Subject.POSTING,
            cadence=Cadence.HALF_YEAR,
            fulfilled_by=("unit_visit.deputy",),
        ),
    )

"""The county's rulebook."""

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Band,
    Comparison,
    Field,
    FieldKind,
    IncomeBasis,
    IncomeScale,
    LeaveRule,
    LeaveTier,
    Party,
    PartyKind,
    RegionLevel,
    RegisterForm,
    Rulebook,
    TagRule,
    Term,
    hookimpl,
)
from xuanpai_region_fujian_county import clauses
from xuanpai_region_fujian_county.clauses import cite
from xuanpai_region_fujian_county.duties import duties
from xuanpai_region_fujian_county.parameters import FujianCountyParameters
from xuanpai_region_fujian_county.presence import norms

CADRE = Party(code="cadre", title="驻村干部", kind=PartyKind.POSTING)
MANY = Party(code="cadre", title="参加的驻村干部", kind=PartyKind.POSTING, most=300)
UNIT = Party(code="unit", title="派出单位", kind=PartyKind.UNIT)
LEVELS = (("PROVINCE", "省级"), ("CITY", "市级"), ("COUNTY", "县级"))


@hookimpl
def rulebook(parameters: FujianCountyParameters) -> Rulebook:
    """Everything that the county rules on and that can be said as data."""
    tags = (
        ("WEAK_ORGANISATION", "班子软弱涣散村"),
        ("WEAK_ECONOMY", "经济薄弱村"),
        ("HARD_ELECTION", "换届选举重难点村"),
        ("OLD_BASE", "革命老区村"),
        ("MINORITY", "少数民族村"),
    )
    coverage = cite(clauses.COVERAGE, "FJ-06")
    return Rulebook(
        duties=duties(parameters),
        activities=_activities(),
        registers=(_town_lead(),),
        presence=norms(parameters),
        leave=(LeaveRule(tiers=(LeaveTier(steps=(RegionLevel.TOWNSHIP,)),), clause=cite(clauses.LEAVE, "FJ-18")),),
        scales=(_income_scale(),),
        terms=(Term(months=parameters.term_months, clause=cite(clauses.TERM, "FJ-05")),),
        tags=tuple(TagRule(code=code, title=title, clause=coverage) for code, title in tags),
    )


def _activities() -> tuple[ActivityForm, ...]:
    visits = cite(clauses.VISITS, "FJ-17")
    return (
        ActivityForm(
            code="training.pre_post",
            title="岗前培训",
            kind=ActivityKind.TRAINING,
            parties=(MANY,),
            clause=cite(clauses.TRAINING, "FJ-10"),
        ),
        ActivityForm(
            code="unit_visit.principal",
            title="派出单位主要领导到村调研指导",
            kind=ActivityKind.VISIT,
            parties=(UNIT, CADRE),
            clause=visits,
        ),
        ActivityForm(
            code="unit_visit.deputy",
            title="派出单位分管领导到村调研指导",
            kind=ActivityKind.VISIT,
            parties=(UNIT, CADRE),
            clause=visits,
        ),
        ActivityForm(
            code="publicity.model",
            title="典型示范",
            kind=ActivityKind.PUBLICITY,
            fields=(
                Field(
                    code="level", title="选派层级", kind=FieldKind.CHOICE, required=True, choices=LEVELS, feature=True
                ),
            ),
            parties=(MANY,),
            clause=cite(clauses.MODELS, "FJ-22"),
        ),
    )


def _town_lead() -> RegisterForm:
    """One lead a township, from among its cadres (FJ-16)."""
    return RegisterForm(
        code="town_lead",
        title="驻村蹲点领队",
        parties=(
            Party(code="cadre", title="领队", kind=PartyKind.POSTING, only_one=True),
            Party(code="township", title="镇(街道)", kind=PartyKind.TOWNSHIP, only_one=True),
        ),
        clause=cite(clauses.GROUPS, "FJ-16"),
    )


def _income_scale() -> IncomeScale:
    """低于3万元, net of subsidies: exactly 3万 is not weak (FJ-07)."""
    return IncomeScale(
        basis=IncomeBasis.NET_OF_SUBSIDIES,
        bands=(
            Band(code="HOLLOW", title="空壳村", comparison=Comparison.EQUAL, line_fen=0),
            Band(code="WEAK", title="薄弱村", comparison=Comparison.BELOW, line_fen=3_000_000),
        ),
        clause=cite(clauses.WEAK, "FJ-07"),
    )

"""Who must do what in the county, how often, with which proof."""

from xuanpai_core.plugins.api import (
    Cadence,
    Clause,
    Distinct,
    Duty,
    Population,
    Strictness,
    Subject,
)
from xuanpai_region_luxi import clauses
from xuanpai_region_luxi.clauses import cite
from xuanpai_region_luxi.parameters import LuxiParameters


def duties(parameters: LuxiParameters) -> tuple[Duty, ...]:
    """All of them."""
    return (*_meetings(), *_pairings(), *_coverage(), *_villages(parameters), *_party_members(parameters))


def _standing(
    matter: str, title: str, clause: Clause, subject: Subject, form: str, who: Population | None = None
) -> Duty:
    """Something that must stand, at every time, for whomever the subject is."""
    return Duty(
        matter=matter,
        title=title,
        clause=clause,
        subject=subject,
        cadence=Cadence.STANDING,
        fulfilled_by=(form,),
        who=who or Population(),
    )


def _meetings() -> tuple[Duty, ...]:
    clause = cite(clauses.MEETINGS, "LX-01")
    return (
        Duty(
            matter="meeting.county_party",
            title="县委每年召开2次专题党建工作会",
            clause=clause,
            subject=Subject.COUNTY,
            cadence=Cadence.YEAR,
            fulfilled_by=("meeting.county_party",),
            at_least=2,
        ),
        Duty(
            matter="meeting.township_organisation",
            title="县委组织部每季召开乡镇组织工作例会",
            clause=clause,
            subject=Subject.COUNTY,
            cadence=Cadence.QUARTER,
            fulfilled_by=("meeting.township_organisation",),
        ),
    )


def _pairings() -> tuple[Duty, ...]:
    """三联三帮: whoever has no pairing is listed (LX-02); each unit brings its village all four things (LX-05)."""
    clause = cite(clauses.PAIRINGS, "LX-02")
    return (
        _standing("pairing.county_leader", "县级领导联乡帮厂", clause, Subject.TOWNSHIP, "pairing.county_leader"),
        _standing("pairing.unit_point", "县直单位联点帮村", clause, Subject.VILLAGE, "pairing.unit_point"),
        _standing("pairing.official_village", "乡镇干部联村帮户", clause, Subject.VILLAGE, "pairing.official_village"),
        Duty(
            matter="delivery",
            title="每年送政策信息、科技文化、医疗卫生、支农物资",
            clause=cite(clauses.DELIVERIES, "LX-05"),
            subject=Subject.ENTRY,
            cadence=Cadence.YEAR,
            fulfilled_by=("delivery",),
            at_least=4,
            distinct=Distinct.FEATURES,
            feature="kind",
            who=Population(forms=("pairing.unit_point",)),
        ),
    )


def _coverage() -> tuple[Duty, ...]:
    """村不落组、组不落户、户不落人 (LX-09); the targets of the village's team (LX-08)."""
    clause, households = cite(clauses.COVERAGE, "LX-09"), Population(forms=("household",))
    groups = Population(forms=("village_group",))
    return (
        _standing("household_guardian", "组干包户", clause, Subject.ENTRY, "household_guardian", households),
        _standing("group_guardian", "村干包组", clause, Subject.ENTRY, "group_guardian", groups),
        _standing(
            "target_agreement",
            "联村班子目标管理责任书",
            cite(clauses.TARGETS, "LX-08"),
            Subject.VILLAGE,
            "target_agreement",
        ),
    )


def _villages(parameters: LuxiParameters) -> tuple[Duty, ...]:
    reserves, rectify = cite(clauses.RESERVES, "LX-13"), cite(clauses.RECTIFY, "LX-14")
    weak, migrant = Population(tags=("WEAK_ORGANISATION",)), Population(tags=("MIGRANT",))
    return (
        Duty(
            matter="reserve_cadre.enough",
            title=f"每村至少{parameters.reserve_least}名后备干部",
            clause=reserves,
            subject=Subject.VILLAGE,
            cadence=Cadence.STANDING,
            fulfilled_by=("reserve_cadre",),
            at_least=parameters.reserve_least,
        ),
        Duty(
            matter="reserve_cadre.not_too_many",
            title=f"每村后备干部不多于{parameters.reserve_most}名",
            clause=reserves,
            subject=Subject.VILLAGE,
            cadence=Cadence.STANDING,
            fulfilled_by=("reserve_cadre",),
            at_most=parameters.reserve_most,
            strictness=Strictness.SOFT,
        ),
        _standing("rectification", "软弱涣散村整顿", rectify, Subject.VILLAGE, "rectification", weak),
        Duty(
            matter="first_secretary.migrant",
            title="移民村派有第一支书",
            clause=rectify,
            subject=Subject.VILLAGE,
            cadence=Cadence.STANDING,
            fulfilled_by=("posting",),
            needs=("role:FIRST_SECRETARY",),
            who=migrant,
        ),
    )


def _party_members(parameters: LuxiParameters) -> tuple[Duty, ...]:
    """Members of 60 and under who can work know a trade (LX-15); households of those of 35 and under show the way."""
    clause = cite(clauses.SKILLS, "LX-15")
    able = (("age", ("UP_TO_35", "UP_TO_60")), ("able", ("YES",)))
    young = Population(forms=("party_member",), where=(("age", ("UP_TO_35",)),))
    return (
        Duty(
            matter="party_skill",
            title=f"党员至少掌握{parameters.skills_least}门实用技术",
            clause=clause,
            subject=Subject.ENTRY,
            cadence=Cadence.STANDING,
            fulfilled_by=("party_skill",),
            at_least=parameters.skills_least,
            who=Population(forms=("party_member",), where=able),
        ),
        _standing("model_household", "党员户成为科技示范户", clause, Subject.ENTRY, "model_household", young),
    )

"""Who must do what in the district, how often, with which proof."""

from xuanpai_core.plugins.api import (
    Cadence,
    Clause,
    DispatchLevel,
    Due,
    Duty,
    Population,
    Strictness,
    Subject,
)
from xuanpai_region_hedong import clauses
from xuanpai_region_hedong.clauses import cite
from xuanpai_region_hedong.parameters import HedongParameters

COVERED = ("SERVICE_CENTRE", "MODEL_SECRETARY", "WEAK_ORGANISATION", "WEAK_ECONOMY")
DISTRICT_SENT = Population(dispatch_levels=(DispatchLevel.COUNTY,))


def duties(parameters: HedongParameters) -> tuple[Duty, ...]:
    """All of them."""
    release, transfer = cite(clauses.DAYS, "HD-11"), parameters.transfer_grace_days
    return (
        *_standing(),
        Duty(
            matter="training.pre_post",
            title="任职培训",
            clause=cite(clauses.TRAINING, "HD-09"),
            subject=Subject.POSTING,
            cadence=Cadence.TERM,
            fulfilled_by=("training.pre_post",),
            strictness=Strictness.SOFT,
            due=Due.START,
            grace_days=parameters.training_grace_days,
            early_days=180,
        ),
        _district_sent("released", "区直选派干部与原单位工作脱钩", release, transfer),
        _district_sent("party_transfer.in", "组织关系转入任职村党组织", release, transfer),
    )


def _district_sent(matter: str, title: str, clause: Clause, grace_days: int) -> Duty:
    return Duty(
        matter=matter,
        title=title,
        clause=clause,
        subject=Subject.POSTING,
        cadence=Cadence.TERM,
        fulfilled_by=(matter,),
        who=DISTRICT_SENT,
        due=Due.START,
        grace_days=grace_days,
        early_days=90,
    )


def _standing() -> tuple[Duty, ...]:
    """Four kinds of villages covered by the district (HD-06), one person responsible (HD-20), a pairing (HD-22)."""
    return (
        Duty(
            matter="coverage.district",
            title="区直选派干部覆盖四类村",
            clause=cite(clauses.COVERAGE, "HD-06"),
            subject=Subject.VILLAGE,
            cadence=Cadence.STANDING,
            fulfilled_by=("posting",),
            needs=("level:COUNTY",),
            who=Population(tags=COVERED),
        ),
        Duty(
            matter="unit_responsible",
            title="明确第一责任人",
            clause=cite(clauses.RESPONSIBLE, "HD-20"),
            subject=Subject.UNIT,
            cadence=Cadence.STANDING,
            fulfilled_by=("unit_responsible",),
            at_most=1,
        ),
        Duty(
            matter="pairing.unit_village",
            title="派出单位与任职村结成帮扶对子",
            clause=cite(clauses.PAIRING, "HD-22"),
            subject=Subject.VILLAGE,
            cadence=Cadence.STANDING,
            fulfilled_by=("pairing.unit_village",),
            who=Population(village_posts=(DispatchLevel.COUNTY,)),
        ),
    )

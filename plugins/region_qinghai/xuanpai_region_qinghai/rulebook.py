"""Qinghai's rulebook: a stranger's rules in the same few mechanisms."""

from decimal import Decimal

from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Attendees,
    Cadence,
    Duty,
    Field,
    FieldKind,
    LeaveRule,
    LeaveTier,
    Party,
    PartyKind,
    RegionLevel,
    RegisterForm,
    Rulebook,
    SignalRule,
    Subject,
    hookimpl,
)
from xuanpai_region_qinghai import clauses
from xuanpai_region_qinghai.clauses import cite
from xuanpai_region_qinghai.parameters import QinghaiParameters
from xuanpai_region_qinghai.presence import norms

CADRE = Party(code="cadre", title="驻村干部", kind=PartyKind.POSTING)
SEASONS = (("WINTER", "冬季草场"), ("SUMMER", "夏季草场"), ("AUTUMN", "秋季草场"))


@hookimpl
def rulebook(parameters: QinghaiParameters) -> Rulebook:
    """A monthly meeting in each township; stations that move with the pasture; a waiver of nights."""
    meeting = ActivityForm(
        code="meeting.township",
        title="驻村干部例会",
        kind=ActivityKind.MEETING,
        parties=(Party(code="cadre", title="到会的驻村干部", kind=PartyKind.POSTING, least=0, most=60),),
        must_attend=Attendees.POSTED,
        clause=cite(clauses.MEETING, "QH-例会"),
    )
    season = Field(code="season", title="季节", kind=FieldKind.CHOICE, required=True, choices=SEASONS, feature=True)
    return Rulebook(
        duties=(
            Duty(
                matter=meeting.code,
                title="乡镇每月召开驻村干部例会",
                clause=cite(clauses.MEETING, "QH-例会"),
                subject=Subject.TOWNSHIP,
                cadence=Cadence.MONTH,
                fulfilled_by=(meeting.code,),
                at_least=parameters.meetings_month,
            ),
        ),
        activities=(meeting,),
        presence=norms(parameters),
        leave=(_leave(parameters.leave_township_days),),
        # A winter and a summer pasture of one village lie days apart by horse: a camp there is no other village.
        signals=(SignalRule(far_m=1000 * parameters.camp_distance_km, clause=cite(clauses.STATION, "QH-驻点")),),
        registers=(
            RegisterForm(
                code="station",
                title="季节驻点",
                fields=(season, Field(code="place", title="驻点地名", required=True, most=100)),
                parties=(CADRE,),
                clause=cite(clauses.STATION, "QH-驻点"),
            ),
            RegisterForm(
                code="night_waiver",
                title="住村豁免",
                fields=(Field(code="shift", title="与村干部轮流夜值的安排", required=True, most=500),),
                parties=(CADRE,),
                proof=True,
                clause=cite(clauses.WAIVER, "QH-豁免"),
            ),
        ),
    )


def _leave(township_days: int) -> LeaveRule:
    """Up to five days the township's secretary; longer, the township and then the county; a trip is only reported."""
    township = (RegionLevel.TOWNSHIP,)
    return LeaveRule(
        tiers=(
            LeaveTier(steps=township, up_to_days=Decimal(township_days)),
            LeaveTier(steps=(RegionLevel.TOWNSHIP, RegionLevel.COUNTY)),
        ),
        trip_tiers=(LeaveTier(steps=township),),
        clause=cite(clauses.LEAVE, "QH-请假"),
    )

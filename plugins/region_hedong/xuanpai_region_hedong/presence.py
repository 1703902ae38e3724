"""How many days a week those sent by a township are in the village; the district's go by the month (``rules``)."""

from xuanpai_core.plugins.api import Cadence, DispatchLevel, Population, PresenceNorm
from xuanpai_region_hedong import clauses
from xuanpai_region_hedong.clauses import cite
from xuanpai_region_hedong.parameters import HedongParameters


def norms(parameters: HedongParameters) -> tuple[PresenceNorm, ...]:
    """2 to 3 days a week: at least 2, by the ISO week; more is no breach (HD-12)."""
    return (
        PresenceNorm(
            matter="presence.week",
            title="镇街干部每周到村工作",
            clause=cite(clauses.WEEKLY, "HD-12"),
            cadence=Cadence.WEEK,
            at_least=parameters.min_days_week,
            who=Population(dispatch_levels=(DispatchLevel.TOWNSHIP,)),
            cap_to_workdays=parameters.week_capped_to_workdays,
        ),
    )

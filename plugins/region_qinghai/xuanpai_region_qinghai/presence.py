"""How many days a year a cadre is in the village."""

from xuanpai_core.plugins.api import Cadence, PresenceNorm
from xuanpai_region_qinghai import clauses
from xuanpai_region_qinghai.clauses import cite
from xuanpai_region_qinghai.parameters import QinghaiParameters


def norms(parameters: QinghaiParameters) -> tuple[PresenceNorm, ...]:
    """200 days a year of the term; approved trips for meetings and projects are taken for presence."""
    return (
        PresenceNorm(
            matter="presence.year",
            title="全年驻村天数",
            clause=cite(f"{clauses.DAYS};{clauses.TRIPS}", "QH-驻村"),
            cadence=Cadence.YEAR,
            at_least=parameters.min_days_year,
            official_travel_counts=True,
        ),
    )

"""How many days a year a cadre is in the village; the month has its own norm (``rules``)."""

from xuanpai_core.plugins.api import Cadence, PresenceNorm, Shortened
from xuanpai_region_fujian_county import clauses
from xuanpai_region_fujian_county.clauses import cite
from xuanpai_region_fujian_county.parameters import FujianCountyParameters, PartialYear


def norms(parameters: FujianCountyParameters) -> tuple[PresenceNorm, ...]:
    """250 days a year of the term, whichever days they are (FJ-01)."""
    exempt = parameters.partial_year is PartialYear.EXEMPT
    return (
        PresenceNorm(
            matter="presence.year",
            title="全年驻村天数",
            clause=cite(clauses.DAYS, "FJ-01"),
            cadence=Cadence.YEAR,
            at_least=parameters.min_days_year,
            shortened=Shortened.EXEMPT if exempt else Shortened.PRORATE_CEIL,
            official_travel_counts=parameters.official_travel_counts,
        ),
    )

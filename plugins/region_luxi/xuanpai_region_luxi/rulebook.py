"""The county's rulebook."""

from xuanpai_core.plugins.api import Rulebook, TagRule, Wording, hookimpl
from xuanpai_region_luxi import clauses
from xuanpai_region_luxi.clauses import cite
from xuanpai_region_luxi.duties import duties
from xuanpai_region_luxi.forms import activities, registers
from xuanpai_region_luxi.parameters import LuxiParameters


@hookimpl
def rulebook(parameters: LuxiParameters) -> Rulebook:
    """Everything that the county rules on and that can be said as data."""
    rectify = cite(clauses.RECTIFY, "LX-14")
    return Rulebook(
        duties=duties(parameters),
        activities=activities(),
        registers=registers(),
        tags=(
            TagRule(code="WEAK_ORGANISATION", title="村支两委班子软弱涣散村", clause=rectify),
            TagRule(code="MIGRANT", title="移民村", clause=rectify, proof=False),
            TagRule(code="POOR", title="贫困村", clause=cite(clauses.FIVE_GOOD, "LX-06")),
        ),
        wordings=(Wording(of="role:FIRST_SECRETARY", title="第一支书", clause=rectify),),
    )

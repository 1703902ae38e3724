"""湖南龙山 by public reports: twenty days and ten nights a month; a region that exists only in tests."""

from types import ModuleType

from xuanpai_core.plugins.api import (
    Cadence,
    Clause,
    Measure,
    ParameterModel,
    PluginCategory,
    PluginMetadata,
    PresenceNorm,
    Rulebook,
    hookimpl,
)

CODE = "region_longshan"
CLAUSE = Clause(document="公开报道的龙山县规定(2019)", words="每月驻村不少于20天且宿村不少于10晚", reference="LS-驻村")


class LongshanParameters(ParameterModel):
    """None."""


@hookimpl
def rulebook(parameters: LongshanParameters) -> Rulebook:
    """Days and nights, each judged for itself."""
    norms = (("presence.month", "每月驻村", 20, Measure.DAYS), ("presence.nights", "每月宿村", 10, Measure.NIGHTS))
    return Rulebook(
        presence=tuple(
            PresenceNorm(
                matter=matter, title=title, clause=CLAUSE, cadence=Cadence.MONTH, at_least=number, measure=measure
            )
            for matter, title, number, measure in norms
        )
    )


def longshan() -> ModuleType:
    """The plugin as a module."""
    module = ModuleType(CODE)
    module.metadata = PluginMetadata(  # type: ignore[attr-defined]
        code=CODE,
        name="龙山县驻村规定",
        version="0.1.0",
        requires_api="1.2",
        category=PluginCategory.REGION,
        description="每月驻村20天、宿村10晚。",
        region_codes=("433130",),
        parameters=LongshanParameters,
    )
    module.rulebook = rulebook  # type: ignore[attr-defined]
    return module

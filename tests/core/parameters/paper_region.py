"""A region that exists only here: a norm and three duties, which its parameters change or leave out."""

from types import ModuleType

from pydantic import Field

from xuanpai_core.plugins.api import (
    AttendanceNorm,
    AttendanceNormFacts,
    Cadence,
    Choice,
    Clause,
    Duty,
    ParameterModel,
    PluginCategory,
    PluginMetadata,
    RegionLevel,
    Rulebook,
    Subject,
    handed_down_to,
    hookimpl,
)
from xuanpai_core.plugins.manager import PluginHost

PAPER = "region_paper"
CLAUSE = Clause(document="《样例办法》", words="按各地规定", reference="样例-01")


class Tone(Choice):
    """Handed down to nobody."""

    PLAIN = "plain", "平实"
    FORMAL = "formal", "正式"


class PaperParameters(ParameterModel):
    """Two for townships, one for counties, one for nobody else."""

    min_days: int = Field(
        default=20,
        ge=1,
        le=28,
        title="每月最少到岗天数",
        description="每月到岗不少于几天。",
        json_schema_extra=handed_down_to(RegionLevel.TOWNSHIP),
    )
    visits: int = Field(
        default=2,
        ge=1,
        le=10,
        title="每月走访次数",
        description="每月走访不少于几次。",
        json_schema_extra=handed_down_to(RegionLevel.TOWNSHIP),
    )
    weekly: bool = Field(
        default=True,
        title="每周报告",
        description="是否每周报告一次。",
        json_schema_extra=handed_down_to(RegionLevel.COUNTY),
    )
    tone: Tone = Field(default=Tone.PLAIN, title="语气", description="理由的语气。")


def _duty(matter: str, title: str, cadence: Cadence, at_least: int) -> Duty:
    return Duty(
        matter=matter,
        title=title,
        clause=CLAUSE,
        subject=Subject.POSTING,
        cadence=cadence,
        fulfilled_by=("visit",),
        at_least=at_least,
    )


def paper(code: str = PAPER, version: str = "0.1.0", study: int = 1, **card: object) -> ModuleType:
    """The plugin; ``study``: how often its third duty is owed, which no parameter says."""
    module = ModuleType(code)

    @hookimpl
    def rulebook(parameters: PaperParameters) -> Rulebook:
        report = (_duty("paper.report", "每周报告", Cadence.WEEK, 1),) if parameters.weekly else ()
        visits = _duty("paper.visits", "走访", Cadence.MONTH, parameters.visits)
        return Rulebook(duties=(visits, _duty("paper.study", "学习", Cadence.MONTH, study), *report))

    @hookimpl
    def attendance_norm(facts: AttendanceNormFacts, parameters: PaperParameters) -> AttendanceNorm:
        return AttendanceNorm(min_days=parameters.min_days, clause=CLAUSE, reason="样例:每月到岗。")

    fields: dict[str, object] = {
        "code": code,
        "name": "样例办法",
        "version": version,
        "requires_api": "1.1",
        "category": PluginCategory.REGION,
        "description": "只用于检验参数。",
        "region_codes": (),
        "parameters": PaperParameters,
        **card,
    }
    metadata = PluginMetadata(**fields)  # type: ignore[arg-type]
    vars(module).update(metadata=metadata, rulebook=rulebook, attendance_norm=attendance_norm)
    return module


def paper_host(**changes: object) -> PluginHost:
    """A host of the paper plugin alone."""
    return PluginHost.of({PAPER: paper(**changes)})  # type: ignore[arg-type]

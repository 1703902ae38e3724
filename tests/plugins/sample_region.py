"""A region that exists only here: one rule a hook, so that a test can see who was asked."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from pydantic import Field

from xuanpai_core.plugins.api import (
    AttendanceNorm,
    AttendanceNormFacts,
    Choice,
    Clause,
    EntryDraft,
    GateDecision,
    InsuranceFacts,
    InsuranceRequirement,
    Month,
    Objection,
    ParameterModel,
    PluginCategory,
    PluginMetadata,
    PostingDraft,
    RevenueFacts,
    RevenueSplit,
    Rulebook,
    StipendDecision,
    StipendFacts,
    StipendGateFacts,
    StipendLine,
    StipendState,
    Strictness,
    Term,
    hookimpl,
    quarter_months,
)

CLAUSE = Clause(document="《样例办法》", words="每月到岗不少于12天", reference="样例-01")


class Tone(Choice):
    """How the sample speaks."""

    PLAIN = "plain", "平实"
    FORMAL = "formal", "正式"


class SampleParameters(ParameterModel):
    """What may be set in the sample."""

    min_days: int = Field(default=12, ge=1, le=28, title="最少天数", description="每月最少到岗天数。")
    tone: Tone = Field(default=Tone.PLAIN, title="语气", description="理由的语气。")


def card(code: str = "region_sample", **changes: Any) -> PluginMetadata:
    """The sample's metadata, with changes."""
    fields: dict[str, Any] = {
        "code": code,
        "name": "样例办法",
        "version": "0.1.0",
        "requires_api": "1.0",
        "category": PluginCategory.REGION,
        "description": "只用于检验插件机制。",
        "region_codes": (),
        "parameters": SampleParameters,
    }
    return PluginMetadata(**{**fields, **changes})


class SampleRegion:
    """Rules on every matter, and keeps what it was asked."""

    def __init__(self, code: str = "region_sample") -> None:
        self.metadata = card(code)
        self.asked: list[object] = []

    @hookimpl
    def attendance_norm(self, facts: AttendanceNormFacts, parameters: SampleParameters) -> AttendanceNorm:
        self.asked.append(facts)
        return AttendanceNorm(min_days=parameters.min_days, clause=CLAUSE, reason="样例:每月到岗。")

    @hookimpl
    def rulebook(self, parameters: SampleParameters) -> Rulebook:
        self.asked.append(parameters)
        return Rulebook(terms=(Term(months=24, clause=CLAUSE),))

    @hookimpl
    def review(self, facts: PostingDraft | EntryDraft, parameters: SampleParameters) -> tuple[Objection, ...]:
        self.asked.append(facts)
        strictness = Strictness.SOFT if parameters.tone is Tone.PLAIN else Strictness.HARD
        return (Objection(code="SAMPLE", clause=CLAUSE, reason="样例:请再想一想。", strictness=strictness),)

    @hookimpl
    def stipend_for(self, facts: StipendFacts, parameters: SampleParameters) -> StipendDecision:
        self.asked.append(facts)
        lines = tuple(
            StipendLine(
                month=Month(start),
                amount_fen=100,
                state=StipendState.PAYABLE,
                reason="样例:每月一元。",
                clause=CLAUSE,
            )
            for start in quarter_months(facts.quarter_start)
        )
        return StipendDecision(lines=lines, clause=CLAUSE, reason="样例:每月一元。")

    @hookimpl
    def stipend_gate(self, facts: StipendGateFacts) -> GateDecision:
        self.asked.append(facts)
        return GateDecision(passed=True, clause=CLAUSE, reason="样例:可以发放。")

    @hookimpl
    def insurance_requirement(self, facts: InsuranceFacts) -> InsuranceRequirement:
        self.asked.append(facts)
        return InsuranceRequirement(minimum_fen=1_000_000, clause=CLAUSE, reason="样例:保额一万元。")

    @hookimpl
    def split_revenue(self, facts: RevenueFacts) -> RevenueSplit:
        self.asked.append(facts)
        return RevenueSplit(lines=(), clause=CLAUSE, reason="样例:不分成。")


def region_with(code: str = "region_sample", **hooks: Callable[..., object]) -> ModuleType:
    """A plugin module of these hook functions alone."""
    module = ModuleType(code)
    vars(module).update(metadata=card(code), **{name: hookimpl(hook) for name, hook in hooks.items()})
    return module

"""What a region lays down and decides. Each hook is pure: facts and parameters in, plain data out.

A plugin implements the hooks on which its region has a rule, and returns None where that rule leaves the matter
open for these facts: then the next ancestor that rules on it is asked. Described with examples in
``plugins/README.md``.
"""

import pluggy

from xuanpai_core.plugins.decisions import (
    AttendanceNorm,
    GateDecision,
    InsuranceRequirement,
    RevenueSplit,
    StipendDecision,
)
from xuanpai_core.plugins.facts import (
    AttendanceNormFacts,
    InsuranceFacts,
    RevenueFacts,
    StipendFacts,
    StipendGateFacts,
)
from xuanpai_core.plugins.metadata import ParameterModel
from xuanpai_core.plugins.reviews import Draft, Objection
from xuanpai_core.plugins.rulebook import Rulebook

PROJECT = "xuanpai"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec(firstresult=True)
def rulebook(parameters: ParameterModel) -> Rulebook | None:
    """Return everything that the region rules on and that can be said as data: duties, forms, scales, terms."""


@hookspec(firstresult=True)
def review(facts: Draft, parameters: ParameterModel) -> tuple[Objection, ...] | None:
    """Return what the region objects to in this draft of a record; nothing, where it is right."""


@hookspec(firstresult=True)
def attendance_norm(facts: AttendanceNormFacts, parameters: ParameterModel) -> AttendanceNorm | None:
    """Return how many days this posting must be in the village in this month, and how they are counted."""


@hookspec(firstresult=True)
def stipend_for(facts: StipendFacts, parameters: ParameterModel) -> StipendDecision | None:
    """Return what this posting is paid for each month of this quarter, and what is held back."""


@hookspec(firstresult=True)
def stipend_gate(facts: StipendGateFacts, parameters: ParameterModel) -> GateDecision | None:
    """Return whether this county's stipends of this quarter may be paid."""


@hookspec(firstresult=True)
def insurance_requirement(facts: InsuranceFacts, parameters: ParameterModel) -> InsuranceRequirement | None:
    """Return which accident insurance this posting must have over its whole term."""


@hookspec(firstresult=True)
def split_revenue(facts: RevenueFacts, parameters: ParameterModel) -> RevenueSplit | None:
    """Return how this entry is shared between the park and the places of those who brought the project."""

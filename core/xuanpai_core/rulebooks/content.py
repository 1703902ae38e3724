"""Rules as they are stored, and back."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from xuanpai_core.plugins.duties import Duty
from xuanpai_core.plugins.forms import ActivityForm, RegisterForm, ReportForm
from xuanpai_core.plugins.presence import CheckInRule, EventRule, InspectionRule, LeaveRule, PresenceNorm, SignalRule
from xuanpai_core.plugins.rulebook import PostTemplate, Rule, TagRule, Term, Wording
from xuanpai_core.plugins.scales import IncomeScale, TargetSet
from xuanpai_core.rulebooks.models import RuleKind

_KINDS: Mapping[RuleKind, type[Rule]] = {
    RuleKind.DUTY: Duty,
    RuleKind.ACTIVITY: ActivityForm,
    RuleKind.REGISTER: RegisterForm,
    RuleKind.REPORT: ReportForm,
    RuleKind.SCALE: IncomeScale,
    RuleKind.TARGETS: TargetSet,
    RuleKind.TERM: Term,
    RuleKind.POSTS: PostTemplate,
    RuleKind.TAG: TagRule,
    RuleKind.WORDING: Wording,
    RuleKind.PRESENCE: PresenceNorm,
    RuleKind.CHECK_IN: CheckInRule,
    RuleKind.LEAVE: LeaveRule,
    RuleKind.INSPECTION: InspectionRule,
    RuleKind.EVENTS: EventRule,
    RuleKind.SIGNALS: SignalRule,
}
_KIND_OF = {of: kind for kind, of in _KINDS.items()}
_ADAPTERS: dict[RuleKind, TypeAdapter[Rule]] = {}


def kind_of(rule: Rule) -> RuleKind:
    """Which kind of rule it is."""
    return _KIND_OF[type(rule)]


def dump(rule: Rule) -> dict[str, Any]:
    """The rule as plain JSON: enums as their values, decimals as text."""
    content: dict[str, Any] = _adapter(kind_of(rule)).dump_python(rule, mode="json")
    return content


def load(kind: RuleKind, content: Mapping[str, Any]) -> Rule:
    """The rule that was stored."""
    return _adapter(kind).validate_python(dict(content))


def _adapter(kind: RuleKind) -> TypeAdapter[Rule]:
    """Made at first use: building them all would lengthen every start."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(_KINDS[kind])
    return _ADAPTERS[kind]

"""What rules a plugin's segments lead to, and how the stored ones change: pure functions.

A segment is a stretch of days over which one set of parameters holds at a place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.metadata import ParameterModel
from xuanpai_core.rulebooks.content import dump, kind_of
from xuanpai_core.rulebooks.models import RuleInForce, RuleKind

_DECISIONS: Mapping[str, str] = {
    "attendance_norm": "到岗天数标准",
    "insurance_requirement": "意外保险",
    "split_revenue": "收益分配",
    "stipend_for": "补助计发",
    "stipend_gate": "补助发放关口",
}
"""What the questions that plugins answer themselves are called."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Parameters in force over the subtree of ``region_code``, from ``valid_from`` to the day before ``valid_to``."""

    region_code: str
    valid_from: date
    valid_to: date | None
    parameters: ParameterModel


@dataclass(frozen=True, slots=True)
class WantedRule:
    """A rule as it ought to be stored."""

    region_code: str
    kind: RuleKind
    matter: str
    title: str
    clause: Clause | None
    content: dict[str, Any]
    valid_from: date
    valid_to: date | None


def wanted_rules(host: PluginHost, plugin: str, segments: Sequence[Segment]) -> list[WantedRule]:
    """What ``segments`` lay down; what stays the same from one to the next is one rule. Raises ``PluginFailed``.

    Below the activation's own place (the first segment's) only what differs from the place above is laid down.
    Decisions are not: they are asked of the plugin itself, under the nearest parameters.
    """
    laid = {id(segment): _of_segment(host, plugin, segment) for segment in segments}
    found: list[WantedRule] = []
    for segment in segments:
        above = _above(segment, segments)
        found += (
            laid[id(segment)] + _decisions(host, plugin, segment)
            if above is None
            else _differing(laid[id(segment)], laid[id(above)], segment)
        )
    found.sort(key=lambda rule: (rule.region_code, rule.matter, rule.valid_from))
    merged: list[WantedRule] = []
    for _, group in groupby(found, key=lambda rule: (rule.region_code, rule.matter)):
        merged += _joined(list(group))
    return merged


def _of_segment(host: PluginHost, plugin: str, segment: Segment) -> list[WantedRule]:
    period = (segment.valid_from, segment.valid_to)
    return [
        WantedRule(segment.region_code, kind_of(rule), rule.matter, rule.title, rule.clause, dump(rule), *period)
        for rule in host.rulebook(plugin, segment.parameters).rules()
    ]


def _decisions(host: PluginHost, plugin: str, segment: Segment) -> list[WantedRule]:
    period = (segment.valid_from, segment.valid_to)
    parameters = segment.parameters.model_dump(mode="json")
    return [
        WantedRule(
            segment.region_code,
            RuleKind.DECISION,
            hook,
            _DECISIONS.get(hook, hook),
            None,
            {"parameters": parameters},
            *period,
        )
        for hook in host.decides(plugin)
    ]


def _above(segment: Segment, segments: Iterable[Segment]) -> Segment | None:
    """The segment of the nearest place above that holds over the same days; ``None`` for the outermost place."""
    covering = [
        other
        for other in segments
        if other.region_code != segment.region_code
        and segment.region_code.startswith(other.region_code)
        and other.valid_from <= segment.valid_from
        and (other.valid_to is None or segment.valid_from < other.valid_to)
    ]
    return max(covering, key=lambda other: len(other.region_code), default=None)


def _differing(rules: Iterable[WantedRule], above: Iterable[WantedRule], segment: Segment) -> list[WantedRule]:
    """What ``rules`` say otherwise than the place ``above``, and what of it they leave out."""
    left = {rule.matter: rule for rule in above}
    found = []
    for rule in rules:
        same = left.pop(rule.matter, None)
        if same is None or (same.kind, same.content) != (rule.kind, rule.content):
            found.append(rule)
    return found + [
        replace(
            rule,
            region_code=segment.region_code,
            kind=RuleKind.WAIVED,
            content={},
            valid_from=segment.valid_from,
            valid_to=segment.valid_to,
        )
        for rule in left.values()
    ]


def _joined(rules: Sequence[WantedRule]) -> list[WantedRule]:
    joined = [rules[0]]
    for rule in rules[1:]:
        last = joined[-1]
        if last.valid_to == rule.valid_from and (last.kind, last.content) == (rule.kind, rule.content):
            joined[-1] = replace(last, valid_to=rule.valid_to)
        else:
            joined.append(rule)
    return joined


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How the stored rules change: those whose last day becomes another, and what is to be added.

    ``ends``: the row, and its new first day of no longer being in force; ``None``: it goes on.
    """

    ends: list[tuple[RuleInForce, date | None]]
    missing: list[WantedRule]

    @property
    def count(self) -> int:
        """How many rules it touches."""
        return len(self.ends) + len(self.missing)


def rewriting(stored: Sequence[RuleInForce], wanted: Iterable[WantedRule], since: date) -> Rewriting:
    """What is to change in ``stored`` so that from ``since`` on ``wanted`` holds.

    No day before ``since`` changes. A stored rule is never removed: one that is no longer wanted ends where it ought
    to have, or on its own first day.
    """
    ends = {
        row.id: max(row.valid_from, since) if row.valid_to is None or row.valid_to > since else row.valid_to
        for row in stored
    }
    last_days: dict[UUID, date | None] = dict(ends)
    missing = []
    for rule in wanted:
        if rule.valid_to is not None and rule.valid_to <= since:
            continue
        begins = max(rule.valid_from, since)
        kept = next((row for row in stored if ends[row.id] == begins and _says(row, rule)), None)
        if kept is None:
            missing.append(replace(rule, valid_from=begins))
        else:
            last_days[kept.id] = rule.valid_to
    changed = [(row, last_days[row.id]) for row in stored if last_days[row.id] != row.valid_to]
    return Rewriting(changed, missing)


def _says(row: RuleInForce, rule: WantedRule) -> bool:
    said = (rule.region_code, rule.kind, rule.matter, rule.content)
    return (row.region_code, row.kind, row.matter, row.content) == said

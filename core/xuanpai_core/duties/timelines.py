"""Which duty rules when at a place, matter by matter: the nearest place that rules on the matter wins, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from xuanpai_core.duties.facts import Stretch
from xuanpai_core.plugins.duties import Duty, Subject
from xuanpai_core.rulebooks.in_force import Rulebooks, StoredRule
from xuanpai_core.rulebooks.models import RuleKind

_LENGTHS = (2, 4, 6, 9, 12)
_ONE_DAY = timedelta(days=1)
Timelines = Mapping[str, Sequence[Stretch]]
"""By matter, the stretches in order of time; they never overlap, and days between them have no rule."""


class PlaceRules:
    """The duties of a tenant by place; places below which no further rule stands share one answer."""

    def __init__(self, books: Rulebooks, places: Iterable[str]) -> None:
        self._books = books
        self._places = frozenset(places)
        self._found: dict[str, dict[Subject, Timelines]] = {}

    def at(self, region_code: str, kind: Subject) -> Timelines:
        """The duties of subjects of this kind at the place."""
        ruled = ""
        for length in _LENGTHS:
            if length <= len(region_code) and region_code[:length] in self._places:
                ruled = region_code[:length]
        if ruled not in self._found:
            whole = timelines(self._books.over(ruled)) if ruled else {}
            self._found[ruled] = {subject: _of_kind(whole, subject) for subject in Subject}
        return self._found[ruled][kind]


def timelines(rules: Sequence[StoredRule]) -> dict[str, list[Stretch]]:
    """The duties among ``rules`` of one place and those above it, which come nearest place first."""
    matters: dict[str, list[StoredRule]] = {}
    for rule in rules:
        if rule.valid_to is None or rule.valid_from < rule.valid_to:
            matters.setdefault(rule.matter, []).append(rule)
    return {
        matter: _timeline(found)
        for matter, found in sorted(matters.items())
        if any(rule.kind is RuleKind.DUTY for rule in found)
    }


def _timeline(rules: Sequence[StoredRule]) -> list[Stretch]:
    ends = {rule.valid_from for rule in rules} | {rule.valid_to for rule in rules if rule.valid_to is not None}
    days = sorted(ends)
    stretches: list[Stretch] = []
    for number, first in enumerate(days):
        after = days[number + 1] if number + 1 < len(days) else None
        rule = next((r for r in rules if r.valid_from <= first and (r.valid_to is None or first < r.valid_to)), None)
        if rule is None or rule.kind is not RuleKind.DUTY or not isinstance(rule.rule, Duty):
            continue
        last = None if after is None else after - _ONE_DAY
        before = stretches[-1] if stretches else None
        if before is not None and before.rule_id == rule.id and before.last == first - _ONE_DAY:
            stretches[-1] = Stretch(before.first, last, rule.id, rule.rule)
        else:
            stretches.append(Stretch(first, last, rule.id, rule.rule))
    return stretches


def _of_kind(whole: Timelines, kind: Subject) -> Timelines:
    found = {
        matter: tuple(stretch for stretch in stretches if stretch.duty.subject is kind)
        for matter, stretches in whole.items()
    }
    return {matter: stretches for matter, stretches in found.items() if stretches}

"""The rules of a tenant by place and date: for each matter, that of the nearest place that rules on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol, TypeVar
from uuid import UUID

from xuanpai_core.plugins.rulebook import Rule
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.content import load
from xuanpai_core.rulebooks.models import RuleKind

RuleT = TypeVar("RuleT")


class _OnMatter(Protocol):
    @property
    def matter(self) -> str: ...


RegionRuleT = TypeVar("RegionRuleT", bound=_OnMatter)


@dataclass(frozen=True)
class StoredRule:
    """A row of ``rule_in_force``; ``rule`` is read from its content at first use.

    ``activated_at`` is where its plugin is activated: the rule's own place, or one above it that handed a parameter
    down to that place.
    """

    id: UUID
    plugin: str
    region_code: str
    kind: RuleKind
    matter: str
    content: dict[str, Any]
    valid_from: date
    valid_to: date | None
    activated_at: str = ""

    @property
    def nearness(self) -> tuple[int, int]:
        """The greater of two counts: a plugin of one's own before a parameter of one from further up."""
        return len(self.activated_at or self.region_code), len(self.region_code)

    @cached_property
    def rule(self) -> Rule:
        """The rule itself; a DECISION and a WAIVED have none."""
        return load(self.kind, self.content)

    def covers(self, region_code: str, on: date) -> bool:
        """Whether it is in force at this place on this day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and region_code.startswith(self.region_code)


class Rulebooks:
    """Every rule of one tenant, past and future, as one transaction reads them."""

    def __init__(self, rows: Iterable[StoredRule]) -> None:
        self._by_place: dict[str, list[StoredRule]] = {}
        for row in rows:
            self._by_place.setdefault(row.region_code, []).append(row)

    def everything(self) -> list[StoredRule]:
        """Every rule, wherever and whenever in force."""
        return [row for rows in self._by_place.values() for row in rows]

    def over(self, region_code: str) -> list[StoredRule]:
        """Every rule, whenever in force, of the place and its ancestors, the nearest first."""
        found = [
            row
            for place in (region_code, *RegionCode.stored(region_code).ancestors())
            for row in self._by_place.get(place, ())
        ]
        return sorted(found, key=lambda row: row.nearness, reverse=True)

    def in_force(self, region_code: str, on: date, kind: RuleKind | None = None) -> dict[str, StoredRule]:
        """For each matter the rule that holds at the place on the day, by matter."""
        found: dict[str, StoredRule] = {}
        for row in self.over(region_code):
            if row.covers(region_code, on):
                found.setdefault(row.matter, row)
        return {
            matter: row
            for matter, row in found.items()
            if row.kind is not RuleKind.WAIVED and (kind is None or row.kind is kind)
        }

    def one(self, of: type[RuleT], matter: str, region_code: str, on: date) -> tuple[StoredRule, RuleT] | None:
        """The rule on ``matter`` that holds there that day, if it is of that type."""
        for row in self.over(region_code):
            if row.matter == matter and row.covers(region_code, on):
                has_rule = row.kind not in {RuleKind.DECISION, RuleKind.WAIVED}
                return (row, row.rule) if has_rule and isinstance(row.rule, of) else None
        return None

    def one_or(self, default: RegionRuleT, region_code: str, on: date) -> RegionRuleT:
        """The rule on the default's own matter that holds there that day, or the default where no plugin rules."""
        found = self.one(type(default), default.matter, region_code, on)
        return default if found is None else found[1]

    def every(self, of: type[RuleT], region_code: str, on: date) -> list[tuple[StoredRule, RuleT]]:
        """All rules of that type that hold there that day, by matter."""
        rows = self.in_force(region_code, on).values()
        return sorted(
            ((row, row.rule) for row in rows if row.kind is not RuleKind.DECISION and isinstance(row.rule, of)),
            key=lambda pair: pair[0].matter,
        )

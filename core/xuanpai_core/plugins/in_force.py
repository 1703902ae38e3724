"""The rules that a tenant has put in force, read once and asked often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from xuanpai_core.plugins.decisions import Decision
from xuanpai_core.plugins.manager import Hook, PluginHost
from xuanpai_core.plugins.metadata import ParameterModel
from xuanpai_core.plugins.resolution import Activation, Ruling, nearest_activation, ruling

# Decision is generic in the facts it answers; a tenant's rules are about any.
DecisionT = TypeVar("DecisionT", bound=Decision[Any])
FactsT = TypeVar("FactsT")


@dataclass(frozen=True, slots=True)
class ActivePlugin:
    """The plugin that rules, its parameters there, and the activation that says so."""

    code: str
    parameters: ParameterModel
    activation: Activation


@dataclass(frozen=True, slots=True)
class StoredActivation:
    """An activation as it is stored, its parameters unread."""

    id: UUID
    plugin: str
    region_code: str
    valid_from: date
    valid_to: date | None
    parameters: dict[str, Any]


class RulesInForce:
    """One tenant's activations as one transaction reads them; asking it costs no further statement."""

    def __init__(self, host: PluginHost, rows: Iterable[StoredActivation]) -> None:
        self._host = host
        self._rows = tuple(rows)
        self._parsed: dict[UUID, Activation] = {}

    def active(self, hook: Hook[FactsT, DecisionT], region_code: str, on: date) -> ActivePlugin | None:
        """The nearest plugin that has a rule on the matter of ``hook``.

        Raises ``UnknownPlugin`` when one that is active over this place is not installed.
        """
        found = nearest_activation(self._covering(region_code, on), region_code, on, hook, self._host)
        return ActivePlugin(found.plugin, found.parameters, found) if found else None

    def ask(self, hook: Hook[FactsT, DecisionT], region_code: str, on: date, facts: FactsT) -> Ruling[DecisionT] | None:
        """What the nearest plugin that settles the matter decides; None if nobody does.

        Raises ``UnknownPlugin`` and ``PluginFailed``.
        """
        return ruling(self._covering(region_code, on), region_code, on, hook, self._host, facts)

    def _covering(self, region_code: str, on: date) -> list[Activation]:
        return [
            self._read(row)
            for row in self._rows
            if region_code.startswith(row.region_code)
            and row.valid_from <= on
            and (row.valid_to is None or on < row.valid_to)
        ]

    def _read(self, row: StoredActivation) -> Activation:
        """Parse only what covers the place in question: a plugin that is gone fails its own places alone."""
        if row.id not in self._parsed:
            self._parsed[row.id] = Activation(
                plugin=row.plugin,
                region_code=row.region_code,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                parameters=self._host.parse_parameters(row.plugin, row.parameters),
            )
        return self._parsed[row.id]

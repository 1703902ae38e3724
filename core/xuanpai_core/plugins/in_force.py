"""The rules that a tenant has put in force, read once and asked often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from xuanpai_core.parameters.overlay import StoredChange, holding
from xuanpai_core.plugins.decisions import Decision
from xuanpai_core.plugins.errors import ActivationNotFound
from xuanpai_core.plugins.manager import Hook, PluginHost
from xuanpai_core.plugins.metadata import ParameterModel
from xuanpai_core.plugins.resolution import Activation, Ruling, nearest_activation, nearest_first, ruling

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
    """An activation as it is stored, its parameters unread, with what places have changed in them since."""

    id: UUID
    plugin: str
    region_code: str
    valid_from: date
    valid_to: date | None
    parameters: dict[str, Any]
    changes: tuple[StoredChange, ...] = ()

    def covers(self, region_code: str, on: date) -> bool:
        """Whether it is in force at this place on this day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and region_code.startswith(self.region_code)


class RulesInForce:
    """One tenant's activations as one transaction reads them; asking it costs no further statement."""

    def __init__(self, host: PluginHost, rows: Iterable[StoredActivation]) -> None:
        self._host = host
        self._rows = tuple(rows)
        self._parsed: dict[tuple[UUID, ...], Activation] = {}

    @property
    def rows(self) -> tuple[StoredActivation, ...]:
        """Every activation, past and future."""
        return self._rows

    def activation(self, activation_id: UUID) -> StoredActivation:
        """That activation; raises ``ActivationNotFound``."""
        for row in self._rows:
            if row.id == activation_id:
                return row
        raise ActivationNotFound

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

    def covering(self, region_code: str, on: date) -> list[Activation]:
        """Everything that is in force at the place on the day, the nearest first. Raises ``UnknownPlugin``."""
        return nearest_first(self._covering(region_code, on))

    def _covering(self, region_code: str, on: date) -> list[Activation]:
        return [self._read(row, region_code, on) for row in self._rows if row.covers(region_code, on)]

    def _read(self, row: StoredActivation, region_code: str, on: date) -> Activation:
        """Parse only what covers the place in question: a plugin that is gone fails its own places alone."""
        changes = [change for change in row.changes if region_code.startswith(change.region_code) and change.holds(on)]
        key = (row.id, *(change.id for change in changes))
        if key not in self._parsed:
            self._parsed[key] = Activation(
                plugin=row.plugin,
                region_code=row.region_code,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                parameters=self._host.read_parameters(row.plugin, holding(row.parameters, changes, region_code, on)),
            )
        return self._parsed[key]

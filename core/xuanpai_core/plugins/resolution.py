"""Which plugin rules on a matter at a place on a day: the nearest ancestor that does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from xuanpai_core.plugins.decisions import Decision
from xuanpai_core.plugins.manager import Hook, PluginHost
from xuanpai_core.plugins.metadata import ParameterModel

# Decision is generic in the facts it answers; a ruling is about any.
DecisionT = TypeVar("DecisionT", bound=Decision[Any])
FactsT = TypeVar("FactsT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """A plugin in force over the subtree of ``region_code``, from ``valid_from`` to the day before ``valid_to``."""

    plugin: str
    region_code: str
    valid_from: date
    valid_to: date | None
    parameters: ParameterModel

    def covers(self, region_code: str, on: date) -> bool:
        """Whether it is in force at this place on this day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and region_code.startswith(self.region_code)


@dataclass(frozen=True, slots=True)
class Ruling(Generic[DecisionT]):
    """A decision, and the activation under which it was made."""

    activation: Activation
    decision: DecisionT


def nearest_activation(
    activations: Iterable[Activation],
    region_code: str,
    on: date,
    hook: Hook[FactsT, DecisionT],
    host: PluginHost,
) -> Activation | None:
    """The activation that rules on the matter of ``hook``: the longest covering code in force on that day.

    Between two of one place the later ``valid_from`` wins. Raises ``UnknownPlugin`` when one that covers the
    place is active but not installed: another region's rule must not slip into its stead.
    """
    ranked = _nearest_first(activations, region_code, on, hook, host)
    return ranked[0] if ranked else None


def ruling(
    activations: Iterable[Activation],
    region_code: str,
    on: date,
    hook: Hook[FactsT, DecisionT],
    host: PluginHost,
    facts: FactsT,
) -> Ruling[DecisionT] | None:
    """Ask the nearest activation first, and its ancestors while the matter is left open; None if nobody rules.

    Raises ``PluginFailed`` and ``UnknownPlugin``.
    """
    for activation in _nearest_first(activations, region_code, on, hook, host):
        decision = host.call(activation.plugin, hook, facts, activation.parameters)
        if decision is not None:
            return Ruling(activation, decision)
    return None


def _nearest_first(
    activations: Iterable[Activation],
    region_code: str,
    on: date,
    hook: Hook[FactsT, DecisionT],
    host: PluginHost,
) -> list[Activation]:
    ruling_here = [
        activation
        for activation in activations
        if activation.covers(region_code, on) and host.provides(activation.plugin, hook)
    ]
    return nearest_first(ruling_here)


def nearest_first(activations: Iterable[Activation]) -> list[Activation]:
    """The deepest place first, of one place what came into force later first."""
    # The plugin's code last, so that the order never depends on how the rows were read.
    by_code = sorted(activations, key=lambda found: found.plugin)
    return sorted(by_code, key=lambda found: (len(found.region_code), found.valid_from), reverse=True)

"""Which parameters hold at which place on which days: pure functions over an activation and its changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any, Protocol
from uuid import UUID

from xuanpai_core.plugins.metadata import ParameterModel
from xuanpai_core.rulebooks.writing import Segment

Values = Mapping[str, Any]
"""Parameters as JSON, by name."""


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A row of ``parameter_change``: ``valid_to`` is the first day on which it no longer holds."""

    id: UUID
    region_code: str
    values: Values
    dropped: tuple[str, ...]
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Whether it is in force on this day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


class Activated(Protocol):
    """What is to be known of an activation."""

    @property
    def region_code(self) -> str:
        """The place over whose subtree it is in force."""

    @property
    def valid_from(self) -> date:
        """Its first day."""

    @property
    def valid_to(self) -> date | None:
        """The first day on which it is no longer in force."""

    @property
    def parameters(self) -> Values:
        """What was set when it came into force."""


def holding(base: Values, changes: Iterable[StoredChange], region_code: str, on: date) -> dict[str, Any]:
    """The parameters at a place on a day: ``base``, overlaid by the changes of the places above it, then its own."""
    over = sorted(
        (change for change in changes if region_code.startswith(change.region_code) and change.holds(on)),
        key=lambda change: (change.region_code, change.valid_from, change.id),
    )
    values = dict(base)
    # Places above one place are prefixes of one another: their order is that from far to near.
    for _, of_place in groupby(over, key=lambda change: change.region_code):
        values.update(_own(of_place))
    return values


def segments(
    activation: Activated, changes: Sequence[StoredChange], read: Callable[[Values], ParameterModel]
) -> list[Segment]:
    """Every stretch of days over which one set of parameters holds, for each place that has a set of its own.

    The activation's own place comes first, and has no gap. ``read`` makes the plugin's parameters of plain values.
    """
    places = {activation.region_code, *(change.region_code for change in changes)}
    return [segment for place in sorted(places) for segment in _of_place(activation, changes, place, read)]


def joined(found: Sequence[Segment]) -> list[Segment]:
    """The same with neighbouring stretches of one place made one where nothing differs: what really holds."""
    whole: list[Segment] = []
    for segment in found:
        last = whole[-1] if whole else None
        if (
            last is not None
            and (last.region_code, last.valid_to) == (segment.region_code, segment.valid_from)
            and last.parameters == segment.parameters
        ):
            whole[-1] = replace(last, valid_to=segment.valid_to)
        else:
            whole.append(segment)
    return whole


def _of_place(
    activation: Activated, changes: Sequence[StoredChange], place: str, read: Callable[[Values], ParameterModel]
) -> Iterator[Segment]:
    over = [change for change in changes if place.startswith(change.region_code)]
    for first, until in _stretches(activation, over):
        own = [change for change in over if change.region_code == place and change.holds(first)]
        if place == activation.region_code or _own(sorted(own, key=lambda change: (change.valid_from, change.id))):
            yield Segment(place, first, until, read(holding(activation.parameters, over, place, first)))


def _stretches(activation: Activated, changes: Iterable[StoredChange]) -> Iterator[tuple[date, date | None]]:
    """The days of the activation, cut wherever a change begins or ends."""
    first, until = activation.valid_from, activation.valid_to
    if until is not None and until <= first:
        return
    edges = {edge for change in changes for edge in (change.valid_from, change.valid_to) if edge is not None}
    inner = sorted(edge for edge in edges if first < edge and (until is None or edge < until))
    yield from pairwise([first, *inner, until])


def _own(changes: Iterable[StoredChange]) -> dict[str, Any]:
    """What one place has set, its changes in the order in which they count."""
    own: dict[str, Any] = {}
    for change in changes:
        for name in change.dropped:
            own.pop(name, None)
        own.update(change.values)
    return own

"""A wish to change parameters, put to the activation that it is about: what would hold where, from when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.authz.scope import Extent
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem
from xuanpai_core.parameters.errors import (
    DayOutsideActivation,
    InvalidParameterChange,
    NotHandedDown,
    NothingChanges,
    PlaceOutsideActivation,
)
from xuanpai_core.parameters.overlay import StoredChange, holding, joined
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_core.plugins.in_force import StoredActivation
from xuanpai_core.plugins.metadata import Choice, PluginMetadata
from xuanpai_core.plugins.service import place_on, rules_in_force, segments_of
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.sheets.closing import demand_open


@dataclass(frozen=True, slots=True)
class Wish:
    """New values for a place, and what it gives back, from ``valid_from`` to the day before ``valid_to``."""

    activation_id: UUID
    region_code: str
    valid_from: date
    valid_to: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The wish as it is kept with a request."""
        return {
            "activation_id": str(self.activation_id),
            "region_code": self.region_code,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
            "values": dict(self.values),
            "dropped": list(self.dropped),
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Wish":
        """The wish that was kept."""
        return cls(
            activation_id=UUID(kept["activation_id"]),
            region_code=kept["region_code"],
            valid_from=date.fromisoformat(kept["valid_from"]),
            valid_to=None if kept["valid_to"] is None else date.fromisoformat(kept["valid_to"]),
            values=kept["values"],
            dropped=tuple(kept["dropped"]),
        )

    def names(self) -> frozenset[str]:
        """The parameters that it touches."""
        return frozenset(self.values) | frozenset(self.dropped)

    def shares_a_day(self, other: "Wish") -> bool:
        """Whether both touch some day."""
        return (other.valid_to is None or self.valid_from < other.valid_to) and (
            self.valid_to is None or other.valid_from < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a wish comes to: the activation now and with the change in it.

    ``before`` and ``after``: the named parameters as JSON, at the place on the first day.
    """

    wish: Wish
    card: PluginMetadata
    place: str
    now: StoredActivation
    then: StoredActivation
    before: dict[str, Any]
    after: dict[str, Any]


async def plan(work: Work, wish: Wish) -> Plan:
    """Put the wish to its activation; asks nobody's permission.

    Raises ``ActivationNotFound``, ``PlaceOutsideActivation``, ``DayOutsideActivation``, ``InvalidParameterChange``,
    ``InvalidPluginParameters``, ``NothingChanges``, ``ClosedMonth``, ``RegionNotYet``, ``RegionAbolished``.
    """
    now = (await rules_in_force(work)).activation(wish.activation_id)
    card = work.ports.plugins.metadata(now.plugin)
    place = await place_on(work, wish.region_code, wish.valid_from)
    _demand_covered(now, wish, place)
    _demand_wellformed(card, wish)
    await demand_open(work, wish.region_code, wish.valid_from)
    wish = replace(wish, values=_as_stored(card, now, wish))
    then = replace(now, changes=(*now.changes, _change(wish)))
    host = work.ports.plugins
    if joined(segments_of(host, now)) == joined(segments_of(host, then)):
        raise NothingChanges
    before, after = (_named(card, activation, wish) for activation in (now, then))
    return Plan(wish, card, place, now, then, before, after)


def demand_settable(planned: Plan, reach: Extent) -> None:
    """Refuse a parameter that is not the place's to set (see ``may_set``); raises ``NotHandedDown``."""
    place = RegionCode.stored(planned.wish.region_code)
    for name in sorted(planned.wish.names()):
        if not may_set(planned.card, planned.now.region_code, name, place, reach):
            raise NotHandedDown(title_of(planned.card, name), planned.card.settable_by(name), planned.place)


def may_set(card: PluginMetadata, activated_at: str, name: str, place: RegionCode, reach: Extent) -> bool:
    """Whether whoever changes parameters within ``reach`` may set this one for the place.

    Where the plugin is activated all of them are set, down to the county; a township sets what the plugin hands down
    to townships, unless somebody from above does it for it.
    """
    if not reach.covers_place(place):
        return False
    level, above = card.settable_by(name), place.parent
    if level is not None and place.level <= level:
        return True
    from_above = above is not None and reach.covers_place(above)
    return place == activated_at and (place.level <= RegionLevel.COUNTY or from_above)


def title_of(card: PluginMetadata, name: str) -> str:
    """What the parameter is called."""
    return card.parameters.model_fields[name].title or name


def said(card: PluginMetadata, name: str, value: object) -> str:
    """The value of the parameter as people say it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    kind = card.parameters.model_fields[name].annotation
    if isinstance(kind, type) and issubclass(kind, Choice):
        return next(f"“{member.label}”" for member in kind if member.value == value)
    if isinstance(value, list):
        return "、".join(str(part) for part in value) or "无"
    return "无" if value is None else str(value)


def _demand_covered(activation: StoredActivation, wish: Wish, place: str) -> None:
    if not wish.region_code.startswith(activation.region_code):
        raise PlaceOutsideActivation(place)
    begins_late = activation.valid_to is not None and activation.valid_to <= wish.valid_from
    if wish.valid_from < activation.valid_from or begins_late:
        raise DayOutsideActivation
    if wish.valid_to is not None and wish.valid_to <= wish.valid_from:
        raise DayOutsideActivation


def _demand_wellformed(card: PluginMetadata, wish: Wish) -> None:
    if not wish.names():
        raise InvalidParameterChange("请至少填写一个要变更的参数。")
    if len(set(wish.dropped)) < len(wish.dropped) or not frozenset(wish.values).isdisjoint(wish.dropped):
        raise InvalidParameterChange("同一个参数不能既规定新值又恢复上级规定,请只保留一项。")
    problems = list(_unknown(card, wish.names()))
    if problems:
        raise InvalidPluginParameters(card.name, problems)


def _unknown(card: PluginMetadata, names: Iterable[str]) -> Iterable[FieldProblem]:
    for name in sorted(names):
        if name not in card.parameters.model_fields:
            yield FieldProblem(name, "UNKNOWN_FIELD", f"{name}:没有这个参数,请删去或改正名称。")


def _as_stored(card: PluginMetadata, activation: StoredActivation, wish: Wish) -> dict[str, Any]:
    """The new values, read by the plugin beside those that hold already, and written out again."""
    standing = holding(activation.parameters, activation.changes, wish.region_code, wish.valid_from)
    parsed = card.read_parameters({**standing, **wish.values}).model_dump(mode="json")
    return {name: parsed[name] for name in wish.values}


def _named(card: PluginMetadata, activation: StoredActivation, wish: Wish) -> dict[str, Any]:
    held = holding(activation.parameters, activation.changes, wish.region_code, wish.valid_from)
    parsed = card.read_parameters(held).model_dump(mode="json")
    return {name: parsed[name] for name in sorted(wish.names())}


def _change(wish: Wish) -> StoredChange:
    return StoredChange(new_id(), wish.region_code, wish.values, wish.dropped, wish.valid_from, wish.valid_to)

"""Which parameters hold at a place, whence, and who may set them there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent, require
from xuanpai_core.db.session import Work
from xuanpai_core.parameters.overlay import StoredChange, holding
from xuanpai_core.parameters.planning import may_set
from xuanpai_core.plugins.in_force import StoredActivation
from xuanpai_core.plugins.metadata import PluginMetadata
from xuanpai_core.plugins.service import place_on, rules_in_force
from xuanpai_core.regions.code import RegionCode, RegionLevel


@dataclass(frozen=True, slots=True)
class HeldParameter:
    """One parameter as it holds at the place: ``schema`` is its part of the plugin's JSON Schema.

    ``set_at``: the place whose value it is. ``settable_by``: the deepest level that may set it, ``None``: only where
    the plugin is activated. ``settable``: the caller may propose a value for this place.
    """

    name: str
    title: str
    description: str
    schema: dict[str, Any]
    value: Any
    set_at: str
    settable_by: RegionLevel | None
    settable: bool


@dataclass(frozen=True, slots=True)
class HeldParameters:
    """The parameters of one activation that is in force over the place."""

    activation_id: UUID
    plugin: str
    plugin_name: str
    region_code: str
    parameters: list[HeldParameter]


async def parameters_at(work: Work, region_code: str, on: date) -> list[HeldParameters]:
    """The parameters that hold at the place on the day, of the nearest activation first: rules are no secret.

    Raises ``Forbidden``, ``Invalid`` (``INVALID_REGION_CODE``), ``NotFound`` (``UNKNOWN_REGION``), ``UnknownPlugin``.
    """
    require(work.ctx, Action.RULEBOOK_READ)
    code = RegionCode.parse(region_code)
    await place_on(work, code, on)
    rows = [row for row in (await rules_in_force(work)).rows if row.covers(code, on)]
    rows.sort(key=lambda row: row.plugin)
    rows.sort(key=lambda row: len(row.region_code), reverse=True)
    return [_held(work, row, code, on) for row in rows]


def _held(work: Work, row: StoredActivation, code: RegionCode, on: date) -> HeldParameters:
    card = work.ports.plugins.metadata(row.plugin)
    held = card.read_parameters(holding(row.parameters, row.changes, code, on)).model_dump(mode="json")
    schema = card.parameter_schema()
    return HeldParameters(
        activation_id=row.id,
        plugin=row.plugin,
        plugin_name=card.name,
        region_code=row.region_code,
        parameters=[
            _parameter(work, row, card, name, _property(schema, name), value, code, on) for name, value in held.items()
        ],
    )


def _parameter(
    work: Work,
    row: StoredActivation,
    card: PluginMetadata,
    name: str,
    schema: dict[str, Any],
    value: object,
    code: RegionCode,
    on: date,
) -> HeldParameter:
    return HeldParameter(
        name=name,
        title=str(schema["title"]),
        description=str(schema["description"]),
        schema=schema,
        value=value,
        set_at=_set_at(row, name, code, on),
        settable_by=card.settable_by(name),
        settable=may_set(card, row.region_code, name, code, extent(work.ctx, Action.PARAMETER_CHANGE)),
    )


def _property(schema: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The parameter's own schema, whole: what it refers to is put in its place."""
    own = dict(schema["properties"][name])
    reference = own.pop("$ref", None)
    return own if reference is None else {**schema["$defs"][reference.rsplit("/", 1)[-1]], **own}


def _set_at(row: StoredActivation, name: str, code: str, on: date) -> str:
    """The nearest place that has set the parameter for itself, else where the plugin is activated."""
    places = sorted({change.region_code for change in row.changes if code.startswith(change.region_code)})
    own = [place for place in places if _sets(row.changes, place, name, on)]
    return own[-1] if own else row.region_code


def _sets(changes: tuple[StoredChange, ...], place: str, name: str, on: date) -> bool:
    own = [change for change in changes if change.region_code == place]
    return name in holding({}, own, place, on)

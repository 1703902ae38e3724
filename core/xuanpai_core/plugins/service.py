"""Which plugin rules where and when in a tenant, and asking it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from pydantic.json_schema import JsonSchemaValue
from sqlalchemy import ColumnElement

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.service import rules_changed
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parameters.overlay import segments
from xuanpai_core.plugins import repository
from xuanpai_core.plugins.decisions import Decision
from xuanpai_core.plugins.errors import ActivationNotFound, RegionAbolished, RegionNotYet
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.in_force import ActivePlugin, RulesInForce, StoredActivation
from xuanpai_core.plugins.manager import Hook, PluginHost
from xuanpai_core.plugins.metadata import PluginCategory
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.rulebooks.service import bring_into_force
from xuanpai_core.rulebooks.writing import Segment
from xuanpai_core.sheets.closing import demand_open

# Decision is generic in the facts it answers; a tenant's rules are about any.
DecisionT = TypeVar("DecisionT", bound=Decision[Any])
FactsT = TypeVar("FactsT")

_CACHE = "plugins.rules_in_force"


@dataclass(frozen=True, slots=True)
class NewActivation:
    """A plugin to be in force over the subtree of ``region_code`` from ``valid_from`` to the day before ``valid_to``.

    ``parameters`` are JSON-like values; what is missing takes the plugin's default.
    """

    plugin: str
    region_code: str
    valid_from: date
    valid_to: date | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InstalledPlugin:
    """A plugin's card, with its parameters as JSON Schema for forms."""

    code: str
    name: str
    version: str
    category: PluginCategory
    description: str
    region_codes: tuple[str, ...]
    parameters_schema: JsonSchemaValue


@dataclass(frozen=True, slots=True)
class ToldPosting:
    """A posting as rules are told of it, whose it is, and the full name of its place."""

    posting_id: UUID
    cadre_id: UUID
    cadre_name: str
    place_name: str
    facts: PostingFacts


async def rules_in_force(work: Work) -> RulesInForce:
    """The tenant's rules, read at most once a transaction."""
    info = work.transaction.info
    if _CACHE not in info:
        info[_CACHE] = RulesInForce(work.ports.plugins, await repository.all_activations(work))
    rules: RulesInForce = info[_CACHE]
    return rules


async def active_plugin(work: Work, hook: Hook[FactsT, DecisionT], region_code: str, on: date) -> ActivePlugin | None:
    """``RulesInForce.active`` for one question."""
    return (await rules_in_force(work)).active(hook, region_code, on)


async def told_postings(work: Work, *conditions: ColumnElement[bool]) -> list[ToldPosting]:
    """The postings that meet the conditions (on ``Posting``) as rules are told of them, in order of their start.

    Asks nobody's permission: the conditions must hold the caller's extent.
    """
    return [
        ToldPosting(
            posting_id=row.id,
            cadre_id=row.cadre_id,
            cadre_name=row.cadre_name,
            place_name=row.place_name,
            facts=PostingFacts(
                role=row.role,
                dispatch_level=row.dispatch_level,
                region_code=row.region_code,
                start_date=row.start_date,
                end_date=row.end_date,
                planned_end=row.planned_end,
                staffing_type=row.staffing_type,
                sending_unit=row.sending_unit,
            ),
        )
        for row in await repository.postings(work, conditions)
    ]


async def installed(work: Work) -> list[InstalledPlugin]:
    """What is installed, by code; raises ``Forbidden``."""
    require(work.ctx, Action.PLUGIN_READ)
    return [
        InstalledPlugin(
            code=card.code,
            name=card.name,
            version=card.version,
            category=card.category,
            description=card.description,
            region_codes=card.region_codes,
            parameters_schema=card.parameter_schema(),
        )
        for card in work.ports.plugins.installed()
    ]


async def activate(work: Work, new: NewActivation, key: str) -> UUID:
    """Put a plugin in force; returns the activation's id.

    Raises ``Forbidden`` (place beyond the caller), ``UnknownPlugin``, ``InvalidPluginParameters``, ``Invalid``
    (``INVALID_REGION_CODE``, ``INVALID_PERIOD``), ``NotFound`` (``UNKNOWN_REGION``), ``RegionNotYet``,
    ``RegionAbolished``, ``ClosedMonth``, ``MatterClaimedTwice`` and ``Conflict`` (``ACTIVATION_OVERLAPS``).
    """
    require_place(work.ctx, Action.PLUGIN_ACTIVATE, RegionCode.parse(new.region_code))
    checked = _checked(work, new)

    async def act() -> Outcome:
        return {"id": str(await _activate(work, checked))}

    return UUID((await once(work, Action.PLUGIN_ACTIVATE, key, asdict(checked), act))["id"])


def _checked(work: Work, new: NewActivation) -> NewActivation:
    """What can be told wrong before anything is read; with every parameter written out.

    So that a later version's other defaults do not change what is in force.
    """
    parameters = work.ports.plugins.parse_parameters(new.plugin, new.parameters)
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("停用日期须晚于启用日期,请改正。", code="INVALID_PERIOD")
    return replace(new, parameters=parameters.model_dump(mode="json"))


async def _activate(work: Work, new: NewActivation) -> UUID:
    await demand_place(work, new.region_code, new.valid_from)
    await demand_open(work, new.region_code, new.valid_from)
    other = await repository.overlapping(work, new.plugin, new.region_code, new.valid_from, new.valid_to)
    if other is not None:
        until = f"至{day_name(other.valid_to)}停用" if other.valid_to else "一直有效"
        raise Conflict(
            f"该插件在这里已自{day_name(other.valid_from)}起启用({until}),时段重叠。请先停用原来的,或改填日期。",
            code="ACTIVATION_OVERLAPS",
        )
    activation = PluginActivation(
        tenant_id=work.tenant_id,
        id=new_id(),
        plugin=new.plugin,
        region_code=new.region_code,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        parameters=dict(new.parameters),
        activated_by=work.ctx.actor.account_id,
    )
    work.session.add(activation)
    await lay_down(work, activation.id, new.valid_from)
    detail = {"plugin": new.plugin, "region_code": new.region_code, "parameters": activation.parameters}
    record(
        work, Action.PLUGIN_ACTIVATE, "plugin_activation", activation.id, valid_from=str(new.valid_from), detail=detail
    )
    return activation.id


async def demand_place(work: Work, region_code: str, since: date) -> str:
    """The full name of a place that exists on the day ``since``; nobody else activates there meanwhile.

    Raises ``NotFound`` (``UNKNOWN_REGION``), ``RegionNotYet``, ``RegionAbolished``.
    """
    await repository.lock_region(work, region_code)
    return await place_on(work, region_code, since)


async def place_on(work: Work, region_code: str, since: date) -> str:
    """``demand_place`` for whoever only looks."""
    place = await known_region(work, RegionCode.stored(region_code))
    if place.valid_from is not None and since < place.valid_from:
        raise RegionNotYet(place.path_name, place.valid_from)
    if place.valid_to is not None and place.valid_to <= since:
        raise RegionAbolished(place.path_name, place.valid_to)
    return place.path_name


async def hold_activation(work: Work, activation_id: UUID) -> None:
    """Let nobody else end it or change its parameters meanwhile; raises ``ActivationNotFound``."""
    if await repository.lock_activation(work, activation_id) is None:
        raise ActivationNotFound


async def lay_down(work: Work, activation_id: UUID, since: date) -> int:
    """Bring what the activation and its changed parameters say from ``since`` on into the stored rules.

    Returns how many stored rules that changes. Raises ``MatterClaimedTwice``, ``PluginFailed``, ``UnknownPlugin``,
    ``InvalidPluginParameters``.
    """
    await work.session.flush()
    work.transaction.info.pop(_CACHE, None)
    activation = (await rules_in_force(work)).activation(activation_id)
    changed = await bring_into_force(work, activation, segments_of(work.ports.plugins, activation), since)
    if changed:
        await rules_changed(work, activation.region_code, since)
    return changed


def segments_of(host: PluginHost, activation: StoredActivation) -> list[Segment]:
    """The places and stretches of days over which one set of the activation's parameters holds."""
    return segments(activation, activation.changes, partial(host.read_parameters, activation.plugin))


async def deactivate(work: Work, activation_id: UUID, on: date, key: str) -> UUID:
    """End an activation: ``on`` is the first day it no longer rules; on its own first day, it never did.

    What was decided under it stays. Raises ``ActivationNotFound``, ``ClosedMonth``, ``Invalid``
    (``INVALID_PERIOD``) and ``Conflict`` (``ALREADY_DEACTIVATED``) when it ends no later anyway.
    """
    reach = require(work.ctx, Action.PLUGIN_ACTIVATE)

    async def act() -> Outcome:
        activation = await repository.lock_activation(work, activation_id, reach)
        if activation is None:
            raise ActivationNotFound
        if on < activation.valid_from:
            first = day_name(activation.valid_from)
            raise Invalid(f"停用日期不能早于启用日期{first},请改正。", code="INVALID_PERIOD")
        if activation.valid_to is not None and activation.valid_to <= on:
            ended = day_name(activation.valid_to)
            raise Conflict(f"这条启用已定于{ended}停用,无需再停用。", code="ALREADY_DEACTIVATED")
        await demand_open(work, activation.region_code, on)
        before = {"valid_to": activation.valid_to}
        activation.valid_to = on
        await lay_down(work, activation.id, on)
        after = {"valid_to": on}
        record(
            work,
            Action.PLUGIN_ACTIVATE,
            "plugin_activation",
            activation_id,
            before=before,
            after=after,
            deactivated_on=str(on),
        )
        return {"id": str(activation_id)}

    content = {"activation_id": activation_id, "on": on}
    return UUID((await once(work, "plugin:deactivate", key, content, act))["id"])

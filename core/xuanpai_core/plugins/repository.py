"""Queries of activations, and of the postings that rules are asked about."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, true

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.parameters.overlay import StoredChange
from xuanpai_core.plugins.in_force import StoredActivation
from xuanpai_core.plugins.models import PluginActivation
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.models import Region
from xuanpai_core.units.models import OrgUnit

# SQLAlchemy types rows of at most ten columns.
PostingRow = Row[*tuple[Any, ...]]

_ACTIVATIONS = """
SELECT a.id, a.plugin, a.region_code, a.valid_from, a.valid_to, a.parameters,
       (SELECT jsonb_agg(jsonb_build_array(c.id, c.region_code, c.values, c.dropped, c.valid_from, c.valid_to))
          FROM parameter_change c
         WHERE c.tenant_id = $1 AND c.activation_id = a.id) AS changes
  FROM plugin_activation a
 WHERE a.tenant_id = $1
"""


async def all_activations(work: Work) -> list[StoredActivation]:
    """Every activation of the tenant, past and future: a few rows, read with every question to the rules."""
    await work.transaction.flush()
    rows = await work.driver.fetch(_ACTIVATIONS, work.tenant_id)
    return [
        StoredActivation(
            row["id"],
            row["plugin"],
            row["region_code"],
            row["valid_from"],
            row["valid_to"],
            row["parameters"],
            tuple(_change(*change) for change in row["changes"] or ()),
        )
        for row in rows
    ]


def _change(
    change_id: str, region_code: str, values: dict[str, Any], dropped: list[str], first: str, until: str | None
) -> StoredChange:
    return StoredChange(
        id=UUID(change_id),
        region_code=region_code,
        values=values,
        dropped=tuple(dropped),
        valid_from=date.fromisoformat(first),
        valid_to=None if until is None else date.fromisoformat(until),
    )


async def lock_region(work: Work, region_code: str) -> None:
    """Let nobody else activate at this place until this transaction ends; nothing if there is no such place."""
    await work.session.scalar(
        select(Region.code)
        .where(Region.tenant_id == work.tenant_id, Region.code == region_code)
        .with_for_update(key_share=True)
    )


async def overlapping(
    work: Work, plugin: str, region_code: str, valid_from: date, valid_to: date | None
) -> PluginActivation | None:
    """An activation of this plugin at this very place that shares a day with the period."""
    stored = func.daterange(PluginActivation.valid_from, PluginActivation.valid_to)
    return (
        await work.session.scalars(
            select(PluginActivation)
            .where(
                PluginActivation.tenant_id == work.tenant_id,
                PluginActivation.plugin == plugin,
                PluginActivation.region_code == region_code,
                stored.op("&&")(func.daterange(valid_from, valid_to)),
            )
            .order_by(PluginActivation.valid_from)
            .limit(1)
        )
    ).one_or_none()


async def lock_activation(work: Work, activation_id: UUID, reach: Extent | None = None) -> PluginActivation | None:
    """The activation, if it is within ``reach`` (``None``: wherever it is), held until this transaction ends."""
    return (
        await work.session.scalars(
            select(PluginActivation)
            .where(PluginActivation.tenant_id == work.tenant_id, PluginActivation.id == activation_id)
            .where(true() if reach is None else within(reach, region_code=PluginActivation.region_code))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).one_or_none()


async def postings(work: Work, conditions: Sequence[ColumnElement[bool]]) -> Sequence[PostingRow]:
    """The postings that meet the conditions (on ``Posting``), with cadre, unit and place, in order of their start."""
    rows = await work.session.execute(
        select(
            Posting.id,
            Posting.cadre_id,
            Cadre.name.label("cadre_name"),
            Posting.role,
            Posting.dispatch_level,
            Posting.region_code,
            Posting.start_date,
            Posting.end_date,
            Posting.planned_end,
            Cadre.staffing_type,
            OrgUnit.name.label("sending_unit"),
            Region.path_name.label("place_name"),
        )
        .join(Cadre, (Cadre.tenant_id == work.tenant_id) & (Cadre.id == Posting.cadre_id))
        .join(OrgUnit, (OrgUnit.tenant_id == work.tenant_id) & (OrgUnit.id == Posting.sending_unit_id))
        .join(Region, (Region.tenant_id == work.tenant_id) & (Region.code == Posting.region_code))
        .where(Posting.tenant_id == work.tenant_id, *conditions)
        .order_by(Posting.start_date, Posting.id)
    )
    return rows.all()

"""What is told of registers: which a place has, and how many entries share the values of some fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import SQLColumnExpression, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_permission
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.forms import FieldKind, RegisterForm
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.models import Region
from xuanpai_core.registers import repository
from xuanpai_core.registers.errors import UnknownTotal
from xuanpai_core.registers.forms import form_in_force, forms_at
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.rulebooks.service import rulebooks

REGION = "region"
_COUNTED = frozenset({FieldKind.CHOICE, FieldKind.BOOLEAN, FieldKind.INTEGER})
_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class TotalledValue:
    """By which field (or ``region``), which value (None: not filled in), and what that is called."""

    code: str
    value: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Total:
    """So many entries share these values."""

    values: tuple[TotalledValue, ...]
    entries: int


async def forms_for(work: Work, region_code: str, on: date | None = None) -> list[RegisterForm]:
    """The registers of the place on the day (default today); raises ``Forbidden`` and ``InvalidRegionCode``."""
    require_permission(work.ctx, Action.REGISTER_READ)
    return await forms_at(work, RegionCode.parse(region_code), on or today(work.clock))


async def totals(
    work: Work, form_code: str, region_code: str, by: Sequence[str], on: date | None = None
) -> list[Total]:
    """How many entries within reach stand under the place that day, for each combination of the values of ``by``.

    ``by``: up to four fields that are a choice, a truth value or a whole number, or ``region``. Raises ``Forbidden``,
    ``UnknownForm``, ``UnknownTotal`` and ``InvalidRegionCode``.
    """
    reach = require(work.ctx, Action.REGISTER_READ)
    place, day = RegionCode.parse(region_code), on or today(work.clock)
    form = form_in_force(await rulebooks(work), form_code, place, day)
    columns = _columns(form, by)
    rows = await repository.totals(work, reach, form.code, place, day, columns)
    names = await _place_names(work, {str(row[by.index(REGION)]) for row in rows} if REGION in by else set())
    labels = {code: _labels(form, code, names) for code in columns}
    return [
        Total(
            tuple(_value(code, value, labels[code]) for code, value in zip(columns, row, strict=False)),
            int(row[-1] or 0),
        )
        for row in rows
    ]


def _columns(form: RegisterForm, by: Sequence[str]) -> dict[str, SQLColumnExpression[str]]:
    countable = [field.code for field in form.fields if field.kind in _COUNTED]
    unknown = [code for code in by if code not in {REGION, *countable}]
    if unknown or len(set(by)) < len(by) or len(by) > _AT_MOST:
        raise UnknownTotal(unknown[0] if unknown else "、".join(by), [REGION, *countable])
    return {
        code: RegisterEntry.region_code if code == REGION else RegisterEntry.content[code].as_string() for code in by
    }


def _labels(form: RegisterForm, code: str, names: Mapping[str, str]) -> Mapping[str, str]:
    if code == REGION:
        return names
    field = next(field for field in form.fields if field.code == code)
    return {"true": "是", "false": "否"} if field.kind is FieldKind.BOOLEAN else dict(field.choices)


def _value(code: str, value: object, labels: Mapping[str, str]) -> TotalledValue:
    if value is None:
        return TotalledValue(code, None, "未填写")
    return TotalledValue(code, str(value), labels.get(str(value), str(value)))


async def _place_names(work: Work, codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    rows = await work.session.execute(
        select(Region.code, Region.path_name).where(Region.tenant_id == work.tenant_id, Region.code.in_(codes))
    )
    return {row.code: row.path_name for row in rows}

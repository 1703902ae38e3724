"""How a party of a record looks."""

from collections.abc import Callable, Hashable

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, false, func, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.parties import models
from xuanpai_core.registers.models import RegisterEntry as EntryRow
from xuanpai_core.units.models import OrgUnit as UnitRow
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import column, declared, one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.parties.inputs import Attendance
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.units.types import OrgUnit


def _through_the_record_alone(_row: FromClause, _action: str | None, _key: Hashable) -> ColumnElement[bool]:
    """Parties are shown with their record, to those who see it, and never by themselves."""
    return false()


def _name(row: FromClause) -> ColumnElement[str]:
    """What the place, the unit or the entry is called; a posting's holder is shown by the posting."""
    unit, entry = UnitRow.__table__.alias(), EntryRow.__table__.alias()
    return func.coalesce(
        place_name(row),
        select(unit.c.name).where(unit.c.tenant_id == tenant(), unit.c.id == row.c.unit_id).scalar_subquery(),
        select(entry.c.title).where(entry.c.tenant_id == tenant(), entry.c.id == row.c.entry_id).scalar_subquery(),
    )


@declared(
    models.RecordParty.__table__,
    node="RecordParty",
    scope=_through_the_record_alone,
    requires=Action.REGION_READ,
    order=[asc("code"), asc("token")],
)
@strawberry.type(description="记录的一方:任职、单位、地方或登记条目")
class RecordParty:
    """Whom or what a record names."""

    code: str = column(description="在表单中的位置")
    token: str = column(description="对象的唯一标记,同一对象处处相同")
    attendance: Attendance = column(description="参加情况")
    rank: int | None = column(description="评比的名次;不评比的为空")
    name: str | None = column(_name, description="地方、单位或登记条目的名称;任职为空,见 posting")
    region_code: str | None = column(description="地方的区划代码;不是地方的为空")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="任职;不是任职或不在可见范围内为空"
    )
    unit: OrgUnit | None = one(
        lambda row, unit: unit.c.id == row.c.unit_id, description="单位;不是单位或不在可见范围内为空"
    )


def party_of(record_type: str) -> Callable[[FromClause, FromClause], ColumnElement[bool]]:
    """The join from a record of this type to its parties."""

    def joined(row: FromClause, party: FromClause) -> ColumnElement[bool]:
        return and_(party.c.record_type == record_type, party.c.record_id == row.c.id)

    return joined

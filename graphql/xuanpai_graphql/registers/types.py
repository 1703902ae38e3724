"""How an entry of a register looks, and its form."""

from collections.abc import Hashable
from datetime import date, datetime
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, or_
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.parties.models import RecordParty as PartyRow
from xuanpai_core.postings.models import Posting as PostingRow
from xuanpai_core.registers import models
from xuanpai_core.registers.repository import RECORD_TYPE
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.forms.types import RecordField, RecordPart
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.parties.types import RecordParty, party_of
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import reach


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Entries of one's places; those of, and those that name, the postings of one's unit or one's own; one's unit's."""
    party = PartyRow.__table__.alias()
    belongs = _own_posting(row.c.posting_id, action, key)
    names = exists().where(
        party.c.tenant_id == tenant(),
        party.c.record_type == RECORD_TYPE,
        party.c.record_id == row.c.id,
        or_(_own_posting(party.c.posting_id, action, key), reach(action, key, unit_id=party.c.unit_id)),
    )
    return or_(reach(action, key, region_code=row.c.region_code), belongs, names)


def _own_posting(posting_id: ColumnElement[UUID], action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Whether it is a posting of one's unit, or one's own."""
    posting = PostingRow.__table__.alias()
    return exists().where(
        posting.c.tenant_id == tenant(),
        posting.c.id == posting_id,
        reach(action, key, unit_id=posting.c.sending_unit_id, cadre_id=posting.c.cadre_id),
    )


@declared(
    models.RegisterEntry.__table__,
    node="RegisterEntry",
    scope=_scope,
    requires=Action.REGISTER_READ,
    order=[desc("valid_from")],
)
@strawberry.type(description="登记条目:在一段时间内成立的事,按其登记簿的栏目和各方填写")
class RegisterEntry(Node):
    """What stands over a period."""

    form: str = column(description="登记簿代码")
    title: str = column(description="名称")
    region_code: str = column(description="所在区划代码")
    place_name: str = column(place_name, description="所在地全称")
    valid_from: date = column(description="开始之日")
    valid_to: date | None = column(description="结束之日(最后一天);空为仍在继续")
    ended_because: str | None = column(description="结束的原因")
    content: JSON = column(description="各栏目的内容")
    accepted: JSON = column(description="登记时有提示而仍然登记的,每条提示及理由")
    created_at: datetime = column(description="登记时间")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="所属任职;没有或不在可见范围内为空"
    )
    parties: list[RecordParty] = many(
        party_of(RECORD_TYPE),
        limit=60,
        order=[asc("code"), asc("token")],
        scope_from_parent="看得到登记的人看得到它的各方",
        description="各方",
    )
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到登记的人看得到它的佐证",
        description="佐证资料",
    )


@strawberry.type(description="登记簿的式样,如当地当日所用")
class RegisterForm:
    """A register as the place has it."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    proof: bool = strawberry.field(description="登记须附佐证资料")
    pairs: bool = strawberry.field(description="是否结对:一方对他方所做的事计入")
    clause_words: str | None = strawberry.field(description="依据的原文")
    clause_reference: str | None = strawberry.field(description="规则编号")
    fields: list[RecordField] = strawberry.field(description="栏目")
    parties: list[RecordPart] = strawberry.field(description="各方")


@strawberry.type(description="汇总的一个分组")
class TotalledValue:
    """By what, and which."""

    code: str = strawberry.field(description="栏目代码,或 region")
    value: str | None = strawberry.field(description="值;没有填的为空")
    label: str = strawberry.field(description="中文名称")


@strawberry.type(description="登记条目的合计")
class RegisterTotal:
    """How many entries share these values."""

    values: list[TotalledValue] = strawberry.field(description="共同的值,按所要求的次序")
    entries: int = strawberry.field(description="条数")


@strawberry.type(description="若干村如何编成小组的建议")
class GroupingAdvice:
    """How many groups of which size, and where neighbours are known, which villages."""

    possible: bool = strawberry.field(description="能否编组")
    sizes: list[int] = strawberry.field(description="各组村数")
    groups: list[list[str]] = strawberry.field(description="各组的村;没有登记足够的相邻村时为空")
    reason: str = strawberry.field(description="说明")

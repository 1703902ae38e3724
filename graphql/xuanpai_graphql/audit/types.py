"""How an event of the trail looks to the audit administrator, and to nobody else."""

from datetime import datetime
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, FromClause, func
from strawberry.scalars import JSON

from xuanpai_core.audit import models
from xuanpai_core.audit.models import EventKind
from xuanpai_core.audit.search import TrailFilter
from xuanpai_core.authz.actions import Action
from xuanpai_core.errors import Invalid
from xuanpai_graphql.lookahead.declare import Node, Subject, column, declared
from xuanpai_graphql.lookahead.ids import parse_global_id
from xuanpai_graphql.lookahead.scalars import Long
from xuanpai_graphql.lookahead.sources import desc, public
from xuanpai_graphql.naming import account_in

strawberry.enum(EventKind, name="AuditEventKind", description="类别:查阅个人信息,或操作")


def _hash(row: FromClause) -> ColumnElement[str]:
    return func.encode(row.c.hash, "hex")


@declared(
    models.AuditEvent.__table__,
    node="AuditEvent",
    scope=public("审计管理员看得到本租户的全部审计记录,这项权限没有别人"),
    requires=Action.AUDIT_READ,
    order=[desc("at")],
    subject=Subject("audit_event", "id"),
)
@strawberry.type(description="一条审计记录")
class AuditEvent(Node):
    """Who did what, in which capacity, when, from where, before and after, and why."""

    at: datetime = column(description="时间", personal=True)
    kind: EventKind = column(description="类别", personal=True)
    account_id: UUID = column(description="账号编号", personal=True)
    person: str | None = column(account_in("account_id"), description="操作人;系统任务为空", personal=True)
    capacity: list[str] | None = column(description="以什么身份:角色@地方或单位", personal=True)
    action: str = column(description="动作,形如 sheet:seal", personal=True)
    subject_type: str = column(description="对象类别", personal=True)
    subject_id: str = column(description="对象编号;涉及多个对象时为 *", personal=True)
    before: JSON | None = column(description="变更前", personal=True)
    after: JSON | None = column(description="变更后", personal=True)
    reason: str | None = column(description="原因", personal=True)
    detail: JSON = column(description="详情", personal=True)
    address: str = column(description="来源地址", personal=True)
    request_id: str = column(description="请求编号", personal=True)
    lane: int | None = column(description="所在的链;建链之前的记录为空", personal=True)
    seq: Long | None = column(description="链上的序号", personal=True)
    hash: str | None = column(_hash, description="链上的指纹,SHA-256", personal=True)


@strawberry.input(description="审计记录的筛选条件;不填不限")
class AuditFilter:
    """What narrows the trail."""

    since: datetime | None = strawberry.field(default=None, description="从这一刻起")
    until: datetime | None = strawberry.field(default=None, description="到这一刻之前")
    account_id: UUID | None = strawberry.field(default=None, description="操作人的账号编号")
    action: str | None = strawberry.field(default=None, description="动作(sheet:seal)或一类动作(sheet)")
    subject_type: str | None = strawberry.field(default=None, description="对象类别")
    subject: str | None = strawberry.field(default=None, description="对象编号或全局编号;也找得到查阅多人时提到的")
    kind: EventKind | None = strawberry.field(default=None, description="类别")
    reason: str | None = strawberry.field(default=None, description="原因里含有的文字")

    def read(self) -> TrailFilter:
        """The filter as the trail knows it."""
        return TrailFilter(
            since=self.since,
            until=self.until,
            account_id=self.account_id,
            action=self.action,
            subject_type=self.subject_type,
            subject_id=self.subject and _key(self.subject),
            kind=self.kind,
            reason=self.reason,
        )


def _key(text: str) -> str:
    """The key behind a global id; whatever is none is a key already."""
    try:
        return ":".join(parse_global_id(text).key)
    except Invalid:
        return text

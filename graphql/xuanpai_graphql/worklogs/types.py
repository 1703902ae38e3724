"""How a work log looks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, Text, and_, cast, exists, func, not_, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence.models import Evidence as EvidenceRow
from xuanpai_core.evidence.models import EvidenceLink, EvidenceState
from xuanpai_core.worklogs import models
from xuanpai_core.worklogs.completeness import LogPart, incomplete
from xuanpai_core.worklogs.service import RECORD_TYPE
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import column, computed, declared, many
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.scopes import through_posting
from xuanpai_graphql.worklogs.items import WorkLogItem

strawberry.enum(LogPart, name="WorkLogPart", description="日志应有的部分:工作内容、地点")

_FROM_LOG = "看得到日志的人看得到它的待办"


def _key(row: FromClause) -> ColumnElement[str]:
    """The key under which the log's evidence is linked."""
    return cast(row.c.posting_id, Text) + ":" + cast(row.c.day, Text)


def _evidence_missing(row: FromClause) -> ColumnElement[bool]:
    """Whether the log tells of visits or help that nothing proves (JZ-07): a file that was refused proves nothing."""
    link, file = EvidenceLink.__table__.alias(), EvidenceRow.__table__.alias()
    proof = exists().where(
        link.c.tenant_id == tenant(),
        link.c.record_type == RECORD_TYPE,
        link.c.record_key == _key(row),
        file.c.tenant_id == tenant(),
        file.c.id == link.c.evidence_id,
        file.c.state != EvidenceState.REJECTED,
    )
    claims = or_(row.c.households_visited > 0, func.coalesce(func.btrim(row.c.help_given), "") != "")
    return and_(claims, not_(proof))


def _lacking(values: Mapping[str, Any], _: object) -> list[str]:
    return [part.value for part in incomplete(values["content"], values["place"])]


def _opened(row: FromClause, item: FromClause) -> ColumnElement[bool]:
    return and_(item.c.posting_id == row.c.posting_id, item.c.opened_on == row.c.day)


def _settled(row: FromClause, item: FromClause) -> ColumnElement[bool]:
    return and_(item.c.posting_id == row.c.posting_id, item.c.settled_on == row.c.day)


@declared(
    models.WorkLog.__table__, node="WorkLog", scope=through_posting, requires=Action.WORKLOG_READ, order=[desc("day")]
)
@strawberry.type(description="工作日志")
class WorkLog:
    """One posting's day in words."""

    day: date = column(description="日期")
    content: str = column(description="工作内容")
    place: str | None = column(description="地点")
    companions: str | None = column(description="同行人员")
    households_visited: int = column(description="走访户数")
    help_given: str | None = column(description="帮扶情况")
    problems_heard: str | None = column(description="了解到的问题")
    written_at: datetime = column(description="首次填写时间")
    updated_at: datetime = column(description="最近修改时间")
    evidence_missing: bool = column(_evidence_missing, description="写了走访、帮扶却没有佐证;没有通过检查的不算")
    incomplete: list[LogPart] = computed(
        _lacking, needs=("content", "place"), description="缺哪些部分;空为完整。只有模板标题、没有填写的不算内容"
    )
    opened_items: list[WorkLogItem] = many(
        _opened,
        limit=40,
        order=[asc("number")],
        scope_from_parent=_FROM_LOG,
        description="这一天提出的问题和待办",
    )
    settled_items: list[WorkLogItem] = many(
        _settled,
        limit=40,
        order=[asc("opened_on"), asc("number")],
        scope_from_parent=_FROM_LOG,
        description="这一天办结的问题和待办",
    )
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE, _key),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到日志的人看得到它的佐证",
        description="佐证资料",
    )

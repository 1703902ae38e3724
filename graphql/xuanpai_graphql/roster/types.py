"""How a roster import looks."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.roster import models
from xuanpai_core.roster.models import ImportState
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import own_account

strawberry.enum(ImportState, name="RosterImportState", description="导入状态")


def _own(row: FromClause, _action: str | None, _key: Hashable) -> ColumnElement[bool]:
    return row.c.requested_by == own_account()


@declared(
    models.RosterImport.__table__,
    node="RosterImport",
    scope=_own,
    requires=Action.ROSTER_IMPORT,
    order=[desc("created_at")],
)
@strawberry.type(description="名册导入")
class RosterImport(Node):
    """One run over one file."""

    dry_run: bool = column(description="是否试导入:只检查,不写入")
    state: ImportState = column(description="状态")
    row_count: int = column(description="数据行数")
    problem_count: int = column(description="问题总数")
    problems: JSON = column(description="逐行问题:行号、列、代码、说明")
    created_cadres: int = column(description="新增干部数")
    created_units: int = column(description="新增单位数")
    created_postings: int = column(description="新增任职数")
    created_at: datetime = column(description="提交时间")
    finished_at: datetime | None = column(description="完成时间")

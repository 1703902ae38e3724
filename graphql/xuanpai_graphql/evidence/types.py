"""How a file looks."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, func, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence import models
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.scalars import Long
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import of_posting, own_account, reach

strawberry.enum(EvidenceKind, description="佐证类别")
strawberry.enum(EvidenceState, description="佐证状态")


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """One's own uploads, and what proves a record of a posting, or else of a place, within reach."""
    link, posting = models.EvidenceLink.__table__.alias(), Posting.__table__.alias()
    proves = exists().where(
        link.c.tenant_id == tenant(),
        link.c.evidence_id == row.c.id,
        posting.c.tenant_id == tenant(),
        posting.c.id == link.c.posting_id,
        of_posting(posting, action, key),
    )
    there = models.EvidenceLink.__table__.alias()
    proves_place = exists().where(
        there.c.tenant_id == tenant(),
        there.c.evidence_id == row.c.id,
        reach(action, key, region_code=there.c.region_code),
    )
    return or_(row.c.uploaded_by == own_account(), proves, proves_place)


def _digest(row: FromClause) -> ColumnElement[str]:
    return func.encode(row.c.sha256, "hex")


@declared(
    models.Evidence.__table__, node="Evidence", scope=_scope, requires=Action.EVIDENCE_READ, order=[desc("created_at")]
)
@strawberry.type(description="佐证资料")
class Evidence(Node):
    """A file in the object store; its bytes are handed out by ``evidenceLink`` alone."""

    kind: EvidenceKind = column(description="类别")
    state: EvidenceState = column(description="状态")
    file_name: str = column(description="文件名")
    content_type: str = column(description="媒体类型")
    size: Long | None = column(description="字节数")
    sha256: str | None = column(_digest, description="内容的 SHA-256")
    width: int | None = column(description="图片宽度,像素")
    height: int | None = column(description="图片高度,像素")
    created_at: datetime = column(description="登记时间")
    rejection: str | None = column(description="未通过检查的原因")

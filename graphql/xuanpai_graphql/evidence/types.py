"""How a file looks."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, func, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence import models
from xuanpai_core.evidence.errors import REFUSALS
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, Subject, column, computed, declared, one
from xuanpai_graphql.lookahead.scalars import Long
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import of_posting, own_account, reach

strawberry.enum(EvidenceKind, description="佐证类别")
strawberry.enum(EvidenceState, description="佐证状态")


_ARRIVING = {EvidenceKind.PHOTO: "照片未到", EvidenceKind.DOCUMENT: "文档未到", EvidenceKind.ROSTER: "花名册未到"}


def _proves(evidence_id: ColumnElement[UUID], action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Whether the file proves a record of a posting, or else of a place, within reach."""
    link, posting = models.EvidenceLink.__table__.alias(), Posting.__table__.alias()
    proves = exists().where(
        link.c.tenant_id == tenant(),
        link.c.evidence_id == evidence_id,
        posting.c.tenant_id == tenant(),
        posting.c.id == link.c.posting_id,
        of_posting(posting, action, key),
    )
    there = models.EvidenceLink.__table__.alias()
    proves_place = exists().where(
        there.c.tenant_id == tenant(),
        there.c.evidence_id == evidence_id,
        reach(action, key, region_code=there.c.region_code),
    )
    return or_(proves, proves_place)


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """One's own uploads, and what proves a record within reach."""
    return or_(row.c.uploaded_by == own_account(), _proves(row.c.id, action, key))


def _facts_scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """What the camera wrote is for those who judge presence there, not for whoever may look at the picture."""
    return _proves(row.c.evidence_id, action, key)


def _of_evidence(row: FromClause, facts: FromClause) -> ColumnElement[bool]:
    return facts.c.evidence_id == row.c.id


def _held(row: FromClause) -> ColumnElement[bool]:
    return row.c.held_at.is_not(None)


def _notice(values: Mapping[str, Any], _: Any) -> str | None:
    """What to say where the file would be shown."""
    if values["missing_since"] is not None:
        return "文件已丢失,请联系管理员"
    if values["state"] == EvidenceState.PENDING:
        return "文件已传到,正在等待检查" if values["requested_at"] else _ARRIVING[EvidenceKind(values["kind"])]
    return REFUSALS.get(values["rejection"]) if values["state"] == EvidenceState.REJECTED else None


def _digest(row: FromClause) -> ColumnElement[str]:
    return func.encode(row.c.sha256, "hex")


@declared(
    models.PhotoFacts.__table__,
    node="PhotoFacts",
    scope=_facts_scope,
    requires=Action.SIGNAL_READ,
    subject=Subject("evidence", "evidence_id"),
)
@strawberry.type(description="相机写进照片的信息(EXIF),本身不作为证据;查看记入审计")
class PhotoFacts:
    """What the camera says, as far as it makes sense."""

    taken_at: datetime | None = column(description="拍摄时间;照片没写时区的按北京时间算", personal=True)
    taken_offset_minutes: int | None = column(description="照片写明的时区,东为正,分钟", personal=True)
    gps_at: datetime | None = column(description="卫星时间", personal=True)
    latitude: float | None = column(description="纬度", personal=True)
    longitude: float | None = column(description="经度", personal=True)
    make: str | None = column(description="厂商", personal=True)
    model: str | None = column(description="型号", personal=True)
    software: str | None = column(description="处理过它的软件", personal=True)
    orientation: int | None = column(description="拍摄方向,EXIF 的 1 到 8", personal=True)
    width: int = column(description="宽度,像素")
    height: int = column(description="高度,像素")


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
    notice: str | None = computed(
        _notice,
        needs=["kind", "state", "rejection", "requested_at", "missing_since"],
        description="没有文件可看时说明原因:照片未到、等待检查、未通过检查的理由",
    )
    scanned_at: datetime | None = column(description="病毒检查通过的时间;空为没有检查")
    locked_until: datetime | None = column(description="在此之前任何人都不能删除文件")
    held: bool = column(_held, description="已封存")
    hold_reason: str | None = column(requires=Action.EVIDENCE_HOLD, description="封存理由")
    facts: PhotoFacts | None = one(_of_evidence, requires=Action.SIGNAL_READ, description="相机写进照片的信息")

"""Uploads as clients begin them and see them."""

import re
from datetime import datetime
from uuid import UUID

import strawberry

from xuanpai_core.errors import Invalid, Unavailable
from xuanpai_core.evidence import service
from xuanpai_core.evidence.errors import UploadMissing
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.scalars import Long


@strawberry.input(description="要上传的文件")
class BeginUploadInput:
    """A file as the browser describes it."""

    kind: EvidenceKind
    file_name: str
    content_type: str
    size: Long
    id: UUID | None = strawberry.field(
        default=None, description="客户端自定的编号(随机 UUID):可以先录入、后传文件;重复提交只登记一次"
    )

    sha256: str | None = strawberry.field(
        default=None, description="文件内容的 SHA-256,64 位十六进制;传到的内容不一致时不收,请重新上传"
    )

    def read(self) -> service.NewUpload:
        """As the service takes it; raises ``Invalid`` (``INVALID_SHA256``)."""
        return service.NewUpload(
            self.kind, self.file_name, self.content_type, self.size, self.id, _digest_of(self.sha256)
        )


def _digest_of(text: str | None) -> bytes | None:
    if text is None:
        return None
    if re.fullmatch("[0-9a-fA-F]{64}", text) is None:
        raise Invalid("SHA-256 须为 64 位十六进制数字。", code="INVALID_SHA256")
    return bytes.fromhex(text)


@strawberry.type(description="表单字段")
class FormField:
    """One field that goes before the file."""

    name: str
    value: str


@strawberry.type(description="上传表单:把字段和文件按 multipart/form-data 提交到 url,文件字段名为 file,放在最后")
class BegunUpload:
    """Where to post the file, until when."""

    evidence_id: strawberry.ID
    url: str
    fields: list[FormField]
    expires_at: datetime
    state: EvidenceState = strawberry.field(description="READY 表示这个编号的文件早已传完,不用再传")

    @classmethod
    def of(cls, begun: service.BegunUpload) -> "BegunUpload":
        """As clients see it."""
        fields = [FormField(name=name, value=value) for name, value in begun.form.fields.items()]
        return cls(
            evidence_id=evidence_node(begun.evidence_id),
            url=begun.form.url,
            fields=fields,
            expires_at=begun.expires_at,
            state=begun.state,
        )


@strawberry.type(description="分片:把文件的这一段用 PUT 提交到 url")
class UploadPart:
    """One part of a file."""

    number: int = strawberry.field(description="第几片,从 1 起")
    size: int = strawberry.field(description="应有的字节数")
    arrived: bool = strawberry.field(description="是否已传到")
    url: str | None = strawberry.field(description="提交地址,短时有效;已传到的为空")


@strawberry.type(description="分片上传的进度;各片按次序首尾相接就是整个文件")
class UploadInParts:
    """An upload in parts as it stands."""

    evidence_id: strawberry.ID
    state: EvidenceState
    parts: list[UploadPart]
    links_until: datetime = strawberry.field(description="各片提交地址的有效期;过期后用 resumeUpload 重新取")
    expires_at: datetime = strawberry.field(description="整个上传的期限")

    @classmethod
    def of(cls, standing: service.UploadInParts) -> "UploadInParts":
        """As clients see it."""
        parts = [
            UploadPart(number=part.number, size=part.size, arrived=part.arrived, url=part.url)
            for part in standing.parts
        ]
        return cls(
            evidence_id=evidence_node(standing.evidence_id),
            state=standing.state,
            parts=parts,
            links_until=standing.links_until,
            expires_at=standing.expires_at,
        )


@strawberry.type(description="一个文件完成上传的结果")
class UploadOutcome:
    """How one of several completions ended."""

    id: strawberry.ID
    ready: bool = strawberry.field(description="已通过检查")
    code: str | None = strawberry.field(description="没有通过或没能检查的原因代码")
    message: str | None = strawberry.field(description="给人看的原因")
    retryable: bool = strawberry.field(description="过一会儿可以再试;否则要换一个文件")

    @classmethod
    def of(cls, completion: service.Completion) -> "UploadOutcome":
        """As clients see it."""
        error = completion.error
        return cls(
            id=evidence_node(completion.evidence_id),
            ready=completion.completed is not None,
            code=None if error is None else error.error_code,
            message=None if error is None else error.message,
            retryable=isinstance(error, (Unavailable, UploadMissing)),
        )


@strawberry.type(description="一张缩略图")
class ThumbnailLink:
    """A short-lived link to a small picture."""

    id: strawberry.ID
    url: str


def evidence_node(evidence_id: UUID) -> strawberry.ID:
    """The global id of a file."""
    return strawberry.ID(global_id("Evidence", str(evidence_id)))

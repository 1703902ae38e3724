"""Uploading straight to the object store, and links to what was uploaded."""

from datetime import datetime
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence.models import EvidenceKind
from xuanpai_core.evidence.service import NewUpload, begin_upload, complete_upload, download_link
from xuanpai_graphql.context import Info
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.keys import EVIDENCE
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.scalars import Long
from xuanpai_graphql.permissions import Acts, Writes


@strawberry.input(description="要上传的文件")
class BeginUploadInput:
    """A file as the browser describes it."""

    kind: EvidenceKind
    file_name: str
    content_type: str
    size: Long


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


@strawberry.type
class EvidenceMutations:
    """Root fields for evidence."""

    @strawberry.mutation(description="开始上传:取得直传对象存储的表单", extensions=[Writes(Action.EVIDENCE_ATTACH)])
    async def begin_upload(self, info: Info, input: BeginUploadInput) -> BegunUpload:
        """Sign a form for exactly that file."""
        new = NewUpload(input.kind, input.file_name, input.content_type, input.size)
        begun = await begin_upload(info.context.work, new)
        return BegunUpload(
            evidence_id=strawberry.ID(global_id("Evidence", str(begun.evidence_id))),
            url=begun.form.url,
            fields=[FormField(name=name, value=value) for name, value in begun.form.fields.items()],
            expires_at=begun.expires_at,
        )

    @strawberry.mutation(description="完成上传:检查文件并定稿", extensions=[Acts(Action.EVIDENCE_ATTACH)])
    async def complete_upload(self, info: Info, id: strawberry.ID) -> Evidence:
        """Check what arrived; a refusal is recorded and raised."""
        context = info.context
        completed = await complete_upload(context.application.database, await context.identify(), EVIDENCE(id))
        async with context.writing():
            return cast("Evidence", await fetch_one(info, Evidence, where={equals("id"): completed.evidence_id}))

    @strawberry.mutation(
        description="取得一份佐证的下载链接,短时有效,记入审计", extensions=[Writes(Action.EVIDENCE_READ)]
    )
    async def evidence_link(self, info: Info, id: strawberry.ID) -> str:
        """A short-lived link to the file."""
        return await download_link(info.context.work, EVIDENCE(id))

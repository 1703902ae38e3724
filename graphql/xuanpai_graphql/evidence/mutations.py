"""Uploading straight to the object store, links to what was uploaded, and legal holds."""

from typing import cast
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence import service
from xuanpai_graphql.context import Info
from xuanpai_graphql.evidence.inputs import (
    BeginUploadInput,
    BegunUpload,
    ThumbnailLink,
    UploadInParts,
    UploadOutcome,
    evidence_node,
)
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.keys import EVIDENCE
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Acts, Writes


@strawberry.type
class EvidenceMutations:
    """Root fields for evidence."""

    @strawberry.mutation(description="开始上传:取得直传对象存储的表单", extensions=[Writes(Action.EVIDENCE_ATTACH)])
    async def begin_upload(self, info: Info, input: BeginUploadInput) -> BegunUpload:
        """Sign a form for exactly that file."""
        return BegunUpload.of(await service.begin_upload(info.context.work, input.read()))

    @strawberry.mutation(
        description="开始分片上传:大文件或网络不稳时用,断了可以接着传;文档可以更大",
        extensions=[Acts(Action.EVIDENCE_ATTACH)],
    )
    async def begin_large_upload(self, info: Info, input: BeginUploadInput) -> UploadInParts:
        """Announce a file that comes in parts."""
        context = info.context
        ctx = await context.identify()
        return UploadInParts.of(await service.begin_large_upload(context.application.database, ctx, input.read()))

    @strawberry.mutation(
        description="接着分片上传:哪些片已传到,其余各片的新地址", extensions=[Acts(Action.EVIDENCE_ATTACH)]
    )
    async def resume_upload(self, info: Info, id: strawberry.ID) -> UploadInParts:
        """Which parts have arrived, and links for the others."""
        context = info.context
        ctx = await context.identify()
        return UploadInParts.of(await service.resume_upload(context.application.database, ctx, EVIDENCE(id)))

    @strawberry.mutation(description="完成上传:检查文件并定稿", extensions=[Acts(Action.EVIDENCE_ATTACH)])
    async def complete_upload(self, info: Info, id: strawberry.ID) -> Evidence:
        """Check what arrived; a refusal is recorded and raised."""
        context = info.context
        ctx = await context.identify()
        completed = await service.complete_upload(context.application.database, ctx, EVIDENCE(id))
        return await _shown(info, completed.evidence_id)

    @strawberry.mutation(
        description="一次完成多个上传(最多 20 个),各有各的结果", extensions=[Acts(Action.EVIDENCE_ATTACH)]
    )
    async def complete_uploads(self, info: Info, ids: list[strawberry.ID]) -> list[UploadOutcome]:
        """Check each; what stands against one does not stop the others."""
        context = info.context
        ctx = await context.identify()
        wanted = [EVIDENCE(each) for each in ids]
        ended = await service.complete_uploads(context.application.database, ctx, wanted)
        return [UploadOutcome.of(completion) for completion in ended]

    @strawberry.mutation(
        description="取得一份佐证的下载链接,短时有效,记入审计", extensions=[Writes(Action.EVIDENCE_READ)]
    )
    async def evidence_link(self, info: Info, id: strawberry.ID) -> str:
        """A short-lived link to the file."""
        return await service.download_link(info.context.work, EVIDENCE(id))

    @strawberry.mutation(
        description="取得缩略图的链接(最多 100 张),短时有效,记入审计;没有缩略图或无权查看的不在其中",
        extensions=[Writes(Action.EVIDENCE_READ)],
    )
    async def evidence_thumbnails(self, info: Info, ids: list[strawberry.ID]) -> list[ThumbnailLink]:
        """Short-lived links to small pictures."""
        links = await service.thumbnail_links(info.context.work, [EVIDENCE(each) for each in ids])
        return [ThumbnailLink(id=evidence_node(evidence_id), url=url) for evidence_id, url in links.items()]

    @strawberry.mutation(
        description="封存一份佐证:在解除之前,任何人都不能删除它", extensions=[Acts(Action.EVIDENCE_HOLD)]
    )
    async def hold_evidence(self, info: Info, id: strawberry.ID, reason: str) -> Evidence:
        """Put a file under legal hold."""
        context = info.context
        await service.hold_evidence(context.application.database, await context.identify(), EVIDENCE(id), reason)
        return await _shown(info, EVIDENCE(id))

    @strawberry.mutation(description="解除封存;按类别的保存期仍然有效", extensions=[Acts(Action.EVIDENCE_HOLD)])
    async def release_evidence(self, info: Info, id: strawberry.ID, reason: str) -> Evidence:
        """Take a file out of legal hold."""
        context = info.context
        await service.release_evidence(context.application.database, await context.identify(), EVIDENCE(id), reason)
        return await _shown(info, EVIDENCE(id))


async def _shown(info: Info, evidence_id: UUID) -> Evidence:
    async with info.context.writing():
        return cast("Evidence", await fetch_one(info, Evidence, where={equals("id"): evidence_id}))

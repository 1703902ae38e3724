"""Files that come in parts: S3's multipart upload.

The SDK offers it to whole files alone; its own methods for the single steps are used here, and nowhere else.
"""
# ruff: noqa: SLF001

from collections.abc import Callable
from datetime import timedelta

from xuanpai_core.evidence.objects import ArrivedPart, UnfinishedParts
from xuanpai_core.evidence.s3 import ABSENT, Part, S3Connection, S3Error, in_thread


class S3Parts(S3Connection):
    """The store's part of an upload in parts."""

    async def begin_parts(self, key: str, content_type: str) -> str:
        """Make ready for a file that comes in parts; returns the store's name for it."""
        return await in_thread(
            lambda: self._client._create_multipart_upload(self._bucket, key, {"Content-Type": content_type})
        )

    def part_url(self, key: str, multipart_id: str, number: int, ttl_seconds: int) -> str:
        """Sign a PUT of one part; its size is looked at when the parts are put together."""
        url: str = self._signer.get_presigned_url(
            "PUT",
            self._bucket,
            key,
            expires=timedelta(seconds=ttl_seconds),
            extra_query_params={"partNumber": str(number), "uploadId": multipart_id},
        )
        return url

    async def arrived_parts(self, key: str, multipart_id: str) -> list[ArrivedPart] | None:
        """What has arrived, by number; ``None`` when there is no such upload, or no longer."""

        def look() -> list[ArrivedPart] | None:
            found: list[ArrivedPart] = []
            marker: str | None = None
            while True:
                try:
                    page = self._client._list_parts(self._bucket, key, multipart_id, part_number_marker=marker)
                except S3Error as error:
                    if error.code not in ABSENT:
                        raise
                    return None
                found += [ArrivedPart(part.part_number, part.size or 0, part.etag) for part in page.parts]
                if not page.is_truncated or not page.parts:
                    return found
                marker = str(found[-1].number)

        return await in_thread(look)

    async def assemble(self, key: str, multipart_id: str, parts: list[ArrivedPart]) -> None:
        """Put the parts together at ``key``; nothing happens when somebody else did or gave it up."""

        def join() -> None:
            named = [Part(part.number, part.etag) for part in parts]
            _unless_absent(lambda: self._client._complete_multipart_upload(self._bucket, key, multipart_id, named))

        await in_thread(join)

    async def abandon_parts(self, key: str, multipart_id: str) -> None:
        """Throw away what has arrived; nothing happens when there is nothing."""
        await in_thread(
            lambda: _unless_absent(lambda: self._client._abort_multipart_upload(self._bucket, key, multipart_id))
        )

    async def unfinished_parts(self, prefix: str) -> list[UnfinishedParts]:
        """The uploads in parts under ``prefix`` that are neither put together nor thrown away."""

        def look() -> list[UnfinishedParts]:
            found: list[UnfinishedParts] = []
            key: str | None = None
            multipart_id: str | None = None
            while True:
                page = self._client._list_multipart_uploads(
                    self._bucket, prefix=prefix, key_marker=key, upload_id_marker=multipart_id
                )
                found += [UnfinishedParts(each.object_name, each.upload_id or "") for each in page.uploads]
                if not page.is_truncated or not page.uploads:
                    return found
                key, multipart_id = found[-1].key, found[-1].multipart_id

        return await in_thread(look)


def _unless_absent(act: Callable[[], object]) -> None:
    try:
        act()
    except S3Error as error:
        if error.code not in ABSENT:
            raise

"""The object store behind its port, in S3: any store that speaks it, through the MinIO SDK."""

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from io import BytesIO
from itertools import islice
from urllib.parse import urlsplit

from xuanpai_core.errors import Unavailable
from xuanpai_core.evidence.objects import ListedObject, ObjectLocked, ObjectStore, StoredObject, UploadForm
from xuanpai_core.evidence.s3 import (
    ABSENT,
    COMPLIANCE,
    ENABLED,
    CopySource,
    Object,
    ObjectLockConfig,
    PostPolicy,
    Retention,
    S3Error,
    VersioningConfig,
    in_thread,
)
from xuanpai_core.evidence.s3_parts import S3Parts

__all__ = ["ObjectStore", "S3ObjectStore", "StoredObject", "UploadForm", "origin"]

_CHUNK = 1024 * 1024
_PAGE = 1000


class S3ObjectStore(S3Parts):
    """The port in S3; its blocking calls run in threads, signing is local."""

    async def prepare(self) -> None:
        """Make the bucket, versioned and able to lock objects, unless it is there and is both."""

        def make() -> None:
            if not self._client.bucket_exists(self._bucket):
                self._client.make_bucket(self._bucket, object_lock=True)
            self._client.set_bucket_versioning(self._bucket, VersioningConfig(ENABLED))
            try:
                self._client.get_object_lock_config(self._bucket)
            except S3Error as error:
                if error.code != "ObjectLockConfigurationNotFoundError":
                    raise
                # Without a rule of its own: only what is written with a date is locked.
                self._client.set_object_lock_config(self._bucket, ObjectLockConfig(None, None, None))

        await in_thread(make)

    async def ready(self) -> bool:
        """Whether the store answers and the bucket is there."""
        try:
            return await in_thread(lambda: self._client.bucket_exists(self._bucket))
        except Unavailable:
            return False

    def upload_form(self, key: str, content_type: str, max_bytes: int, ttl_seconds: int) -> UploadForm:
        """Sign a POST policy: it binds key, type and length, which a presigned PUT does not."""
        policy = PostPolicy(self._bucket, self._clock.now() + timedelta(seconds=ttl_seconds))
        policy.add_equals_condition("key", key)
        policy.add_equals_condition("Content-Type", content_type)
        policy.add_content_length_range_condition(1, max_bytes)
        signed = self._signer.presigned_post_policy(policy)
        return UploadForm(self._post_url, {"key": key, "Content-Type": content_type, **signed})

    async def stat(self, key: str, version_id: str | None = None) -> StoredObject | None:
        """What lies at ``key``, that version or the newest; ``None`` when nothing does."""

        def look() -> StoredObject | None:
            try:
                return _stored(self._client.stat_object(self._bucket, key, version_id=version_id))
            except S3Error as error:
                if error.code in ABSENT:
                    return None
                raise

        return await in_thread(look)

    async def read(self, key: str, max_bytes: int, version_id: str | None = None) -> bytes:
        """The first ``max_bytes`` bytes of that version at ``key``, or of the newest."""

        def fetch() -> bytes:
            response = self._client.get_object(self._bucket, key, length=max_bytes, version_id=version_id)
            try:
                return response.read()
            finally:
                response.close()
                response.release_conn()

        return await in_thread(fetch)

    async def chunks(self, key: str, version_id: str | None = None) -> AsyncIterator[bytes]:
        """The same from beginning to end, a megabyte at a time."""
        response = await in_thread(lambda: self._client.get_object(self._bucket, key, version_id=version_id))
        with closing(response):
            while chunk := await in_thread(lambda: response.read(_CHUNK)):
                yield chunk
            response.release_conn()

    async def put(
        self, key: str, content: bytes, content_type: str, *, locked_until: datetime | None = None
    ) -> str | None:
        """Write ``content``; returns its version, which nobody can change or remove before ``locked_until``."""
        retention = None if locked_until is None else Retention(COMPLIANCE, locked_until)
        written = await in_thread(
            lambda: self._client.put_object(
                self._bucket, key, BytesIO(content), len(content), content_type, retention=retention
            )
        )
        return written.version_id

    async def copy(self, source: str, target: str, version_id: str | None = None) -> str | None:
        """Copy that version of ``source``, or its newest, within the bucket; returns the target's version."""
        origin_version = CopySource(self._bucket, source, version_id=version_id)
        copied = await in_thread(lambda: self._client.copy_object(self._bucket, target, origin_version))
        return copied.version_id

    async def remove(self, key: str, version_id: str | None = None) -> None:
        """Remove that version, or every one: in a versioned bucket a plain removal would keep all the bytes."""

        def wipe() -> None:
            if version_id is not None:
                self._remove(key, version_id)
                return
            for item in self._client.list_objects(self._bucket, key, include_version=True):
                if item.object_name == key:
                    self._remove(key, item.version_id)

        await in_thread(wipe)

    def _remove(self, key: str, version_id: str | None) -> None:
        try:
            self._client.remove_object(self._bucket, key, version_id)
        except S3Error as error:
            if error.code != "AccessDenied":
                raise
            raise ObjectLocked from error

    async def keys(self, prefix: str) -> list[str]:
        """Every key under ``prefix``."""

        def walk() -> Iterator[str]:
            for item in self._client.list_objects(self._bucket, prefix, recursive=True):
                if item.object_name is not None:
                    yield item.object_name

        return await in_thread(lambda: list(walk()))

    async def versions(self, prefix: str) -> list[tuple[str, str | None]]:
        """Every version of every object under ``prefix`` as (key, version), removed ones that are kept included."""

        def walk() -> Iterator[tuple[str, str | None]]:
            for item in self._client.list_objects(self._bucket, prefix, recursive=True, include_version=True):
                if item.object_name is not None and not item.is_delete_marker:
                    yield item.object_name, item.version_id

        return await in_thread(lambda: list(walk()))

    async def walk(self, prefix: str) -> AsyncIterator[list[ListedObject]]:
        """The same page by page, in the order of the keys' bytes."""

        def listed() -> Iterator[ListedObject]:
            for item in self._client.list_objects(self._bucket, prefix, recursive=True, include_version=True):
                if item.object_name is not None and item.last_modified is not None and not item.is_delete_marker:
                    age = self._clock.now() - item.last_modified
                    yield ListedObject(item.object_name, item.version_id, item.size or 0, age)

        objects = listed()
        while page := await in_thread(lambda: list(islice(objects, _PAGE))):
            yield page

    async def lock(self, key: str, version_id: str | None, span: timedelta) -> datetime:
        """Keep that version from everybody for ``span`` from now on the store's own clock; returns until when."""
        until = (self._clock.now() + span).replace(microsecond=0)

        def keep() -> datetime:
            before = self._locked_until(key, version_id)
            if before is not None and before >= until:
                return before
            self._client.set_object_retention(self._bucket, key, Retention(COMPLIANCE, until), version_id)
            return until

        return await in_thread(keep)

    async def locked_until(self, key: str, version_id: str | None) -> datetime | None:
        """Until when nobody can remove that version; ``None`` when it is not locked."""
        return await in_thread(lambda: self._locked_until(key, version_id))

    async def hold(self, key: str, version_id: str | None, *, held: bool) -> None:
        """Put that version under legal hold, or take it out of it."""
        change = self._client.enable_object_legal_hold if held else self._client.disable_object_legal_hold
        await in_thread(lambda: change(self._bucket, key, version_id))

    def download_url(
        self, key: str, file_name: str, content_type: str, ttl_seconds: int, version_id: str | None = None
    ) -> str:
        """Sign a GET that answers as an attachment of a fixed type, whatever the uploader said."""
        quoted = "".join(sign for sign in file_name if sign.isalnum() or sign in "._-") or "evidence"
        url: str = self._signer.presigned_get_object(
            self._bucket,
            key,
            expires=timedelta(seconds=ttl_seconds),
            version_id=version_id,
            extra_query_params={
                "response-content-disposition": f"attachment; filename*=UTF-8''{_percent(quoted)}",
                "response-content-type": content_type,
            },
        )
        return url


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def origin(url: str) -> str:
    """The scheme and host of ``url``: what a content security policy must allow."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _stored(found: Object) -> StoredObject:
    said = {name.lower(): value for name, value in (found.metadata or {}).items()}
    until = said.get("x-amz-object-lock-retain-until-date")
    return StoredObject(
        found.size or 0,
        found.content_type or "",
        found.version_id,
        None if until is None else datetime.fromisoformat(until),
        said.get("x-amz-object-lock-legal-hold") == "ON",
    )

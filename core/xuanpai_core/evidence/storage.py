"""The object store behind one port; only this module knows S3."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from xuanpai_core.clock import Clock, SystemClock
from xuanpai_core.config import Settings
from xuanpai_core.errors import Unavailable
from xuanpai_core.libraries import stand_in

# The client that administers MinIO servers brings a second library of ciphers with it.
with stand_in("minio.minioadmin", "MinioAdmin"):
    from minio import Minio
    from minio.commonconfig import COMPLIANCE, ENABLED, CopySource
    from minio.datatypes import PostPolicy
    from minio.error import S3Error
    from minio.objectlockconfig import ObjectLockConfig
    from minio.retention import Retention
    from minio.versioningconfig import VersioningConfig

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where a browser posts a file, and the form fields that must go before it."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What the store says of an object: bytes, type and version."""

    size: int
    content_type: str
    version_id: str | None


class ObjectStore(Protocol):
    """Files by key; every call raises ``Unavailable`` when the store does not answer."""

    async def prepare(self) -> None:
        """Make the bucket, versioned and able to lock objects, unless it is there and is both."""

    async def ready(self) -> bool:
        """Whether the store answers and the bucket is there."""

    def upload_form(self, key: str, content_type: str, max_bytes: int, ttl_seconds: int) -> UploadForm:
        """A form that lets its holder post one file of that key, type and size, for ``ttl_seconds``."""

    async def stat(self, key: str) -> StoredObject | None:
        """What lies at ``key``; ``None`` when nothing does."""

    async def read(self, key: str, max_bytes: int, version_id: str | None = None) -> bytes:
        """The first ``max_bytes`` bytes of that version at ``key``, or of the newest."""

    async def put(
        self, key: str, content: bytes, content_type: str, *, locked_until: datetime | None = None
    ) -> str | None:
        """Write ``content``; returns its version, which nobody can change or remove before ``locked_until``."""

    async def copy(self, source: str, target: str, version_id: str | None = None) -> str | None:
        """Copy that version of ``source``, or its newest, within the bucket; returns the target's version."""

    async def remove(self, key: str, version_id: str | None = None) -> None:
        """Remove that version, or every one; nothing happens when there is none."""

    async def keys(self, prefix: str) -> list[str]:
        """Every key under ``prefix``."""

    async def versions(self, prefix: str) -> list[tuple[str, str | None]]:
        """Every version of every object under ``prefix`` as (key, version), removed ones that are kept included."""

    async def locked_until(self, key: str, version_id: str | None) -> datetime | None:
        """Until when nobody can remove that version; ``None`` when it is not locked."""

    def download_url(
        self, key: str, file_name: str, content_type: str, ttl_seconds: int, version_id: str | None = None
    ) -> str:
        """A link that hands out that version, or the newest, as an attachment, for ``ttl_seconds``."""


class S3ObjectStore:
    """Any store that speaks S3, through the MinIO SDK; its blocking calls run in threads, signing is local."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self._bucket = settings.s3_bucket
        self._clock = clock or SystemClock()
        self._client = self._connect(settings, settings.s3_endpoint)
        public = settings.s3_public_endpoint or settings.s3_endpoint
        self._signer = self._connect(settings, public)
        self._post_url = f"{'https' if settings.s3_secure else 'http'}://{public}/{self._bucket}"

    @staticmethod
    def _connect(settings: Settings, endpoint: str) -> Minio:
        # Without a region the SDK asks the store for one, also when it only signs.
        return Minio(
            endpoint,
            access_key=settings.s3_access_key.get_secret_value(),
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=settings.s3_secure,
            region=settings.s3_region,
            http_client=PoolManager(
                timeout=Timeout(connect=3, read=30), retries=Retry(2, backoff_factor=0.2), maxsize=8
            ),
        )

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

        await _in_thread(make)

    async def ready(self) -> bool:
        """Whether the store answers and the bucket is there."""
        try:
            return await _in_thread(lambda: self._client.bucket_exists(self._bucket))
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

    async def stat(self, key: str) -> StoredObject | None:
        """What lies at ``key``; ``None`` when nothing does."""

        def look() -> StoredObject | None:
            try:
                found = self._client.stat_object(self._bucket, key)
            except S3Error as error:
                if error.code in {"NoSuchKey", "NotFound", "NoSuchObject"}:
                    return None
                raise
            return StoredObject(found.size or 0, found.content_type or "", found.version_id)

        return await _in_thread(look)

    async def read(self, key: str, max_bytes: int, version_id: str | None = None) -> bytes:
        """The first ``max_bytes`` bytes of that version at ``key``, or of the newest."""

        def fetch() -> bytes:
            response = self._client.get_object(self._bucket, key, length=max_bytes, version_id=version_id)
            try:
                return response.read()
            finally:
                response.close()
                response.release_conn()

        return await _in_thread(fetch)

    async def put(
        self, key: str, content: bytes, content_type: str, *, locked_until: datetime | None = None
    ) -> str | None:
        """Write ``content``; returns its version, which nobody can change or remove before ``locked_until``."""
        retention = None if locked_until is None else Retention(COMPLIANCE, locked_until)
        written = await _in_thread(
            lambda: self._client.put_object(
                self._bucket, key, BytesIO(content), len(content), content_type, retention=retention
            )
        )
        return written.version_id

    async def copy(self, source: str, target: str, version_id: str | None = None) -> str | None:
        """Copy that version of ``source``, or its newest, within the bucket; returns the target's version."""
        origin_version = CopySource(self._bucket, source, version_id=version_id)
        copied = await _in_thread(lambda: self._client.copy_object(self._bucket, target, origin_version))
        return copied.version_id

    async def remove(self, key: str, version_id: str | None = None) -> None:
        """Remove that version, or every one: in a versioned bucket a plain removal would keep all the bytes."""

        def wipe() -> None:
            if version_id is not None:
                self._client.remove_object(self._bucket, key, version_id)
                return
            for item in self._client.list_objects(self._bucket, key, include_version=True):
                if item.object_name == key:
                    self._client.remove_object(self._bucket, key, item.version_id)

        await _in_thread(wipe)

    async def keys(self, prefix: str) -> list[str]:
        """Every key under ``prefix``."""

        def walk() -> Iterator[str]:
            for item in self._client.list_objects(self._bucket, prefix, recursive=True):
                if item.object_name is not None:
                    yield item.object_name

        return await _in_thread(lambda: list(walk()))

    async def versions(self, prefix: str) -> list[tuple[str, str | None]]:
        """Every version of every object under ``prefix`` as (key, version), removed ones that are kept included."""

        def walk() -> Iterator[tuple[str, str | None]]:
            for item in self._client.list_objects(self._bucket, prefix, recursive=True, include_version=True):
                if item.object_name is not None and not item.is_delete_marker:
                    yield item.object_name, item.version_id

        return await _in_thread(lambda: list(walk()))

    async def locked_until(self, key: str, version_id: str | None) -> datetime | None:
        """Until when nobody can remove that version; ``None`` when it is not locked."""

        def look() -> datetime | None:
            try:
                found = self._client.get_object_retention(self._bucket, key, version_id=version_id)
            except S3Error as error:
                if error.code != "ObjectLockConfigurationNotFoundError":
                    raise
                return None
            return found.retain_until_date if found is not None and found.mode == COMPLIANCE else None

        return await _in_thread(look)

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


async def _in_thread(act: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(act)
    except (S3Error, HTTPError, OSError) as error:
        raise Unavailable("文件存储暂时不可用,请稍后再试。", code="OBJECT_STORE_UNAVAILABLE") from error

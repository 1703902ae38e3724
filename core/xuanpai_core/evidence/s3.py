"""The S3 client, as every part of the store's adapter needs it; only this module knows the library."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

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
    from minio.datatypes import Object, Part, PostPolicy
    from minio.error import S3Error
    from minio.objectlockconfig import ObjectLockConfig
    from minio.retention import Retention
    from minio.versioningconfig import VersioningConfig

__all__ = [
    "ABSENT",
    "COMPLIANCE",
    "ENABLED",
    "CopySource",
    "Object",
    "ObjectLockConfig",
    "Part",
    "PostPolicy",
    "Retention",
    "S3Connection",
    "S3Error",
    "VersioningConfig",
    "in_thread",
]

ABSENT = frozenset({"NoSuchKey", "NoSuchVersion", "NoSuchObject", "NoSuchUpload", "NotFound"})
"""The store's ways of saying that there is nothing."""

T = TypeVar("T")


class S3Connection:
    """Two clients of one bucket: one asks the store, the other signs what browsers will ask it."""

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

    def _locked_until(self, key: str, version_id: str | None) -> datetime | None:
        try:
            found = self._client.get_object_retention(self._bucket, key, version_id=version_id)
        except S3Error as error:
            if error.code != "ObjectLockConfigurationNotFoundError":
                raise
            return None
        return found.retain_until_date if found is not None and found.mode == COMPLIANCE else None


async def in_thread(act: Callable[[], T]) -> T:
    """Run a blocking call of the client; raises ``Unavailable`` for whatever the store did not answer properly."""
    try:
        return await asyncio.to_thread(act)
    except (S3Error, HTTPError, OSError) as error:
        raise Unavailable("文件存储暂时不可用,请稍后再试。", code="STORAGE_UNAVAILABLE") from error

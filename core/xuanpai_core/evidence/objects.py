"""The port to the object store: files by key and version, in parts, locked, held."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from xuanpai_core.errors import Conflict


class ObjectLocked(Conflict):
    """The store refuses to remove a version that is retained or held."""

    code = "OBJECT_LOCKED"

    def __init__(self) -> None:
        super().__init__("文件在保存期内或已被封存,任何人都不能删除。请等保存期届满或解除封存后再试。")


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where a browser posts a file, and the form fields that must go before it."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What the store says of a version: bytes, type, name, until when nobody can remove it, and whether it is held."""

    size: int
    content_type: str
    version_id: str | None
    locked_until: datetime | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class ListedObject:
    """One version at one key, its bytes, and how long it has been there by the store's own clock."""

    key: str
    version_id: str | None
    size: int
    age: timedelta


@dataclass(frozen=True, slots=True)
class ArrivedPart:
    """A part that the store holds: its number from 1, its bytes, and the store's name for that content."""

    number: int
    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class UnfinishedParts:
    """Parts at a key that nobody has put together yet."""

    key: str
    multipart_id: str


class ObjectStore(Protocol):
    """Files by key; every call raises ``Unavailable`` (``STORAGE_UNAVAILABLE``) when the store does not answer."""

    async def prepare(self) -> None:
        """Make the bucket, versioned and able to lock objects, unless it is there and is both."""

    async def ready(self) -> bool:
        """Whether the store answers and the bucket is there."""

    def upload_form(self, key: str, content_type: str, max_bytes: int, ttl_seconds: int) -> UploadForm:
        """A form that lets its holder post one file of that key, type and size, for ``ttl_seconds``."""

    async def stat(self, key: str, version_id: str | None = None) -> StoredObject | None:
        """What lies at ``key``, that version or the newest; ``None`` when nothing does."""

    async def read(self, key: str, max_bytes: int, version_id: str | None = None) -> bytes:
        """The first ``max_bytes`` bytes of that version at ``key``, or of the newest."""

    def chunks(self, key: str, version_id: str | None = None) -> AsyncIterator[bytes]:
        """The same from beginning to end, a megabyte at a time."""

    async def put(
        self, key: str, content: bytes, content_type: str, *, locked_until: datetime | None = None
    ) -> str | None:
        """Write ``content``; returns its version, which nobody can change or remove before ``locked_until``."""

    async def copy(self, source: str, target: str, version_id: str | None = None) -> str | None:
        """Copy that version of ``source``, or its newest, within the bucket; returns the target's version."""

    async def remove(self, key: str, version_id: str | None = None) -> None:
        """Remove that version, or every one; nothing happens when there is none. Raises ``ObjectLocked``."""

    async def keys(self, prefix: str) -> list[str]:
        """Every key under ``prefix``."""

    async def versions(self, prefix: str) -> list[tuple[str, str | None]]:
        """Every version of every object under ``prefix`` as (key, version), removed ones that are kept included."""

    def walk(self, prefix: str) -> AsyncIterator[list[ListedObject]]:
        """The same page by page, in the order of the keys' bytes."""

    async def lock(self, key: str, version_id: str | None, span: timedelta) -> datetime:
        """Keep that version from everybody for ``span`` from now on the store's own clock; returns until when.

        A lock can be made longer, never shorter.
        """

    async def locked_until(self, key: str, version_id: str | None) -> datetime | None:
        """Until when nobody can remove that version; ``None`` when it is not locked."""

    async def hold(self, key: str, version_id: str | None, *, held: bool) -> None:
        """Put that version under legal hold, or take it out of it."""

    def download_url(
        self, key: str, file_name: str, content_type: str, ttl_seconds: int, version_id: str | None = None
    ) -> str:
        """A link that hands out that version, or the newest, as an attachment, for ``ttl_seconds``."""

    async def begin_parts(self, key: str, content_type: str) -> str:
        """Make ready for a file that comes in parts; returns the store's name for it. Nothing lies at ``key`` yet."""

    def part_url(self, key: str, multipart_id: str, number: int, ttl_seconds: int) -> str:
        """A link that takes one part by PUT, again and again, for ``ttl_seconds``."""

    async def arrived_parts(self, key: str, multipart_id: str) -> list[ArrivedPart] | None:
        """What has arrived, by number; ``None`` when there is no such upload, or no longer."""

    async def assemble(self, key: str, multipart_id: str, parts: list[ArrivedPart]) -> None:
        """Put the parts together at ``key``; nothing happens when somebody else did or gave it up."""

    async def abandon_parts(self, key: str, multipart_id: str) -> None:
        """Throw away what has arrived; nothing happens when there is nothing."""

    async def unfinished_parts(self, prefix: str) -> list[UnfinishedParts]:
        """The uploads in parts under ``prefix`` that are neither put together nor thrown away."""

"""The port to a virus scanner, and ClamAV behind it, asked over its own socket."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlsplit

from xuanpai_core.config import Settings
from xuanpai_core.errors import Unavailable
from xuanpai_core.evidence.errors import UploadRefused

_PIECE = 64 * 1024
_LONGEST_ANSWER = 1024


class ScannerUnavailable(Unavailable):
    """The scanner does not answer: the file waits, and a job tries again."""

    code = "SCANNER_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("文件已经收到,但病毒检查暂时不可用。恢复后会自动完成检查,不用重新上传。")


class VirusScanner(Protocol):
    """Something that knows malicious files."""

    async def scan(self, size: int, chunks: AsyncIterator[bytes]) -> str | None:
        """What it calls the malicious thing in a file of ``size`` bytes; ``None`` when it finds none.

        Raises ``ScannerUnavailable``, and ``UploadRefused`` (``UPLOAD_TOO_LARGE_TO_SCAN``).
        """


class ClamAv:
    """clamd's INSTREAM: the file goes through the socket in pieces, so clamd needs to see none of our folders."""

    def __init__(self, address: str, timeout_seconds: float, max_bytes: int) -> None:
        self._address = urlsplit(address)
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes

    async def scan(self, size: int, chunks: AsyncIterator[bytes]) -> str | None:
        """Ask clamd; each step must be done within the timeout."""
        if size > self._max_bytes:
            raise UploadRefused("UPLOAD_TOO_LARGE_TO_SCAN")
        answer = await self._ask(chunks)
        if answer == "stream: OK":
            return None
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND").strip() or "?"
        if "size limit exceeded" in answer:
            raise UploadRefused("UPLOAD_TOO_LARGE_TO_SCAN")
        raise ScannerUnavailable

    async def _ask(self, chunks: AsyncIterator[bytes]) -> str:
        try:
            async with asyncio.timeout(self._timeout):
                reader, writer = await self._open()
        except (OSError, TimeoutError) as error:
            raise ScannerUnavailable from error
        try:
            # When clamd has had enough it answers and closes; what it said is read all the same.
            with suppress(ConnectionError):
                await self._send(writer, chunks)
            async with asyncio.timeout(self._timeout):
                return await _answer(reader)
        except (OSError, TimeoutError) as error:
            raise ScannerUnavailable from error
        finally:
            writer.close()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.scheme == "unix":
            return await asyncio.open_unix_connection(self._address.path)
        return await asyncio.open_connection(self._address.hostname, self._address.port)

    async def _send(self, writer: asyncio.StreamWriter, chunks: AsyncIterator[bytes]) -> None:
        writer.write(b"zINSTREAM\0")
        async for chunk in chunks:
            for start in range(0, len(chunk), _PIECE):
                piece = chunk[start : start + _PIECE]
                writer.write(struct.pack(">I", len(piece)) + piece)
            async with asyncio.timeout(self._timeout):
                await writer.drain()
        writer.write(struct.pack(">I", 0))
        async with asyncio.timeout(self._timeout):
            await writer.drain()


async def _answer(reader: asyncio.StreamReader) -> str:
    """What clamd says up to the zero that ends it, in however many pieces it comes; cut off, it is no answer."""
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        more = await reader.read(_LONGEST_ANSWER - len(said))
        if not more:
            raise ScannerUnavailable
        said += more
    return said.partition(b"\0")[0].decode(errors="replace").strip()


def make_scanner(settings: Settings) -> VirusScanner | None:
    """The scanner of ``settings``, if they name one."""
    if not settings.clamd_address:
        return None
    return ClamAv(settings.clamd_address, settings.clamd_timeout_seconds, settings.clamd_max_bytes)

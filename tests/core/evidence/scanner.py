"""A peer that speaks clamd's protocol: it knows one signature, and can be told to behave badly."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

# The industry's harmless test signature, in two parts so that no scanner takes this file for it.
SIGNATURE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"

DEADLY = b"deadly to this scanner"
"""Over this it ends the session without a word."""


@dataclass
class Clamd:
    """What it was sent, and how it answers: ``stream_limit`` in bytes, ``silent`` never, ``answer`` always the same.

    ``pieces``: always the same as well, after having heard everything, one piece after the other.
    """

    stream_limit: int = 100 * 1024 * 1024
    silent: bool = False
    answer: bytes | None = None
    pieces: list[bytes] | None = None
    received: list[bytes] = field(default_factory=list)
    address: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One session: a command, pieces with their lengths, an empty one, the answer."""
        try:
            command = await reader.readuntil(b"\0")
            writer.write(
                self.answer or await self._judge(reader) if command == b"zINSTREAM\0" else b"UNKNOWN COMMAND\0"
            )
            await writer.drain()
            for piece in (self.pieces or [])[1:]:
                await asyncio.sleep(0.05)
                writer.write(piece)
                await writer.drain()
        finally:
            writer.close()

    async def _judge(self, reader: asyncio.StreamReader) -> bytes:
        content = b""
        while length := struct.unpack(">I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(length)
            if len(content) > self.stream_limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.received.append(content)
        if self.pieces is not None:
            return self.pieces[0]
        if DEADLY in content:
            return b""
        if self.silent:
            await asyncio.sleep(3600)
        return b"stream: Eicar-Test-Signature FOUND\0" if SIGNATURE in content else b"stream: OK\0"


@asynccontextmanager
async def clamd(socket: Path | None = None) -> AsyncIterator[Clamd]:
    """A running peer, over TCP or a Unix socket."""
    peer = Clamd()
    if socket is not None:
        server = await asyncio.start_unix_server(peer.serve, socket)
        peer.address = f"unix:{socket}"
    else:
        server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
        peer.address = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield peer
    finally:
        server.close()

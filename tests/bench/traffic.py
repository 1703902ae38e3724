"""A load generator over keep-alive connections of HTTP/1.1: each sends its next request when it has its answer."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import orjson

LENGTH = b"content-length: "
END = b"\r\n\r\n"


@dataclass(slots=True)
class Tally:
    """The seconds that each answered request took, and how long all of it lasted."""

    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted


class Connection(asyncio.Protocol):
    """One client: takes requests from ``requests`` until there are none, or until ``deadline``."""

    def __init__(self, requests: Iterator[bytes], deadline: float, tally: Tally) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._deadline = deadline
        self._tally = tally
        self._answer = b""
        self._sent = 0.0
        self._transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        # uvloop's transports write, but do not derive from asyncio's.
        self._transport = cast("asyncio.WriteTransport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Collect an answer; when it is whole, check it and send the next request."""
        self._answer += data
        head = self._answer.find(END)
        if head < 0:
            return
        start = self._answer.index(LENGTH) + len(LENGTH)
        length = int(self._answer[start : self._answer.index(b"\r\n", start)])
        if len(self._answer) < head + len(END) + length:
            return
        if not self._answer.startswith(b"HTTP/1.1 200") or b'"errors"' in self._answer:
            self._fail(self._answer.decode())
            return
        self._tally.seconds.append(time.perf_counter() - self._sent)
        self._answer = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        """The server hung up."""
        if not self.done.done():
            self._fail(f"connection lost: {exc}")

    def _send(self) -> None:
        self._sent = time.perf_counter()
        request = next(self._requests, None) if self._sent < self._deadline else None
        if request is None:
            self.done.set_result(None)
            self._transport.close()
        else:
            self._transport.write(request)

    def _fail(self, why: str) -> None:
        self.done.set_exception(RuntimeError(why))
        self._transport.close()


def request_bytes(cookie: str, query: str, variables: Mapping[str, Any], address: str | None = None) -> bytes:
    """A whole request as it goes over the wire; ``address``: for whom a proxy would say that it passes it on."""
    body = orjson.dumps({"query": query, "variables": variables})
    head = [
        "POST /graphql HTTP/1.1",
        "host: 127.0.0.1",
        "content-type: application/json",
        "accept: application/graphql-response+json",
        f"cookie: {cookie}",
        f"content-length: {len(body)}",
        *([f"x-forwarded-for: {address}"] if address else []),
    ]
    return "\r\n".join(head).encode() + END + body


async def drive(port: int, requests: Iterator[bytes], clients: int, seconds: float = 60.0) -> Tally:
    """Send ``requests`` by ``clients`` connections until they are used up or ``seconds`` are over.

    Raises ``RuntimeError`` with the first answer that is not plainly good.
    """
    tally = Tally()
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    opened = [
        await loop.create_connection(lambda: Connection(requests, started + seconds, tally), "127.0.0.1", port)
        for _ in range(clients)
    ]
    await asyncio.gather(*(connection.done for _, connection in opened))
    tally.lasted = time.perf_counter() - started
    return tally

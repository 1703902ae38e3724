"""A provider that answers what a test tells it to: for what a real one never does."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import orjson
from joserfc import jwt
from joserfc.jwk import RSAKey

Answer = tuple[int, dict[str, str], bytes]


@dataclass(slots=True)
class Misbehaving:
    """Its key, the ID token it hands out for any code, and what it answers instead of the standard's own."""

    issuer: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    token: Callable[[], str] = field(default=lambda: "")
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def signed(self, claims: dict[str, Any], **header: Any) -> str:
        """An ID token under the provider's own key."""
        return jwt.encode({"alg": "RS256", "kid": self.key.kid, **header}, claims, self.key)

    def answer(self, path: str, form: dict[str, list[str]]) -> Answer:
        """What the standard asks for, unless the test said otherwise."""
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            return _json(
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/auth",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/jwks",
                }
            )
        if path == "/jwks":
            return _json({"keys": [self.key.as_dict(private=False)]})
        self.asked.append(form)
        return _json({"access_token": "opaque", "token_type": "Bearer", "id_token": self.token()})


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """The provider on a free port of loopback, until the end of the block."""
    provider = Misbehaving("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(provider.answer(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._say(provider.answer(self.path, parse_qs(body)))

        def _say(self, answer: Answer) -> None:
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def _json(document: dict[str, Any], status: int = 200) -> Answer:
    return status, {"content-type": "application/json"}, orjson.dumps(document)

"""Adds the browser's defences to every answer."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xuanpai_core.config import Settings


class SecurityHeaders:
    """Content security policy and its companions; files go to the object store and come from it, and nowhere else."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        store = f"{'https' if settings.s3_secure else 'http'}://{settings.s3_public_endpoint or settings.s3_endpoint}"
        self._headers = {
            "content-security-policy": (
                f"default-src 'self'; img-src 'self' data: blob: {store}; style-src 'self' 'unsafe-inline'; "
                f"connect-src 'self' {store}; worker-src 'self'; manifest-src 'self'; "
                "object-src 'none'; base-uri 'none'; form-action 'self'; "
                "frame-ancestors 'none'"
            ),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "x-frame-options": "DENY",
            "permissions-policy": "geolocation=(self), camera=(self), microphone=()",
        }
        if settings.secure_cookie:
            self._headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; add the headers when the answer starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)

"""Counts requests by address before anything else is done for them."""

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from xuanpai_core.errors import RateLimited
from xuanpai_graphql.errors import refusal_extensions
from xuanpai_graphql.rates.service import Rates

# Asked by the machinery around us, every few seconds, from one address.
EXEMPT = frozenset({"/healthz", "/readyz"})


class AddressRate:
    """Answers 429 with Retry-After to an address that asks too often."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limit."""
        if scope["type"] == "http" and scope["path"] not in EXEMPT:
            client = scope.get("client")
            try:
                self._rates.admit_address(client[0] if client else "-")
            except RateLimited as refusal:
                await _refusal(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _refusal(refusal: RateLimited) -> Response:
    errors = [{"message": refusal.message, "extensions": refusal_extensions(refusal)}]
    headers = {"cache-control": "no-store", "retry-after": str(refusal.retry_after)}
    return Response(orjson.dumps({"errors": errors}), 429, headers, "application/json; charset=utf-8")

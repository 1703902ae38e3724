"""The last door: whatever goes wrong unforeseen, the caller gets an incident id and the log the rest."""

import orjson
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xuanpai_graphql.errors import masked


class Failures:
    """Answers 500 with a masked error; stands inside the security headers, so that this answer has them too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; answer for what was raised, unless an answer is under way already."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            # It went away before it had said what it wants: nobody is there to answer, and nothing went wrong here.
            return
        except Exception as failure:
            error = masked(failure)
            if started:
                raise
            body = orjson.dumps({"errors": [error]})
            answer = Response(body, 500, {"cache-control": "no-store"}, "application/json; charset=utf-8")
            await answer(scope, receive, send)

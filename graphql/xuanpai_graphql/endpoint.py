"""GraphQL over HTTP: POST with JSON, nothing else; a session travels in a cookie, a token in its header."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import orjson
from graphql import ExecutionResult
from starlette.requests import Request
from starlette.responses import Response

from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid, Unavailable, XuanpaiError
from xuanpai_core.identity import sessions
from xuanpai_core.tokens import bearing
from xuanpai_graphql.context import Application, Context, Credential, Ticket
from xuanpai_graphql.cookies import keep, keep_session, session_cookie
from xuanpai_graphql.documents.errors import DocumentsOnly
from xuanpai_graphql.documents.manifest import Documents
from xuanpai_graphql.errors import MAX_ERRORS, format_error, note_refusals, refusal_extensions
from xuanpai_graphql.execution import Operations, failed
from xuanpai_graphql.origins import Origins
from xuanpai_graphql.rates.service import Rates
from xuanpai_graphql.wire import GRAPHQL_RESPONSE, JSON, Asked, media_type, read_request

# What is refused before it is GraphQL has a status of its own, whatever media type is wanted; the rest is a 400.
STATUSES = {
    "BODY_TOO_LARGE": 413,
    "CROSS_SITE": 403,
    "NOT_ACCEPTABLE": 406,
    "RATE_LIMITED": 429,
    "UNSUPPORTED_CONTENT_TYPE": 415,
}
# Pages of documents hold nobody's data after sign-out: what a browser keeps of us goes with the session. The cookie we
# delete ourselves; "cookies" would also end the sessions of other systems under the same domain. "storage" would throw
# away check-ins that nobody has received yet, also another person's: the pages delete theirs, and keep those.
CLEARED = '"cache"'


class Endpoint:
    """Answers POST /graphql."""

    def __init__(self, application: Application, operations: Operations, rates: Rates, documents: Documents) -> None:
        settings = application.settings
        self._application = application
        self._operations = operations
        self._rates = rates
        self._documents = documents
        self._origins = Origins(settings.cors_origins)
        self._only_persisted = settings.only_persisted
        self._cookie = session_cookie(settings)
        self._device_cookie = "__Host-xuanpai-device" if settings.secure_cookie else "xuanpai_device"

    async def __call__(self, request: Request) -> Response:
        """Read the request, run the operation, answer with one JSON document."""
        if request.method != "POST":
            return self._without_body(request)
        media = media_type(request.headers.get("accept", ""))
        try:
            self._origins.check(request.headers)
            if media is None:
                raise Invalid(f"只能以 {GRAPHQL_RESPONSE} 或 {JSON} 回答。", code="NOT_ACCEPTABLE")
            ticket = self._ticket(request)
            asked = read_request(await self._body(request))
        except XuanpaiError as refusal:
            errors = [{"message": refusal.message, "extensions": refusal_extensions(refusal)}]
            note_refusals(errors, address=_address(request))
            response = self._answer({"errors": errors}, STATUSES.get(refusal.error_code, 400), media or JSON)
        else:
            context = self._context(request, ticket)
            result = await self._run(asked, context)
            if context.touched and context.ticket is not None:
                await self._touch(context.ticket)
            response = self._respond(media, result, context)
        response.headers.update(self._origins.readable(request.headers))
        return response

    def _without_body(self, request: Request) -> Response:
        allowed = self._origins.preflight(request.headers) if request.method == "OPTIONS" else None
        headers = {"cache-control": "no-store", "allow": "POST"}
        return Response(status_code=405 if allowed is None else 204, headers=headers | (allowed or {}))

    async def _run(self, asked: Asked, context: Context) -> ExecutionResult:
        try:
            text = await self._text(asked, context)
        except XuanpaiError as refusal:
            return failed(refusal)
        result = await self._operations.run(text, asked.variables, asked.operation, context)
        # Whoever is over the limit is so for the whole operation, of which then nothing was done.
        return failed(context.refused) if context.refused is not None else result

    async def _text(self, asked: Asked, context: Context) -> str:
        """The document to run; raises ``DocumentUnknown``, or ``DocumentsOnly`` for text from a browser."""
        if asked.text is None:
            return self._documents.text_of(asked.digest or "")
        if self._only_persisted and asked.text not in self._documents:
            if not context.is_program:
                raise DocumentsOnly
            # A made-up token must not so much as reach the parser.
            await context.identify()
        return asked.text

    async def _body(self, request: Request) -> bytes:
        # A JSON content type cannot be sent across origins without a preflight, which we answer to named origins only.
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        charset = parameters.strip().lower().removeprefix("charset=").strip('"')
        if kind.strip().lower() != JSON or charset not in {"", "utf-8"}:
            raise Invalid("请求的 Content-Type 应为 application/json,编码为 UTF-8。", code="UNSUPPORTED_CONTENT_TYPE")
        limit = self._application.settings.graphql_max_body_bytes
        parts, size = list[bytes](), 0
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise Invalid(f"请求体超过 {limit} 字节上限,请减少内容。", code="BODY_TOO_LARGE")
            parts.append(part)
        return b"".join(parts)

    def _ticket(self, request: Request) -> Ticket | None:
        session = Ticket.parse(request.cookies.get(self._cookie))
        token = Ticket.bearer(request.headers.get("authorization"))
        if session is not None and token is not None:
            raise Invalid("请求同时带有登录会话和访问令牌,请只用其中一种。", code="AMBIGUOUS_CREDENTIALS")
        return session or token

    def _context(self, request: Request, ticket: Ticket | None) -> Context:
        return Context(
            self._application,
            ticket,
            request_id=str(new_id()),
            address=_address(request),
            agent=request.headers.get("user-agent", ""),
            device=request.cookies.get(self._device_cookie),
            rates=self._rates,
        )

    async def _touch(self, ticket: Ticket) -> None:
        database = self._application.database
        # The answer is there already; the next request touches again.
        with suppress(Unavailable):
            async with database.transaction(ticket.tenant_id) as transaction:
                room = bearing if ticket.kind is Credential.TOKEN else sessions
                await room.touch(transaction, database.clock.now(), ticket.secret)

    def _respond(self, media: str, result: ExecutionResult, context: Context) -> Response:
        document: dict[str, Any] = {}
        if result.errors:
            document["errors"] = [format_error(error) for error in result.errors[:MAX_ERRORS]]
            note_refusals(document["errors"], **context.identity)
        started = result.data is not None or not result.errors or any(error.path for error in result.errors)
        if started:
            document["data"] = result.data
        status = 400 if media == GRAPHQL_RESPONSE and not started else 200
        response = self._answer(document, 429 if context.refused is not None else status, media)
        if context.cookie is not None and not context.is_program:
            keep_session(response, self._application.settings, context.cookie)
            if not context.cookie:
                response.headers["clear-site-data"] = CLEARED
        if context.device_cookie is not None:
            days = self._application.settings.trusted_device_days
            keep(response, self._application.settings, self._device_cookie, context.device_cookie, days * 86400)
        return response

    def _answer(self, document: Mapping[str, Any], status: int, media: str) -> Response:
        headers = {"cache-control": "no-store"}
        for error in document.get("errors", ()):
            if seconds := error["extensions"].get("retryAfter"):
                headers["retry-after"] = str(seconds)
        return Response(orjson.dumps(document), status, headers, f"{media}; charset=utf-8")


def _address(request: Request) -> str:
    return request.client.host if request.client else "-"

"""GraphQL over HTTP: POST with JSON, nothing else; the session travels in a cookie."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import ExecutionResult
from starlette.requests import Request
from starlette.responses import Response

from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid, XuanpaiError
from xuanpai_core.identity import sessions
from xuanpai_graphql.context import Application, Context, Ticket
from xuanpai_graphql.errors import MAX_ERRORS, format_error, refusal_extensions
from xuanpai_graphql.execution import Operations

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"


class Endpoint:
    """Answers POST /graphql."""

    def __init__(self, application: Application, operations: Operations) -> None:
        self._application = application
        self._operations = operations
        self._cookie = "__Host-xuanpai" if application.settings.secure_cookie else "xuanpai_session"

    async def __call__(self, request: Request) -> Response:
        """Read the request, run the operation, answer with one JSON document."""
        if request.method != "POST":
            return Response(status_code=405, headers={"allow": "POST"})
        try:
            text, variables, name = _parameters(await self._body(request))
        except XuanpaiError as refusal:
            errors = [{"message": refusal.message, "extensions": refusal_extensions(refusal)}]
            status = 413 if refusal.error_code == "BODY_TOO_LARGE" else 400
            return self._answer({"errors": errors}, status, JSON)
        context = self._context(request)
        result = await self._operations.run(text, variables, name, context)
        if context.touched and context.ticket is not None:
            await self._touch(context.ticket)
        return self._respond(request, result, context)

    async def _body(self, request: Request) -> bytes:
        # A JSON content type cannot be sent across origins without a preflight, which we never answer.
        if request.headers.get("content-type", "").partition(";")[0].strip() != JSON:
            raise Invalid("请求的 Content-Type 应为 application/json。", code="UNSUPPORTED_CONTENT_TYPE")
        limit = self._application.settings.graphql_max_body_bytes
        parts, size = list[bytes](), 0
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise Invalid(f"请求体超过 {limit} 字节上限,请减少内容。", code="BODY_TOO_LARGE")
            parts.append(part)
        return b"".join(parts)

    def _context(self, request: Request) -> Context:
        return Context(
            self._application,
            Ticket.parse(request.cookies.get(self._cookie)),
            request_id=str(new_id()),
            address=request.client.host if request.client else "-",
            agent=request.headers.get("user-agent", ""),
        )

    async def _touch(self, ticket: Ticket) -> None:
        database = self._application.database
        async with database.transaction(ticket.tenant_id) as transaction:
            await sessions.touch(transaction, database.clock.now(), ticket.secret)

    def _respond(self, request: Request, result: ExecutionResult, context: Context) -> Response:
        document: dict[str, Any] = {}
        if result.errors:
            document["errors"] = [format_error(error) for error in result.errors[:MAX_ERRORS]]
        started = result.data is not None or not result.errors or any(error.path for error in result.errors)
        if started:
            document["data"] = result.data
        modern = GRAPHQL_RESPONSE in request.headers.get("accept", "")
        status = 400 if modern and not started else 200
        response = self._answer(document, status, GRAPHQL_RESPONSE if modern else JSON)
        if context.cookie is not None:
            self._set_cookie(response, context.cookie)
        return response

    def _answer(self, document: Mapping[str, Any], status: int, media_type: str) -> Response:
        body = orjson.dumps(document)
        return Response(body, status, {"cache-control": "no-store"}, f"{media_type}; charset=utf-8")

    def _set_cookie(self, response: Response, value: str) -> None:
        settings = self._application.settings
        response.set_cookie(
            self._cookie,
            value,
            max_age=settings.session_absolute_hours * 3600 if value else 0,
            path="/",
            secure=settings.secure_cookie,
            httponly=True,
            samesite="strict",
        )


def _parameters(body: bytes) -> tuple[str, Mapping[str, Any], str | None]:
    """The operation's text, variables and name; raises ``Invalid`` for anything that is no GraphQL request."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Invalid("请求体不是有效的 JSON。", code="INVALID_JSON") from None
    if b"\\u0000" in body:
        raise Invalid("请求里含有无法保存的控制字符,请去掉后再提交。", code="INVALID_REQUEST")
    if not isinstance(document, dict):
        raise Invalid("请求体应为一个 JSON 对象;不支持批量请求。", code="INVALID_REQUEST")
    text, variables = document.get("query"), document.get("variables") or {}
    name = document.get("operationName")
    if not isinstance(text, str) or not isinstance(variables, dict) or not isinstance(name, str | None):
        raise Invalid("请求应含 query(文本),可含 variables(对象)与 operationName(文本)。", code="INVALID_REQUEST")
    return text, variables, name

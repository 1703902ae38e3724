"""How refusals and failures look to a client: refusals say what to do, the rest is masked with an incident id."""

from typing import Any

import structlog
from graphql import GraphQLError

from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError

log = structlog.get_logger(__name__)

MAX_ERRORS = 5


def format_error(error: GraphQLError) -> dict[str, Any]:
    """One entry of ``errors``: ``message`` in Chinese for refusals, and ``extensions.code``."""
    cause = _cause(error)
    entry: dict[str, Any] = {"message": error.message}
    if error.path:
        entry["path"] = error.path
    if error.locations:
        entry["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if isinstance(cause, XuanpaiError):
        entry["message"] = cause.message
        entry["extensions"] = refusal_extensions(cause)
    elif cause is None:
        entry["extensions"] = {"code": (error.extensions or {}).get("code", "GRAPHQL_INVALID")}
    else:
        entry |= masked(cause)
    return entry


def refusal_extensions(refusal: XuanpaiError) -> dict[str, Any]:
    """The ``extensions`` of an expected refusal."""
    extensions: dict[str, Any] = {"code": refusal.error_code}
    if refusal.fields:
        extensions["fields"] = [
            {"path": problem.path, "code": problem.code, "message": problem.message} for problem in refusal.fields
        ]
    return extensions


def masked(cause: BaseException) -> dict[str, Any]:
    """What a client learns of an unexpected failure: an incident id, under which the log holds the rest."""
    incident = str(new_id())
    log.error("unexpected failure", incident=incident, exc_info=cause)
    return {
        "message": f"系统出现意外错误,请稍后再试;如仍不行,请把编号 {incident} 告诉管理员。",
        "extensions": {"code": "INTERNAL", "incident": incident},
    }


def _cause(error: GraphQLError) -> BaseException | None:
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return None if isinstance(cause, GraphQLError) else cause

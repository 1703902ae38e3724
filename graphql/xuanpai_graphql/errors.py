"""How refusals and failures look to a client: refusals say what to do, the rest is masked with an incident id."""

from collections.abc import Iterable, Mapping
from typing import Any

import asyncpg
from graphql import GraphQLError

from xuanpai_core.cadres.masks import mask_numbers
from xuanpai_core.db.connections import is_lost, lost_connection
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Unavailable, XuanpaiError
from xuanpai_core.libraries import structlog

log = structlog.get_logger(__name__)

MAX_ERRORS = 5
WATCHED = frozenset(
    {
        "AMBIGUOUS_CREDENTIALS",
        "BODY_TOO_LARGE",
        "CROSS_SITE",
        "DOCUMENTS_ONLY",
        "DOCUMENT_UNKNOWN",
        "FORBIDDEN",
        "INVALID_JSON",
        "INVALID_REQUEST",
        "OPERATION_TOO_LARGE",
        "RATE_LIMITED",
        "TOKEN_NOT_ALLOWED",
        "UNSUPPORTED_CONTENT_TYPE",
    }
)
"""Refusals that a person at a page does not meet in the ordinary way: each leaves a line in the log."""


def format_error(error: GraphQLError) -> dict[str, Any]:
    """One entry of ``errors``: ``message`` in Chinese for refusals, and ``extensions.code``.

    No message repeats a person's number, whatever the input was and whoever words it (GraphQL's own repeat values).
    """
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
    entry["message"] = mask_numbers(entry["message"])
    return entry


def note_refusals(errors: Iterable[Mapping[str, Any]], **who: object) -> None:
    """Log the watched refusals of one answer, without anything that was asked for."""
    codes = sorted({code for error in errors if (code := error.get("extensions", {}).get("code")) in WATCHED})
    if codes:
        log.warning("refused", codes=codes, **who)


def refusal_extensions(refusal: XuanpaiError) -> dict[str, Any]:
    """The ``extensions`` of an expected refusal."""
    extensions: dict[str, Any] = {"code": refusal.error_code}
    if refusal.fields:
        extensions["fields"] = [
            {"path": problem.path, "code": problem.code, "message": mask_numbers(problem.message)}
            for problem in refusal.fields
        ]
    if refusal.retry_after is not None:
        extensions["retryAfter"] = refusal.retry_after
    return extensions


def too_late() -> Unavailable:
    """The operation, or a statement of it, took longer than it may."""
    return Unavailable("处理超时,请缩小查询范围后再试。", code="TIMEOUT")


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
    if isinstance(cause, GraphQLError):
        return None
    if _was_cut(cause):
        return too_late()
    return lost_connection() if is_lost(cause) and not isinstance(cause, XuanpaiError) else cause


def _was_cut(cause: BaseException | None) -> bool:
    """Whether the database cut a statement short; SQLAlchemy wraps what the driver raised."""
    while cause is not None:
        if isinstance(cause, asyncpg.QueryCanceledError):
            return True
        cause = cause.__cause__
    return False

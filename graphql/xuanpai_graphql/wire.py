"""What a GraphQL request and its answer look like on the wire (the GraphQL-over-HTTP specification)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from xuanpai_core.errors import Invalid

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
_COVERS = {GRAPHQL_RESPONSE: GRAPHQL_RESPONSE, JSON: JSON, "application/*": JSON, "*/*": JSON}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: a document by its text or by its hash, the variables, and which operation of it."""

    text: str | None
    digest: str | None
    variables: Mapping[str, Any]
    operation: str | None


def read_request(body: bytes) -> Asked:
    """Read a request's body; raises ``Invalid`` for anything that is no GraphQL request."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Invalid("请求体不是有效的 JSON。", code="INVALID_JSON") from None
    if b"\\u0000" in body:
        raise Invalid("请求里含有无法保存的控制字符,请去掉后再提交。", code="INVALID_REQUEST")
    if not isinstance(document, dict):
        raise Invalid("请求体应为一个 JSON 对象;不支持批量请求。", code="INVALID_REQUEST")
    get = document.get
    text, name = get("query"), get("operationName")
    variables, extensions = get("variables"), get("extensions")
    if not (isinstance(text, str | None) and isinstance(name, str | None)) or not (
        isinstance(variables, dict | None) and isinstance(extensions, dict | None)
    ):
        raise Invalid("query 与 operationName 应为文本,variables 与 extensions 应为对象。", code="INVALID_REQUEST")
    digest = _digest(get("documentId"), extensions)
    if (text is None) == (digest is None):
        raise Invalid("请求应含 query(文本),或随版本发布的查询的编号,二者取一。", code="INVALID_REQUEST")
    return Asked(text, digest, variables or {}, name)


def _digest(identity: object, extensions: Mapping[str, Any] | None) -> str | None:
    """The SHA-256 of a persisted document, as ``documentId`` or as ``extensions.persistedQuery`` gives it."""
    persisted = extensions.get("persistedQuery") if extensions else None
    found = persisted.get("sha256Hash") if isinstance(persisted, dict) else identity
    if not isinstance(found, str | None) or (persisted is not None and found is None):
        raise Invalid("随版本发布的查询的编号应为文本。", code="INVALID_REQUEST")
    return None if found is None else found.removeprefix("sha256:")


@lru_cache(maxsize=256)
def media_type(accept: str) -> str | None:
    """In which of our two media types to answer; ``None`` when neither is wanted."""
    wanted: dict[str, float] = {}
    for part in accept.split(",") if accept.strip() else ("*/*",):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name in _COVERS:
            wanted[_COVERS[name]] = max(wanted.get(_COVERS[name], 0), _quality(parameters))
    # Of equals, the one that says more comes first.
    ordered = sorted(wanted.items(), key=lambda item: (-item[1], item[0] != GRAPHQL_RESPONSE))
    return ordered[0][0] if ordered and ordered[0][1] > 0 else None


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0
    return 1

"""The release's own documents, by the name of their operation, as the front end sends them."""

import re
from typing import Any

import httpx2

from xuanpai_graphql.documents.manifest import Documents

SHIPPED = Documents.shipped()


def digest_of(operation: str) -> str:
    """The hash of the newest document whose operation has this name."""
    named = re.compile(rf"(query|mutation) {operation}\b")
    return next(digest for digest, text in reversed(list(SHIPPED.items())) if named.match(text))


def sent(operation: str, **variables: Any) -> dict[str, Any]:
    """The body of a request of the front end."""
    persisted = {"version": 1, "sha256Hash": digest_of(operation)}
    return {"operationName": operation, "variables": variables, "extensions": {"persistedQuery": persisted}}


def codes(answer: httpx2.Response) -> list[str]:
    """The codes of an answer's errors, in order."""
    return [error["extensions"]["code"] for error in answer.json().get("errors", [])]

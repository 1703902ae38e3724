"""What an event says, in the one form over which it is hashed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

# ``Any``: an event's detail is whatever JSON its room found worth knowing.
from typing import Any
from uuid import UUID

import orjson

from xuanpai_core.audit.models import EventKind

_FORM = 1
"""Part of what is hashed, so that a later form cannot be taken for this one."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event before it has its place in the chain; its JSON parts are plain (``plain``)."""

    tenant_id: UUID
    id: UUID
    lane: int
    at: datetime
    account_id: UUID
    capacity: list[str]
    kind: EventKind
    action: str
    subject_type: str
    subject_id: str
    detail: dict[str, Any]
    before: Any
    after: Any
    reason: str | None
    request_id: str
    address: str

    def content(self) -> bytes:
        """Everything that the event says, as JSON with its keys in order."""
        return content_of({name: getattr(self, name) for name in _HASHED})

    def digest(self) -> bytes:
        """SHA-256 of the content."""
        return sha256(self.content()).digest()


_HASHED = tuple(Event.__dataclass_fields__)


def content_of(row: Mapping[str, Any]) -> bytes:
    """The content of an event's fields, as it was made by ``Event.content`` before it was stored."""
    said = {name: row[name] for name in _HASHED}
    at: datetime = said["at"]
    said["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    # The driver's own kind of UUID is not orjson's.
    return orjson.dumps({**said, "form": _FORM}, default=str, option=orjson.OPT_SORT_KEYS)


def plain(value: Any) -> Any:
    """``value`` as JSON that comes out of a ``jsonb`` column as it went in.

    Raises ``TypeError`` for what JSON cannot hold (a number beyond 64 bits, half of a surrogate pair).
    """
    return _exact(orjson.loads(orjson.dumps(value, default=_text, option=orjson.OPT_NON_STR_KEYS)))


def _text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _exact(value: Any) -> Any:
    """PostgreSQL keeps numbers exactly and writes 1e3 as 1000, so a whole float is the same number as an integer."""
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, float) and value.is_integer() and -(2.0**63) <= value < 2.0**64:
        return int(value)
    return value

"""The one family of expected refusals: a stable code for programs, a Chinese sentence for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of the input: its path in the input, a stable code, a Chinese message."""

    path: str
    code: str
    message: str


class XuanpaiError(Exception):
    """A refusal that a caller can act on; the edge turns ``code`` into GraphQL's ``extensions.code``."""

    code: ClassVar[str] = "REFUSED"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        fields: Sequence[FieldProblem] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fields = tuple(fields)
        self.retry_after = retry_after
        """After how many seconds the same request may succeed, where that is known."""
        self._code = code

    @property
    def error_code(self) -> str:
        """The stable code: the instance's own, else its family's."""
        return self._code or type(self).code


class Invalid(XuanpaiError):
    """The input cannot be right, whatever is stored."""

    code = "INVALID"


class NotFound(XuanpaiError):
    """Nothing there, or nothing that the caller may know of: the two look the same."""

    code = "NOT_FOUND"


class Forbidden(XuanpaiError):
    """The caller's roles do not allow this action anywhere."""

    code = "FORBIDDEN"


class Conflict(XuanpaiError):
    """The input was fine by itself, but what is stored contradicts it."""

    code = "CONFLICT"


class Unauthenticated(XuanpaiError):
    """No session, or one that has ended."""

    code = "UNAUTHENTICATED"


class Unavailable(XuanpaiError):
    """A part we depend on does not answer; trying again later is right."""

    code = "UNAVAILABLE"


class RateLimited(XuanpaiError):
    """More was asked than one caller may ask in a while; ``retry_after`` says when to come back."""

    code = "RATE_LIMITED"

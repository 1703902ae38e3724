"""What a statement needs to know of the request: tenant, scope, permissions and a connection."""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import BindParameter, bindparam
from sqlalchemy.types import TypeEngine

TENANT = "tenant"
SCOPE_PREFIX = "scope_"

Value = TypeVar("Value")


class Connection(Protocol):
    """The one thing asked of a raw asyncpg connection (or of a pool's proxy for one)."""

    # The driver decides the Python type of the value; every statement of ours yields JSON as text.
    async def fetchval(self, query: str, *args: object) -> Any:
        """Run one statement and return the first column of its first row, or ``None`` without a row."""
        ...


class ReadContext(Protocol):
    """What GraphQL's context value offers the read engine.

    ``scope_key`` is everything that decides the *shape* of the caller's scope (how many places, whether a unit,
    whether only oneself): equal keys must lead to equal scope expressions. ``scope_binds`` holds the *values* that
    those expressions name through :func:`scope_bind`.
    """

    @property
    def tenant_id(self) -> UUID:
        """The one tenant whose rows are read."""
        ...

    @property
    def scope_key(self) -> Hashable:
        """The shape of the caller's scope, part of the key under which a compiled statement is kept."""
        ...

    @property
    def scope_binds(self) -> Mapping[str, object]:
        """The values behind :func:`scope_bind`, by name."""
        ...

    def permits(self, action: str) -> bool:
        """Tell whether the caller may do ``action`` somewhere; the scope decides on which rows."""
        ...

    def note_personal(
        self, operation: str | None, fields: Mapping[str, Sequence[str]], subjects: Sequence[tuple[str, str]]
    ) -> None:
        """Take note that personal ``fields`` were read (by kind of subject), and of whom (kind and id, row by row)."""
        ...

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        """Lend a connection for one statement, to one borrower at a time.

        A context that holds a single connection guards it by a lock, for executors that run root fields concurrently.
        """
        ...


def tenant() -> BindParameter[UUID]:
    """The caller's tenant, for the tables that an author's own subquery reads."""
    return bindparam(TENANT)


def scope_bind(name: str, type_: TypeEngine[Value]) -> BindParameter[Value]:
    """A value of ``ReadContext.scope_binds``, read anew at each execution."""
    return bindparam(SCOPE_PREFIX + name, type_=type_)

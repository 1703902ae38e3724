"""Permissions as data on root fields: each enforces itself, opens the unit of work, and shows in the schema."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from strawberry.extensions import FieldExtension
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_permission
from xuanpai_core.context import RequestContext
from xuanpai_core.tokens.errors import TokenNotAllowed
from xuanpai_core.tokens.rights import refuse_token
from xuanpai_graphql.context import Context

Next = Callable[..., Any]


class Guard(FieldExtension):
    """Says what a root field demands; ``requirement`` is read by the test that walks the schema."""

    requirement: str

    def apply(self, field: StrawberryField) -> None:
        """Append the requirement to the field's description."""
        field.description = f"{field.description or ''}({self.requirement})"


class Reads(Guard):
    """A query that needs ``action``; it runs in the operation's one read-only transaction."""

    def __init__(self, action: Action) -> None:
        self.action = action
        self.requirement = f"需要权限 {action}"

    async def resolve_async(self, next_: Next, source: Any, info: Info[Context, None], **kwargs: Any) -> Any:
        """Open the unit of work, demand the action, run the resolver."""
        work = await info.context.reading()
        demand(work.ctx, self.action)
        return await _resolved(next_(source, info, **kwargs))


class Writes(Guard):
    """A mutation that needs ``action``; what it did is committed only if its answer could be read."""

    def __init__(self, action: Action) -> None:
        self.action = action
        self.requirement = f"需要权限 {action}"

    async def resolve_async(self, next_: Next, source: Any, info: Info[Context, None], **kwargs: Any) -> Any:
        """Open a unit of work of the field's own, demand the action, run the resolver."""
        async with info.context.writing() as work:
            demand(work.ctx, self.action)
            return await _resolved(next_(source, info, **kwargs))


class Acts(Guard):
    """A mutation that needs ``action`` and runs its own short transactions, because it waits for the object store."""

    def __init__(self, action: Action) -> None:
        self.action = action
        self.requirement = f"需要权限 {action}"

    async def resolve_async(self, next_: Next, source: Any, info: Info[Context, None], **kwargs: Any) -> Any:
        """Identify the caller, demand the action, run the resolver without an open transaction."""
        demand(await info.context.identify(), self.action)
        return await _resolved(next_(source, info, **kwargs))


class SignedIn(Guard):
    """A field that anyone with a session may use, for a stated reason; programs only where ``tokens`` says so."""

    def __init__(self, reason: str, *, writes: bool = False, tokens: bool = False) -> None:
        self.writes, self.tokens = writes, tokens
        self.requirement = f"登录即可:{reason}"

    async def resolve_async(self, next_: Next, source: Any, info: Info[Context, None], **kwargs: Any) -> Any:
        """Open the unit of work and run the resolver."""
        if not self.tokens:
            _refuse_programs(info.context)
        if self.writes:
            async with info.context.writing():
                return await _resolved(next_(source, info, **kwargs))
        await info.context.reading()
        return await _resolved(next_(source, info, **kwargs))


class Proves(Guard):
    """A mutation of anyone with a session that runs its own transactions: what fails in it is counted for good."""

    def __init__(self, reason: str) -> None:
        self.requirement = f"登录即可:{reason}"

    async def resolve_async(self, next_: Next, source: Any, info: Info[Context, None], **kwargs: Any) -> Any:
        """Identify the caller and run the resolver without an open transaction."""
        _refuse_programs(info.context)
        await info.context.identify()
        return await _resolved(next_(source, info, **kwargs))


class Open(Guard):
    """A field that needs no session, for a stated reason; the open mutations are about sessions, so for persons."""

    def __init__(self, reason: str) -> None:
        self.requirement = f"无需登录:{reason}"

    async def resolve_async(self, next_: Next, source: Any, info: Info[Context, None], **kwargs: Any) -> Any:
        """Run the resolver."""
        if not info.context.read_only:
            _refuse_programs(info.context)
        return await _resolved(next_(source, info, **kwargs))


def demand(ctx: RequestContext, action: Action) -> None:
    """Raise ``Forbidden`` unless the caller may do ``action``, ``TokenNotAllowed`` for a program if it is personal."""
    if ctx.token_id is not None:
        refuse_token(action)
    require_permission(ctx, action)


def _refuse_programs(context: Context) -> None:
    if context.is_program:
        raise TokenNotAllowed("它只对登录的人开放。")


async def _resolved(value: Awaitable[Any] | Any) -> Any:
    return await value if isawaitable(value) else value

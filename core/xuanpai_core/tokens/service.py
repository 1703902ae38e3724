"""Tokens are made by their owner, for at most a year, and ended by the owner or an administrator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.authz.scope import allows, permits, require
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, FieldProblem, Invalid
from xuanpai_core.identity.sessions import digest
from xuanpai_core.identity.step_up import require_step_up
from xuanpai_core.tokens import bearing
from xuanpai_core.tokens.errors import UnknownToken
from xuanpai_core.tokens.models import ApiToken
from xuanpai_core.tokens.rights import PERSONS_ONLY, refuse_token

MAX_DAYS = 366
MAX_LIVE = 20
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a program is to be given: a name to know it by, the actions it may use, and for how many days."""

    name: str
    scopes: tuple[str, ...]
    expires_in_days: int


@dataclass(frozen=True, slots=True)
class CreatedToken:
    """``text`` is the token itself: told once, stored nowhere."""

    token_id: UUID
    text: str
    expires_at: datetime


async def create_token(work: Work, new: NewToken) -> CreatedToken:
    """Make a token that borrows the caller's own rights, narrowed to its scopes.

    Raises ``StepUpRequired``, ``Invalid`` (``TOKEN_INVALID``, with the fields) and ``Conflict`` (``TOO_MANY_TOKENS``).
    """
    if work.ctx.token_id is not None:
        refuse_token(Action.TOKEN_MANAGE)
    require(work.ctx, Action.TOKEN_MANAGE)
    require_step_up(work)
    if problems := _problems(work.ctx, new):
        raise Invalid(problems[0].message, code="TOKEN_INVALID", fields=problems)
    await _room_for_one_more(work)
    secret, expires_at = bearing.new_secret(), work.clock.now() + timedelta(days=new.expires_in_days)
    token = ApiToken(
        tenant_id=work.tenant_id,
        id=new_id(),
        account_id=work.ctx.actor.account_id,
        name=new.name.strip(),
        secret_digest=digest(secret),
        scopes=sorted(set(new.scopes)),
        expires_at=expires_at,
    )
    work.session.add(token)
    told = {"name": token.name, "scopes": token.scopes, "expires_at": expires_at.isoformat()}
    record(work, Action.TOKEN_MANAGE, "api_token", token.id, after=told)
    await work.session.flush()
    return CreatedToken(token.id, bearing.written(work.tenant_id, secret), expires_at)


async def revoke_token(work: Work, token_id: UUID) -> None:
    """End the token at once: one's own, or as an administrator anybody's; once more does nothing.

    Raises ``UnknownToken`` for one that is not there or not the caller's to end.
    """
    token = await work.session.scalar(
        select(ApiToken).where(ApiToken.tenant_id == work.tenant_id, ApiToken.id == token_id).with_for_update()
    )
    own = token is not None and token.account_id == work.ctx.actor.account_id
    if token is None or not (own or oversees_tokens(work.ctx)):
        raise UnknownToken
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = work.clock.now(), work.ctx.actor.account_id
        record(
            work,
            Action.TOKEN_MANAGE,
            "api_token",
            token.id,
            before={"revoked": False},
            after={"revoked": True},
            name=token.name,
            account_id=str(token.account_id),
        )


def oversees_tokens(ctx: RequestContext) -> bool:
    """Whether the caller is an administrator of the whole tenant who manages tokens: those see everybody's."""
    return any(ROLES[grant.role].administers and allows(ctx, grant, Action.TOKEN_MANAGE) for grant in ctx.actor.grants)


async def _room_for_one_more(work: Work) -> None:
    live = await work.session.scalar(
        select(func.count())
        .select_from(ApiToken)
        .where(
            ApiToken.tenant_id == work.tenant_id,
            ApiToken.account_id == work.ctx.actor.account_id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > work.clock.now(),
        )
    )
    if (live or 0) >= MAX_LIVE:
        raise Conflict(f"有效的访问令牌已有 {MAX_LIVE} 个,请先吊销不用的。", code="TOO_MANY_TOKENS")


def _problems(ctx: RequestContext, new: NewToken) -> list[FieldProblem]:
    found = []
    if not 1 <= len(new.name.strip()) <= MAX_NAME:
        found.append(FieldProblem("name", "TOKEN_NAME", f"请给令牌起一个 1 到 {MAX_NAME} 字的名称,说明给哪个程序用。"))
    if not 1 <= new.expires_in_days <= MAX_DAYS:
        found.append(FieldProblem("expiresInDays", "TOKEN_DAYS", f"有效期应为 1 到 {MAX_DAYS} 天。"))
    if not new.scopes:
        found.append(FieldProblem("scopes", "NO_SCOPE", "请至少选择一项权限。"))
    asked = (_scope_problem(ctx, scope) for scope in dict.fromkeys(new.scopes))
    return [*found, *(problem for problem in asked if problem is not None)]


def _scope_problem(ctx: RequestContext, scope: str) -> FieldProblem | None:
    if scope not in set(Action):
        return FieldProblem("scopes", "UNKNOWN_SCOPE", f"没有“{scope}”这项权限。")
    if scope in PERSONS_ONLY:
        return FieldProblem("scopes", "SCOPE_NOT_FOR_TOKENS", f"“{scope}”不能交给令牌:{PERSONS_ONLY[scope]}")
    if not permits(ctx, scope):
        return FieldProblem("scopes", "SCOPE_BEYOND_OWNER", f"您自己没有“{scope}”这项权限,不能交给令牌。")
    return None

"""Who am I."""

from datetime import date
from typing import Any
from uuid import UUID

import orjson
import strawberry

from xuanpai_core.authz.roles import ROLES
from xuanpai_core.clock import today
from xuanpai_core.context import Grant
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_core.identity.own_sessions import own_sessions
from xuanpai_graphql.context import Context, Info
from xuanpai_graphql.keys import SESSION_NODE
from xuanpai_graphql.lookahead.declare import Node
from xuanpai_graphql.lookahead.execute import fetch_node
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Open, SignedIn
from xuanpai_graphql.viewer.types import HeldRole, OwnSession, OwnTenant, Viewer

_HELD = """
SELECT t.code, t.name,
       (SELECT coalesce(json_object_agg(r.code, r.path_name), '{}') FROM region r
         WHERE r.tenant_id = $1 AND r.code = ANY($2::text[])) AS places,
       (SELECT coalesce(json_object_agg(u.id, u.name), '{}') FROM org_unit u
         WHERE u.tenant_id = $1 AND u.id = ANY($3::uuid[])) AS units,
       (SELECT coalesce(json_agg(json_build_array(p.role, p.region_code, p.unit_id, p.acting_for,
                                                  p.valid_from, p.valid_to, s.display_name)), '[]')
          FROM appointment p LEFT JOIN account s ON s.tenant_id = $1 AND s.id = p.acting_for
         WHERE p.tenant_id = $1 AND p.account_id = $4
           AND p.valid_from <= $5 AND (p.valid_to IS NULL OR p.valid_to > $5)) AS terms
  FROM tenant t WHERE t.id = $1
"""


async def view(context: Context) -> Viewer:
    """The signed-in person, read in the open unit of work."""
    work, who = context.work, context.who
    grants = who.actor.grants
    async with context.connection() as connection:
        row = await connection.fetchrow(
            _HELD,
            work.tenant_id,
            [grant.region_code for grant in grants if grant.region_code],
            [grant.unit_id for grant in grants if grant.unit_id],
            who.actor.account_id,
            today(work.clock),
        )
    places, units = orjson.loads(row["places"]), orjson.loads(row["units"])
    terms = _terms(row["terms"])
    held = (work.ctx.permissions.get(grant.role, frozenset()) - grant.denied for grant in grants)
    allowed = frozenset[str]().union(*held)
    return Viewer(
        username=who.username,
        name=who.actor.name,
        must_change_password=who.must_change_password,
        must_enrol_second_factor=who.must_enrol,
        has_second_factor=who.has_second_factor,
        is_cadre=who.actor.cadre_id is not None,
        tenant=OwnTenant(code=row["code"], name=row["name"]),
        roles=[
            HeldRole(
                role=grant.role,
                title=ROLES[grant.role].title,
                region_code=grant.region_code,
                place_name=places.get(grant.region_code),
                unit_name=units.get(str(grant.unit_id)),
                **terms.get(_kept(grant), {}),
            )
            for grant in grants
        ],
        permissions=sorted(allowed),
    )


_Kept = tuple[str, str | None, UUID | None, UUID | None]


def _kept(grant: Grant) -> _Kept:
    """What tells a grant from others of the same person."""
    return grant.role, grant.region_code, grant.unit_id, grant.acting_for


def _terms(found: bytes) -> dict[_Kept, dict[str, Any]]:
    """From when and until when each grant holds, and for whom its holder stands in."""
    return {
        (role, place, _uuid(unit), _uuid(acting)): {
            "valid_from": date.fromisoformat(start),
            "valid_to": date.fromisoformat(end) if end else None,
            "acting_for": name,
        }
        for role, place, unit, acting, start, end, name in orjson.loads(found)
    }


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


@strawberry.type
class ViewerQueries:
    """Root fields about the caller."""

    @strawberry.field(description="当前登录的人;未登录为空", extensions=[Open("登录页要知道是否已登录")])
    async def viewer(self, info: Info) -> Viewer | None:
        """The caller, or null without a session."""
        try:
            await info.context.reading()
        except SessionEnded:
            return None
        return await view(info.context)

    @strawberry.field(description="自己当前有效的登录会话,最近使用的在前", extensions=[SignedIn("只看自己的会话")])
    async def my_sessions(self, info: Info) -> list[OwnSession]:
        """The caller's open sessions."""
        context = info.context
        async with context.exclusive() as work:
            sessions = await own_sessions(work)
        return [
            OwnSession(
                id=strawberry.ID(global_id(SESSION_NODE, session.id)),
                address=session.address,
                user_agent=session.user_agent,
                method=session.method,
                created_at=session.created_at,
                last_seen_at=session.last_seen_at,
                expires_at=session.expires_at,
                current=session.id == context.who.session_id,
            )
            for session in sessions
        ]

    @strawberry.field(
        description="按全局编号取回任一对象;不存在与无权看见同样为空",
        extensions=[SignedIn("每个类型按自己的权限与范围判断", tokens=True)],
    )
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """Any object by its id."""
        return await fetch_node(info, id)

"""Who am I."""

import orjson
import strawberry

from xuanpai_core.authz.roles import ROLES
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_graphql.context import Context, Info
from xuanpai_graphql.lookahead.declare import Node
from xuanpai_graphql.lookahead.execute import fetch_node
from xuanpai_graphql.permissions import Open, SignedIn
from xuanpai_graphql.viewer.types import HeldRole, OwnTenant, Viewer

_HELD = """
SELECT t.code, t.name,
       (SELECT coalesce(json_object_agg(r.code, r.path_name), '{}') FROM region r
         WHERE r.tenant_id = $1 AND r.code = ANY($2::text[])) AS places,
       (SELECT coalesce(json_object_agg(u.id, u.name), '{}') FROM org_unit u
         WHERE u.tenant_id = $1 AND u.id = ANY($3::uuid[])) AS units
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
        )
    places, units = orjson.loads(row["places"]), orjson.loads(row["units"])
    allowed = frozenset[str]().union(*(work.ctx.permissions.get(grant.role, ()) for grant in grants))
    return Viewer(
        username=who.username,
        name=who.actor.name,
        must_change_password=who.must_change_password,
        is_cadre=who.actor.cadre_id is not None,
        tenant=OwnTenant(code=row["code"], name=row["name"]),
        roles=[
            HeldRole(
                role=grant.role,
                title=ROLES[grant.role].title,
                region_code=grant.region_code,
                place_name=places.get(grant.region_code),
                unit_name=units.get(str(grant.unit_id)),
            )
            for grant in grants
        ],
        permissions=sorted(allowed),
    )


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

    @strawberry.field(
        description="按全局编号取回任一对象;不存在与无权看见同样为空",
        extensions=[SignedIn("每个类型按自己的权限与范围判断")],
    )
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """Any object by its id."""
        return await fetch_node(info, id)

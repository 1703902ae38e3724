"""How the signed-in person looks to themselves."""

import strawberry


@strawberry.type(description="持有的一个角色")
class HeldRole:
    """One role and its extent."""

    role: str = strawberry.field(description="角色代码")
    title: str = strawberry.field(description="角色名称")
    region_code: str | None = strawberry.field(description="管辖地区划代码")
    place_name: str | None = strawberry.field(description="管辖地全称")
    unit_name: str | None = strawberry.field(description="所代表的派出单位")


@strawberry.type(description="所在租户")
class OwnTenant:
    """The tenant one belongs to."""

    code: str
    name: str


@strawberry.type(description="当前登录的人")
class Viewer:
    """Who is signed in, and what they may do."""

    username: str
    name: str
    must_change_password: bool = strawberry.field(description="是否必须先修改初始密码")
    is_cadre: bool = strawberry.field(description="是否选派干部本人")
    tenant: OwnTenant
    roles: list[HeldRole]
    permissions: list[str] = strawberry.field(description="可做的事,形如 posting:read")

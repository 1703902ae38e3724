"""How the signed-in person looks to themselves."""

from datetime import date, datetime

import strawberry

from xuanpai_core.identity.models import SignInMethod

strawberry.enum(SignInMethod, description="登录方式:密码、密码加动态口令、统一身份认证、统一身份认证加第二因素")


@strawberry.type(description="持有的一个角色")
class HeldRole:
    """One role and its extent."""

    role: str = strawberry.field(description="角色代码")
    title: str = strawberry.field(description="角色名称")
    region_code: str | None = strawberry.field(description="管辖地区划代码")
    place_name: str | None = strawberry.field(description="管辖地全称")
    unit_name: str | None = strawberry.field(description="所代表的派出单位")
    valid_from: date | None = strawberry.field(description="从这一天起", default=None)
    valid_to: date | None = strawberry.field(description="到这一天为止,当天不再有效;空为没有期限", default=None)
    acting_for: str | None = strawberry.field(description="代理谁;空为本人任职", default=None)


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
    must_enrol_second_factor: bool = strawberry.field(description="是否必须先绑定动态口令")
    has_second_factor: bool = strawberry.field(description="是否已绑定动态口令")
    is_cadre: bool = strawberry.field(description="是否选派干部本人")
    tenant: OwnTenant
    roles: list[HeldRole]
    permissions: list[str] = strawberry.field(description="可做的事,形如 posting:read")


@strawberry.type(description="自己的一个登录会话")
class OwnSession:
    """One signed-in browser of the caller's."""

    id: strawberry.ID
    address: str = strawberry.field(description="登录时的网络地址")
    user_agent: str = strawberry.field(description="登录时浏览器自报的名称")
    method: SignInMethod | None = strawberry.field(description="登录方式")
    created_at: datetime = strawberry.field(description="登录时间")
    last_seen_at: datetime = strawberry.field(description="最近一次使用")
    expires_at: datetime = strawberry.field(description="最迟到何时结束")
    current: bool = strawberry.field(description="是否就是现在这个会话")


@strawberry.type(description="待绑定的动态口令密钥;只显示这一次")
class SecondFactorKey:
    """What the person puts into their device."""

    secret: str = strawberry.field(description="密钥(Base32),不能扫码时手工输入")
    uri: str = strawberry.field(description="二维码内容(otpauth://)")

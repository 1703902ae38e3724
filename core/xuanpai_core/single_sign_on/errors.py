"""What can go wrong at the second door; each message is what the person reads on the page."""

from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, Unavailable


class DoorNotFound(NotFound):
    """No such tenant, no such provider, or not open: which one is not said."""

    code = "DOOR_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有这个统一身份认证入口,或它已停用。请回到登录页,用用户名和密码登录。")


class FlowOver(Invalid):
    """The browser has no pending sign-in of that state: too late, used before, or begun elsewhere."""

    code = "SIGN_IN_FLOW_OVER"

    def __init__(self) -> None:
        super().__init__("这次登录已超时或已用过。请回到登录页,重新点一次统一身份认证。")


class ProviderUnavailable(Unavailable):
    """The provider does not answer, or not as the standard asks."""

    code = "PROVIDER_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("统一身份认证暂时连接不上。请稍后再试,或用用户名和密码登录。")


class ProofRefused(Unauthenticated):
    """The provider refused, or what it sent is no proof: signature, issuer, audience, nonce, time."""

    code = "PROOF_REFUSED"

    def __init__(self) -> None:
        super().__init__("统一身份认证没有通过。请回到登录页重试;仍不行,请联系统一身份认证平台的管理员。")


class NotLinked(Unauthenticated):
    """The provider knows the person; here nobody is registered under that subject, or may not sign in."""

    code = "NOT_LINKED"

    def __init__(self, subject: str) -> None:
        super().__init__(
            "您的统一身份没有关联到本系统里可用的账号。本系统只允许预先登记的人登录:"
            "请把下面的编号告诉本级组织部门管理员,请他办理关联。"
        )
        self.subject = subject


class SecondFactorMissing(Unauthenticated):
    """The account needs a second factor, and the provider does not say that there was one."""

    code = "SECOND_FACTOR_MISSING"

    def __init__(self) -> None:
        super().__init__(
            "您的账号要求第二重验证,而统一身份认证这次没有做。请在统一身份认证平台启用动态口令后再试,"
            "或用用户名、密码和动态口令登录。"
        )


class AlreadyLinked(Conflict):
    """The subject is somebody's already."""

    code = "ALREADY_LINKED"

    def __init__(self) -> None:
        super().__init__("这个统一身份编号已关联到一个账号。请先解除原来的关联。")


class LinkFromServer(Forbidden):
    """Administrators' accounts are linked from the server's shell, so that no administrator opens another's door."""

    code = "LINK_FROM_SERVER"

    def __init__(self) -> None:
        super().__init__("管理员账号的统一身份只能由服务器运维人员关联(xuanpai oidc link)。")


class UnknownIdentity(NotFound):
    """No such link, or of an account beyond the caller."""

    code = "IDENTITY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这项统一身份关联,或不在您的管辖范围内。")

"""What can go wrong with tokens."""

from xuanpai_core.errors import Forbidden, NotFound, Unauthenticated


class TokenRefused(Unauthenticated):
    """Malformed, unknown, expired, revoked, or its owner may not sign in: which one is not said."""

    code = "UNAUTHENTICATED"

    def __init__(self) -> None:
        super().__init__("访问令牌无效、已到期或已吊销,请向令牌所属的人要一个新的。")


class TokenNotAllowed(Forbidden):
    """Something that only a person who has signed in may do."""

    code = "TOKEN_NOT_ALLOWED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"访问令牌不能办理这件事:{reason}请本人登录后办理。")


class UnknownToken(NotFound):
    """No such token, or not one's own to revoke."""

    code = "TOKEN_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个访问令牌,或它不归您管理。")

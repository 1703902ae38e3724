"""What can go wrong when people sign in."""

from xuanpai_core.errors import Unauthenticated


class SignInRefused(Unauthenticated):
    """Unknown tenant, unknown name or wrong password: which one is not said."""

    code = "SIGN_IN_REFUSED"

    def __init__(self) -> None:
        super().__init__("租户、用户名或密码不正确。")


class AccountLocked(Unauthenticated):
    """Too many failures in a row."""

    code = "ACCOUNT_LOCKED"

    def __init__(self) -> None:
        super().__init__("登录失败次数过多,请 10 分钟后再试,或联系本单位管理员重置密码。")


class SessionEnded(Unauthenticated):
    """No session, or one that is over."""

    code = "UNAUTHENTICATED"

    def __init__(self) -> None:
        super().__init__("登录已失效,请重新登录。")

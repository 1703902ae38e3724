"""What can go wrong when people sign in."""

from datetime import timedelta

from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class SignInRefused(Unauthenticated):
    """Unknown tenant, unknown name or wrong password: which one is not said."""

    code = "SIGN_IN_REFUSED"

    def __init__(self) -> None:
        super().__init__("租户、用户名或密码不正确。")


class AccountLocked(Unauthenticated):
    """Too many failures in a row for this name from this source; says nothing of whether the account exists."""

    code = "ACCOUNT_LOCKED"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            f"登录失败次数过多,请 {minutes(wait)} 分钟后再试;在您登录过的设备上不受影响,"
            "也可以联系本单位管理员重置密码。"
        )


class AddressBlocked(Unauthenticated):
    """Too many failures from one address, over whatever names."""

    code = "ADDRESS_BLOCKED"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"您所在的网络登录失败次数过多,请 {minutes(wait)} 分钟后再试;在您登录过的设备上不受影响。")


class SecondFactorRequired(Unauthenticated):
    """The password was right, and a one-time code is asked for beside it."""

    code = "SECOND_FACTOR_REQUIRED"

    def __init__(self) -> None:
        super().__init__("请输入动态口令(身份验证器上的 6 位数字)。")


class SecondFactorWrong(Unauthenticated):
    """The password was right; the one-time code is not, or was used before."""

    code = "SECOND_FACTOR_WRONG"

    def __init__(self) -> None:
        super().__init__("动态口令不正确或已经用过,请等身份验证器显示下一组数字后再试。")


class InitialPasswordExpired(Unauthenticated):
    """The password was right, but it is a one-time password that nobody used in time."""

    code = "INITIAL_PASSWORD_EXPIRED"

    def __init__(self) -> None:
        super().__init__("初始密码已过期,请联系本单位管理员重置后再登录。")


class WrongPassword(Invalid):
    """The password of the person who is already signed in is another."""

    code = "WRONG_PASSWORD"

    def __init__(self) -> None:
        super().__init__("密码不正确。")


class SessionEnded(Unauthenticated):
    """No session, or one that is over."""

    code = "UNAUTHENTICATED"

    def __init__(self) -> None:
        super().__init__("登录已失效,请重新登录。")


class StepUpRequired(Forbidden):
    """The act asks for a recent proof of identity (``stepUp``)."""

    code = "STEP_UP_REQUIRED"

    def __init__(self, minutes: int) -> None:
        super().__init__(f"这项操作需要重新验证身份,请先输入密码(和动态口令);验证后 {minutes} 分钟内有效。")


class AccountNotFound(NotFound):
    """No such account, or one beyond the caller: the two look the same."""

    code = "ACCOUNT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个账号,或不在您的管辖范围内。")


class AppointmentNotFound(NotFound):
    """No such appointment, or one beyond the caller: the two look the same."""

    code = "APPOINTMENT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这项任命,或不在您的管辖范围内。")


class OwnAccount(Forbidden):
    """Nobody grants a role to themselves, nor disables or resets their own account."""

    code = "OWN_ACCOUNT"

    def __init__(self) -> None:
        super().__init__("不能对自己的账号办理这项操作,请由另一位管理员办理。")


class AdministrationsExclude(Conflict):
    """System, security and audit administration and business exclude one another (三员分立)."""

    code = "ADMINISTRATIONS_EXCLUDE"

    def __init__(self) -> None:
        super().__init__(
            "系统管理员、安全管理员、审计管理员与业务角色互斥,同一时期不能由一人兼任(代理也不行)。请换一个人,或先结束原有任命。"
        )


class NeedsApproval(Forbidden):
    """The act takes two persons: it is proposed by one and decided by another."""

    code = "NEEDS_APPROVAL"

    def __init__(self) -> None:
        super().__init__("授予管理员角色须两人办理:请由安全管理员用“提请授予管理员”提出,再由另一人审批。")


class LastAdministrator(Conflict):
    """Without this one, nobody would hold that part of the administration."""

    code = "LAST_ADMINISTRATOR"

    def __init__(self, title: str) -> None:
        super().__init__(f"这是最后一位{title},不能停用或结束任命。请先任命另一位,再办理。")


def minutes(wait: timedelta) -> int:
    """``wait`` in whole minutes, as a person is told it: rounded up, and never none."""
    return max(1, -(-wait // timedelta(minutes=1)))

"""What can go wrong when a period of retention is changed."""

from xuanpai_core.errors import Conflict, Invalid


class RetentionTooShort(Invalid):
    """Below the least that the law or the system's own working asks for."""

    code = "RETENTION_TOO_SHORT"

    def __init__(self, title: str, floor: int, why: str) -> None:
        super().__init__(f"{title}至少保存 {floor} 个月({why}),请填写不少于 {floor} 的月数。")


class RetentionTooLong(Invalid):
    """Longer than there is any use for."""

    code = "RETENTION_TOO_LONG"

    def __init__(self, title: str, ceiling: int) -> None:
        super().__init__(f"{title}最多保存 {ceiling} 个月,请填写不超过 {ceiling} 的月数。")


class RetentionUnchanged(Conflict):
    """The period is already that."""

    code = "NOTHING_CHANGES"

    def __init__(self, title: str, months: int) -> None:
        super().__init__(f"{title}现在就是保存 {months} 个月,不需要变更。")

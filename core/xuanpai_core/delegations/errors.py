"""What can go wrong when powers are handed down."""

from xuanpai_core.errors import Conflict, NotFound


class DelegationNotFound(NotFound):
    """No such delegation, or one beyond the caller: the two look the same."""

    code = "DELEGATION_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这项委托,或不在您的管辖范围内。")


class DelegationOver(Conflict):
    """It holds no longer."""

    code = "DELEGATION_OVER"

    def __init__(self) -> None:
        super().__init__("这项委托已经结束,无需再撤销。")


class DelegationOverlaps(Conflict):
    """One of the actions is delegated to the place already, on some of these days."""

    code = "DELEGATION_OVERLAPS"

    def __init__(self, action: str) -> None:
        super().__init__(f"该地在这段时间已受托办理 {action},时段重叠。请先撤销原来的委托,或改填日期。")

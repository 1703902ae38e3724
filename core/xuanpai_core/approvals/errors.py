"""What can go wrong where two persons are needed."""

from xuanpai_core.errors import Conflict, Forbidden, NotFound


class ApprovalNotFound(NotFound):
    """No such request, or none that the caller may know of: the two look the same."""

    code = "APPROVAL_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这项待审批事项,或不在您的权限范围内。请刷新列表后再试。")


class SamePerson(Forbidden):
    """Whoever proposed, or stands in for the proposer, or is stood in for by the proposer, does not decide."""

    code = "SAME_PERSON"

    def __init__(self) -> None:
        super().__init__("提出人不能审批自己提出的事项,与提出人有代理关系的人也不能审批。请由另一位有权限的人审批。")


class ApprovalExpired(Conflict):
    """Nobody decided in time."""

    code = "APPROVAL_EXPIRED"

    def __init__(self) -> None:
        super().__init__("这项事项超过期限没有审批,已经失效。如仍需办理,请重新提出。")


class AlreadyDecided(Conflict):
    """It is no longer waiting."""

    code = "ALREADY_DECIDED"

    def __init__(self) -> None:
        super().__init__("这项事项已经有了结果,不能再审批或撤回。请刷新后查看。")

"""What can go wrong when a tenant changes its policy."""

from xuanpai_core.errors import Conflict, Invalid


class InvalidPolicyChange(Invalid):
    """The list of changes is empty, too long, or names a rule twice."""

    code = "INVALID_POLICY_CHANGE"


class UnknownRole(Invalid):
    """No such role."""

    code = "UNKNOWN_ROLE"

    def __init__(self, role: str) -> None:
        super().__init__(f"没有“{role}”这个角色,请核对角色代码。")


class UnknownAction(Invalid):
    """No such action."""

    code = "UNKNOWN_ACTION"

    def __init__(self, action: str) -> None:
        super().__init__(f"没有“{action}”这项权限,请核对权限代码。")


class OverrideForbidden(Invalid):
    """Not a tenant's to decide: the platform's roles and actions, and the border between the three administrations."""

    code = "OVERRIDE_FORBIDDEN"

    def __init__(self, role: str, action: str) -> None:
        super().__init__(f"不能为“{role}”变更“{action}”:平台的角色与权限、三员分立的界限不允许租户改动。")


class NothingChanges(Conflict):
    """The rule already stands as wanted."""

    code = "NOTHING_CHANGES"

    def __init__(self, role: str, action: str) -> None:
        super().__init__(f"“{role}”的“{action}”现在就是这样,不需要变更。请刷新后核对。")


class PolicyLocksOut(Conflict):
    """Nobody would be left who could change the policy back, or read the audit trail."""

    code = "POLICY_LOCKS_OUT"

    def __init__(self, what: str) -> None:
        super().__init__(f"变更之后将没有人能{what},不能这样变更。请保留至少一个角色和任职人员。")

"""Refusals of the inspection room; one who may not know of an inspection never meets any but the first."""

from collections.abc import Sequence

from xuanpai_core.errors import Conflict, FieldProblem, Forbidden, Invalid, NotFound


class InspectionNotFound(NotFound):
    """No such inspection, or one that the caller may not know of."""

    code = "INSPECTION_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这次检查,或您无权查看。请核对编号。")


class FindingNotFound(NotFound):
    """No such finding, or one that the caller may not know of."""

    code = "FINDING_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条检查结果,或您无权查看。请核对编号。")


class PlannerConcerned(Forbidden):
    """Whoever would be looked at does not plan the looking."""

    code = "PLANNER_CONCERNED"

    def __init__(self) -> None:
        super().__init__("您本人或您任职的单位就在被查范围内,应当回避。请由其他人员或上级组织部门安排这次检查。")


class InspectionPublished(Conflict):
    """What is published stands as it is."""

    code = "INSPECTION_PUBLISHED"

    def __init__(self) -> None:
        super().__init__("这次检查的结果已经公布,不能再改动。如有出入,请另行安排复查。")


class InspectionCancelled(Conflict):
    """It was called off."""

    code = "INSPECTION_CANCELLED"

    def __init__(self) -> None:
        super().__init__("这次检查已经取消。如仍需检查,请重新安排。")


class NothingFound(Conflict):
    """There is nothing to publish yet."""

    code = "INSPECTION_NOT_CARRIED_OUT"

    def __init__(self) -> None:
        super().__init__("这次检查还没有登记结果,不能公布。请先登记检查结果。")


class InvalidFindings(Invalid):
    """Findings that cannot be right; each problem says which."""

    code = "INVALID_FINDINGS"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message, fields=problems)

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


class AlreadyDrawn(Conflict):
    """A lot is drawn once; drawing until it suits somebody would be no lot."""

    code = "ALREADY_DRAWN"

    def __init__(self) -> None:
        super().__init__("这次检查在这个地方已经抽过样,抽样结果不能重抽。请按已抽中的名单检查。")


class NobodyToDraw(Conflict):
    """The population is empty, or beyond all bounds."""

    code = "NOBODY_TO_DRAW"

    def __init__(self) -> None:
        super().__init__("这个地方没有可抽取的对象,或数量过多。请核对检查地点和日期。")


class InvalidDraw(Invalid):
    """A draw that cannot be made."""

    code = "INVALID_DRAW"

    def __init__(self, path: str, code: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, code, message)])


class NothingToRectify(Conflict):
    """The finding asks for nothing, or what it asked for was accepted."""

    code = "NOTHING_TO_RECTIFY"

    def __init__(self) -> None:
        super().__init__("这条检查结果没有待整改的要求,或整改已经通过。请核对后再提交。")


class RectificationNotReported(Conflict):
    """There is no report to accept or to return."""

    code = "RECTIFICATION_NOT_REPORTED"

    def __init__(self) -> None:
        super().__init__("整改情况还没有报送,不能审核。请等待报送后再处理。")


class OwnRectification(Forbidden):
    """Whoever reported a rectification does not accept it as well."""

    code = "OWN_RECTIFICATION"

    def __init__(self) -> None:
        super().__init__("整改情况由您本人报送,应由其他人员审核。")

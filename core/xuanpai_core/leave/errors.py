"""What can go wrong with leave."""

from datetime import date
from decimal import Decimal

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.wording import day_count, day_name


class LeaveNotFound(NotFound):
    """No such leave, or out of reach: the two look the same."""

    code = "LEAVE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条请假,或它不在您的管辖范围内。")


class InvalidStretch(Invalid):
    """It ends before it begins, or is longer than anybody is away."""

    code = "INVALID_PERIOD"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class PurposeRequired(Invalid):
    """An official trip without a purpose, or leave with one."""

    code = "PURPOSE_REQUIRED"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields=[FieldProblem("purpose", self.code, message)])


class LeaveInPast(Invalid):
    """It began on an earlier day, and was not said to be late."""

    code = "LEAVE_IN_PAST"

    def __init__(self, most: int) -> None:
        message = f"这次请假从今天以前开始。如确属补办,请勾选“补办”并说明原因;只能补办最近{most}天内开始的。"
        super().__init__(message, fields=[FieldProblem("fromDay", self.code, message)])


class LeaveTooLate(Invalid):
    """It began too long ago to be asked for."""

    code = "LEAVE_TOO_LATE"

    def __init__(self, most: int) -> None:
        message = f"只能补办最近{most}天内开始的请假。更早的请联系乡镇经办人按考勤登记处理。"
        super().__init__(message, fields=[FieldProblem("fromDay", self.code, message)])


class LeaveOverlaps(Conflict):
    """Leave is asked for, or was given, on one of these half days already."""

    code = "LEAVE_OVERLAPS"

    def __init__(self, stretch: str) -> None:
        super().__init__(f"{stretch}已有请假或因公外出,同一半天不能重复申请。请改填日期,或先撤回、取消原来的。")


class WrongLeaveState(Conflict):
    """It does not stand where this can be done."""

    code = "WRONG_LEAVE_STATE"


class NotYourStep(Conflict):
    """Another level decides next."""

    code = "NOT_YOUR_STEP"

    def __init__(self, place: str) -> None:
        super().__init__(f"现在轮到{place}审批,您不能越过或代替这一步。确需代理的,请先办理代理授权。")


class OwnLeave(Conflict):
    """Nobody decides on his own leave, whatever office he holds."""

    code = "OWN_LEAVE"

    def __init__(self) -> None:
        super().__init__("不能审批自己的请假,请由其他有审批权限的人办理。")


class StepTaken(Conflict):
    """The same person took an earlier step."""

    code = "SAME_PERSON"

    def __init__(self) -> None:
        super().__init__("您已经办理过这次请假的前一步审批,后一步须由另一人办理。")


class LeaveBegun(Conflict):
    """What is past cannot be cancelled."""

    code = "LEAVE_BEGUN"

    def __init__(self) -> None:
        super().__init__("已经休过的半天不能取消,请从今天的这半天或以后取消;已经回岗的请办理销假。")


class LeaveIsOver(Conflict):
    """It has run out: what is left is to report back."""

    code = "LEAVE_OVER"

    def __init__(self, due: date) -> None:
        super().__init__(f"这次请假已经期满,应于{day_name(due)}销假,不能再取消。请办理销假。")


class InvalidReturn(Invalid):
    """Nobody is back before he left, nor on a day that is yet to come."""

    code = "INVALID_RETURN"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields=[FieldProblem("on", self.code, message)])


class ExtensionNotLater(Invalid):
    """An extension ends after the leave does."""

    code = "EXTENSION_NOT_LATER"

    def __init__(self, stretch: str, length: Decimal) -> None:
        message = f"现已批准{stretch},共{day_count(length)};续假须晚于现在的结束时间,请改正。"
        super().__init__(message, fields=[FieldProblem("toDay", self.code, message)])

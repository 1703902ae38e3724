"""What can go wrong with events that must be attended."""

from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.wording import day_name


class EventNotFound(NotFound):
    """No such event, or out of reach: the two look the same."""

    code = "EVENT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这件必到事项,或它不在您的管辖范围内。")


class NotConcerned(NotFound):
    """A posting that was not in force at the event's place on its day, or is nobody's."""

    code = "NOT_CONCERNED"

    def __init__(self, day: date) -> None:
        super().__init__(f"其中有人{day_name(day)}不在当地任职,没有登记。请核对名单。")


class EventWithdrawn(Conflict):
    """It was withdrawn: nobody is judged by it any more."""

    code = "EVENT_WITHDRAWN"

    def __init__(self) -> None:
        super().__init__("这件必到事项已经撤销,不能再登记或再次撤销。")


class EventNotYet(Conflict):
    """It has not begun: nobody can have been there, or have missed it."""

    code = "EVENT_NOT_YET"

    def __init__(self) -> None:
        super().__init__("这件必到事项还没有开始,请在开始以后登记到场情况。")


class InvalidEvent(Invalid):
    """One field cannot be right."""

    code = "INVALID_EVENT"

    def __init__(self, path: str, code: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, code, message)])


class NoApprovedLeave(Conflict):
    """Somebody is to be recorded as on leave without approved leave at that time."""

    code = "NO_APPROVED_LEAVE"

    def __init__(self) -> None:
        super().__init__("其中有人当时没有已批准的请假,不能登记为“请假未到”。请先办理请假,或如实登记为未到。")

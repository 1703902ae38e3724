"""What can go wrong with an activity."""

from collections.abc import Iterable
from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.texts import shown


class UnknownForm(NotFound):
    """No such form of activity at that place on that day."""

    code = "UNKNOWN_FORM"

    def __init__(self, form: str, on: date, known: Iterable[tuple[str, str]]) -> None:
        listed = "、".join(f"{code}({title})" for code, title in known) or "无,请先启用地区插件"
        message = f"这里在{day_name(on)}没有“{shown(form)}”这种活动,可以登记的是:{listed}。"
        super().__init__(message, fields=[FieldProblem("form", self.code, message)])


class WrongKind(Invalid):
    """Neither a kind nor a form, or a form of another kind."""

    code = "WRONG_KIND"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields=[FieldProblem("kind", self.code, message)])


class ActivityNotFound(NotFound):
    """No such activity, or out of reach: the two look the same."""

    code = "ACTIVITY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条活动记录,或它不在您的管辖范围内。")


class ActivityWithdrawn(Conflict):
    """It was withdrawn already."""

    code = "ACTIVITY_WITHDRAWN"

    def __init__(self) -> None:
        super().__init__("这条活动记录已经撤回,不能再次撤回。如需补登,请重新登记一条。")


class RankTaken(Invalid):
    """Two parties of one activity were given the same rank (HD-23)."""

    code = "RANK_TAKEN"

    def __init__(self, path: str, rank: int) -> None:
        message = f"第{rank}名已给了另一方,名次不能并列,请改正。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class NotRanked(Invalid):
    """A rank was given where nothing is ranked, or it is no rank."""

    code = "NOT_RANKED"

    def __init__(self, path: str) -> None:
        message = "只有观摩评比才有名次,名次从1开始,最大999,请改正。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class LeaveNotRecorded(Conflict):
    """Somebody is said to be on leave on a day for which no leave is recorded."""

    code = "LEAVE_NOT_RECORDED"

    def __init__(self, path: str, on: date) -> None:
        message = f"{day_name(on)}没有登记这名干部请假,不能记为请假。请先在考勤中登记请假,或记为缺席。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class UnknownField(Invalid):
    """Asked to break figures down by a field that the form does not have."""

    code = "UNKNOWN_FIELD"

    def __init__(self, asked: str, known: Iterable[tuple[str, str]]) -> None:
        listed = "、".join(f"{code}({title})" for code, title in known) or "无"
        message = f"不能按“{shown(asked)}”分项,这种活动的栏目是:{listed}。"
        super().__init__(message, fields=[FieldProblem("field", self.code, message)])

"""What can go wrong with a plan."""

from collections.abc import Sequence

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound


class PlanNotFound(NotFound):
    """No such plan, or one that the caller may not know of."""

    code = "PLAN_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这份规划(计划),或不在您的管辖范围内。")


class PlanSubmitted(Conflict):
    """It was submitted, and stands as it is."""

    code = "PLAN_SUBMITTED"

    def __init__(self) -> None:
        super().__init__("这份规划(计划)已经提交,不能再改。")


class PlanExists(Conflict):
    """The posting has a plan of the kind from that day on already."""

    code = "PLAN_EXISTS"

    def __init__(self) -> None:
        super().__init__("从这一天开始的同类规划(计划)已经有了,请打开原来的那一份修改。")


class WrongPeriod(Invalid):
    """Days that no plan of the kind, or of the posting, can span."""

    code = "WRONG_PLAN_PERIOD"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields=[FieldProblem("lastDay", self.code, message)])


class ItemsIncomplete(Invalid):
    """Items lack one of the four things that each must say; ``fields`` names each one (JZ-15)."""

    code = "PLAN_ITEM_INCOMPLETE"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems), fields=problems)

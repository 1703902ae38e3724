"""What can go wrong with a work log."""

from collections.abc import Sequence

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound


class InvalidLog(Invalid):
    """One or more fields of the log cannot be stored."""

    code = "INVALID_WORK_LOG"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems), fields=problems)


class LogChanged(Conflict):
    """The day's log is another than the one on which this was written: neither text is lost."""

    code = "LOG_CHANGED"

    def __init__(self) -> None:
        super().__init__("这一天的日志已在别处写过或改过,这一篇没有收下。请对照两篇,改好后再保存。")


class ItemNotFound(NotFound):
    """No such item of this posting, or one that was opened on a later day."""

    code = "LOG_ITEM_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这件待办,它不属于本人这段任职,或是在这篇日志之后才提出的。请刷新后重试。")


class ItemAlreadySettled(Conflict):
    """The log of another day says already what became of it."""

    code = "LOG_ITEM_SETTLED"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”已在另一天的日志里办结。如需更正,请改写那一天的日志。")


class TemplateNotFound(NotFound):
    """No such template, or out of reach: the two look the same."""

    code = "LOG_TEMPLATE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个日志模板,或它不在您的管辖范围内。")

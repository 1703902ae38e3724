"""What can go wrong with a work log."""

from collections.abc import Sequence

from xuanpai_core.errors import FieldProblem, Invalid


class InvalidLog(Invalid):
    """One or more fields of the log cannot be stored."""

    code = "INVALID_WORK_LOG"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems), fields=problems)

"""Refusals of the posting room."""

from xuanpai_core.errors import Conflict, Invalid, NotFound


class PostingNotFound(NotFound):
    """No such posting, or one beyond the caller's reach."""

    code = "POSTING_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条任职记录，或不在您的管辖范围内。")


class PostingAlreadyEnded(Conflict):
    """The posting has its last day already."""

    code = "POSTING_ALREADY_ENDED"

    def __init__(self) -> None:
        super().__init__("这条任职已经结束，不能再次结束。如日期有误，请联系本级组织部门更正。")


class EndBeforeStart(Invalid):
    """The last day lies before the first."""

    code = "END_BEFORE_START"

    def __init__(self) -> None:
        super().__init__("任职的最后一天不能早于开始日期，请核对后重填。")

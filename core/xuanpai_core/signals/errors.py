"""Refusals of the signals room."""

from xuanpai_core.errors import Conflict, NotFound


class SignalNotFound(NotFound):
    """No such signal, or none about the caller."""

    code = "SIGNAL_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条疑点,或它不是关于您本人的。请核对编号。")


class SignalAnswered(Conflict):
    """What was said stands."""

    code = "SIGNAL_ANSWERED"

    def __init__(self) -> None:
        super().__init__("这条疑点您已经作过说明。如需补充,请向县委组织部当面或书面说明。")

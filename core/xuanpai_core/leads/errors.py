"""Refusals of the leads room."""

from xuanpai_core.errors import Conflict, NotFound


class LeadNotFound(NotFound):
    """No such lead, or one that the caller may not know of."""

    code = "LEAD_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条线索,或您无权查看。请核对编号。")


class LeadDecided(Conflict):
    """A decision is final."""

    code = "LEAD_DECIDED"

    def __init__(self) -> None:
        super().__init__("这条线索已经作出结论,不能再改动。")


class LeadAsked(Conflict):
    """Somebody was asked already."""

    code = "LEAD_ASKED"

    def __init__(self) -> None:
        super().__init__("这条线索已经请人说明过,请等待答复或直接作出结论。")


class LeadAnswered(Conflict):
    """What was answered stands."""

    code = "LEAD_ANSWERED"

    def __init__(self) -> None:
        super().__init__("您已经对这条线索作过说明,不能再改动。")


class NobodyToAsk(Conflict):
    """The lead names nobody with an account that is in use."""

    code = "NOBODY_TO_ASK"

    def __init__(self) -> None:
        super().__init__("这条线索没有可以在系统里答复的人:有关人员没有账号,或账号已停用。请另行核实后作出结论。")

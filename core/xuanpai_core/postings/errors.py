"""Refusals of the posting room."""

from collections.abc import Sequence
from datetime import date

from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.plugins.wording import day_name


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


class AlreadyPosted(Conflict):
    """A cadre holds one posting at a time."""

    code = "ALREADY_POSTED"

    def __init__(self, place: str | None, first_day: date | None) -> None:
        where = f"自{day_name(first_day)}起在{place}" if place and first_day else "已在别处"
        super().__init__(f"这名干部{where}任职,一人同时只能有一个任职。请先结束原任职。")


class PostTaken(Conflict):
    """The village has one such post, and somebody holds it (HD-02)."""

    code = "POST_TAKEN"

    def __init__(self, village: str, role: str) -> None:
        super().__init__(f"{village}已有{role}在任,不能再派{role}。请先结束原任职,或改派空缺的岗位。")


class PostTooMany(Conflict):
    """More people of this level than the template has posts, or a post that it does not have (HD-02)."""

    code = "POST_TOO_MANY"

    def __init__(self, village: str, level: str, posts: Sequence[str], held: int) -> None:
        super().__init__(
            f"{village}按规定{level}岗位为{'、'.join(posts)}共{len(posts)}名,现有{held}名在任,再派即超员,不能任命。"
        )


class WrongPlaceLevel(Invalid):
    """The post is not held at places of this level."""

    code = "WRONG_PLACE_LEVEL"

    def __init__(self, role: str, levels: str) -> None:
        super().__init__(f"{role}须派到{levels}级,请重新选择任职地。")


class PlaceNotInForce(Invalid):
    """The place did not exist, or exists no more, on the first day."""

    code = "PLACE_NOT_IN_FORCE"

    def __init__(self, place: str, day: date) -> None:
        super().__init__(f"{place}在{day_name(day)}没有设立或已经撤并,不能派到这里。请核对任职地和到任日期。")


class BeforeDecision(Invalid):
    """A posting does not begin before it was decided on (DY-12)."""

    code = "BEFORE_DECISION"

    def __init__(self, decided_on: date) -> None:
        super().__init__(f"任命决定于{day_name(decided_on)}作出,到任之日不能早于这一天,请改正。")


class ExtensionNotLonger(Invalid):
    """An extension ends after the term does."""

    code = "EXTENSION_NOT_LONGER"

    def __init__(self, planned_end: date) -> None:
        super().__init__(f"原定{day_name(planned_end)}届满,延长后的届满日期须晚于这一天,请改正。")


class NoTerm(Conflict):
    """Neither the posting nor a rule says when the term ends."""

    code = "NO_TERM"

    def __init__(self) -> None:
        super().__init__("这条任职没有届满日期,本地也没有任期规定,无从延长。请先核对任期。")


class TransferAlreadyRecorded(Conflict):
    """The party membership moved that way once."""

    code = "TRANSFER_ALREADY_RECORDED"

    def __init__(self) -> None:
        super().__init__("这次任职的这一方向的组织关系转接已经登记,没有重复登记。")


class NotTransferredIn(Conflict):
    """What never came cannot go back."""

    code = "NOT_TRANSFERRED_IN"

    def __init__(self) -> None:
        super().__init__("没有登记过转入驻点村,不能登记转回。请先补登转入。")


class ReleaseAlreadyRecorded(Conflict):
    """The cadre was released once."""

    code = "RELEASE_ALREADY_RECORDED"

    def __init__(self) -> None:
        super().__init__("这次任职的脱钩已经登记,没有重复登记。")

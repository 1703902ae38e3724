"""What can go wrong with a report."""

from collections.abc import Sequence
from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.wording import day_name


class ReportNotFound(NotFound):
    """No such report, or one that the caller may not know of."""

    code = "REPORT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这份报告,或不在您的管辖范围内。")


class OneSubject(Invalid):
    """A report is a posting's, or a place's."""

    code = "ONE_SUBJECT"

    def __init__(self) -> None:
        message = "一份报告只属于一个任职或一个地方,请在两者中选择一个。"
        super().__init__(message, fields=[FieldProblem("postingId", self.code, message)])


class OutsidePosting(Invalid):
    """The posting was not held on any day of the period."""

    code = "OUTSIDE_POSTING"

    def __init__(self) -> None:
        super().__init__("这一期里本人不在任,无需报告。请核对日期。")


class PeriodNotBegun(Invalid):
    """The period lies in the future."""

    code = "PERIOD_NOT_BEGUN"

    def __init__(self, first: date) -> None:
        super().__init__(f"这一期从{day_name(first)}开始,还没有到,请届时再填。")


class ReportSubmitted(Conflict):
    """It was handed in, and stands as it is."""

    code = "REPORT_SUBMITTED"

    def __init__(self) -> None:
        super().__init__("这份报告已经提交,不能再改。确需修改的,请收到报告的一方退回后重新填写。")


class NotSubmitted(Conflict):
    """Nobody has it, so nobody can give it back."""

    code = "REPORT_NOT_SUBMITTED"

    def __init__(self) -> None:
        super().__init__("这份报告还没有提交,不能退回。")


class ReportIncomplete(Invalid):
    """Required items are empty; ``fields`` names each."""

    code = "REPORT_INCOMPLETE"

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        problems = [FieldProblem(f"content.{code}", "REQUIRED", f"请填写{title}。") for code, title in missing]
        listed = "、".join(title for _, title in missing)
        super().__init__(f"报告还不完整,请先填写:{listed}。", fields=problems)


class WrongRecipient(Invalid):
    """Nobody of that name receives this report."""

    code = "WRONG_RECIPIENT"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields=[FieldProblem("recipients", self.code, message)])


class AlreadyHandedIn(Conflict):
    """The recipient has it already."""

    code = "ALREADY_HANDED_IN"

    def __init__(self, title: str, day: date) -> None:
        super().__init__(f"{title}已于{day_name(day)}收到这份报告,无需重复报送。")


class WrongHandInDay(Invalid):
    """A day on which it cannot have been handed in."""

    code = "WRONG_HAND_IN_DAY"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields=[FieldProblem("on", self.code, message)])


class UnknownSource(Conflict):
    """A form of the rulebook names a source that does not exist."""

    code = "UNKNOWN_REPORT_SOURCE"

    def __init__(self, source: str) -> None:
        super().__init__(f"报告表引用了不存在的数据来源“{source}”,请联系租户系统管理员核对本地规则。")


class UnknownReason(Invalid):
    """A reason for an item that has no recorded figure."""

    code = "UNKNOWN_ITEM"

    def __init__(self, code: str) -> None:
        message = f"“{code[:50]}”不是有台账可核对的一栏,不用说明差异原因。"
        super().__init__(message, fields=[FieldProblem(f"reasons.{code}", self.code, message)])

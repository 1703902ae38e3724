"""What can go wrong with an entry of a register."""

from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.wording import day_name


class UnknownForm(NotFound):
    """No such register here on that day."""

    code = "UNKNOWN_FORM"

    def __init__(self, form: str) -> None:
        super().__init__(f"本地没有名为“{form[:60]}”的登记簿,请从登记簿列表中选择。")


class EntryNotFound(NotFound):
    """No such entry, or out of reach: the two look the same."""

    code = "ENTRY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条登记,或它不在您的管辖范围内。")


class InvalidPeriod(Invalid):
    """The days of an entry contradict each other, the calendar, or the place's own days."""

    code = "INVALID_PERIOD"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class EvidenceRequired(Invalid):
    """The form demands a file."""

    code = "EVIDENCE_REQUIRED"

    def __init__(self, title: str) -> None:
        message = f"登记“{title}”须附佐证资料,请先上传文件再提交。"
        super().__init__(message, fields=[FieldProblem("evidenceIds", self.code, message)])


class PartyTaken(Conflict):
    """The party stands in another entry of the same form over some of the same days."""

    code = "PARTY_TAKEN"

    def __init__(self, path: str, party: str, form: str, other: str | None, since: date | None) -> None:
        named = "另一条登记(不在您的管辖范围内)"
        if other is not None and since is not None:
            named = f"“{other}”(自{day_name(since)}起)"
        message = f"这位(个)“{party}”已列入“{form}”的{named},同一时间只能有一条,请先结束原登记或另选。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class PartyEnded(Conflict):
    """The party is a posting or an entry that ended before the new entry begins."""

    code = "PARTY_ENDED"

    def __init__(self, path: str, party: str, last_day: date) -> None:
        message = f"所选“{party}”已于{day_name(last_day)}结束,早于这条登记开始之日,请核对日期或另选。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class EntryEnded(Conflict):
    """It does not stand any more."""

    code = "ENTRY_ENDED"

    def __init__(self, last_day: date) -> None:
        super().__init__(f"这条登记已于{day_name(last_day)}结束,不能再次结束。")


class EntryInUse(Conflict):
    """Other entries that go on are built on it."""

    code = "ENTRY_IN_USE"

    def __init__(self, titles: list[str]) -> None:
        listed = "、".join(f"“{title}”" for title in titles) or "不在您管辖范围内的登记"
        super().__init__(f"还有登记以它为一方并在继续:{listed}。请先结束这些登记。")


class CannotReplace(Conflict):
    """The entry that is to be replaced ended already, or began no earlier."""

    code = "CANNOT_REPLACE"

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”不能被替代:它已经结束,或不早于新版生效之日。请核对旧版和生效日期。")


class UnknownTotal(Invalid):
    """Asked to total by something that the form does not hold."""

    code = "UNKNOWN_TOTAL"

    def __init__(self, asked: str, known: list[str]) -> None:
        message = f"不能按“{asked[:60]}”汇总,可用的是:{'、'.join(known)}。"
        super().__init__(message, fields=[FieldProblem("by", self.code, message)])

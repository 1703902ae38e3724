"""Refusals of the village room."""

from collections.abc import Sequence
from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.rulebook import TagRule
from xuanpai_core.plugins.scales import Target
from xuanpai_core.plugins.wording import day_name


class NotAVillage(Invalid):
    """The place is a township, a county or larger."""

    code = "NOT_A_VILLAGE"

    def __init__(self, place_name: str) -> None:
        super().__init__(f"{place_name}不是村(社区),请选择村级区划。")


class UnknownTag(Invalid):
    """The rulebook in force there knows no such mark."""

    code = "UNKNOWN_TAG"

    def __init__(self, code: str, known: Sequence[TagRule]) -> None:
        listed = "、".join(f"{rule.code}({rule.title})" for rule in known)
        advice = f"请从这些中选:{listed}。" if known else "本地生效的规则没有规定任何村的类别,请先启用相应的地区插件。"
        message = f"本地没有“{code}”这个村的类别,{advice}"
        super().__init__(message, fields=[FieldProblem("code", self.code, message)])


class TagOverlaps(Conflict):
    """The village already carries the mark over some of these days."""

    code = "TAG_OVERLAPS"

    def __init__(self, title: str, since: date, until: date | None) -> None:
        period = f"自{day_name(since)}起" + (f"至{day_name(until)}" if until else "")
        super().__init__(f"这个村{period}已列为“{title}”,同一类别不能重叠登记。请核对起始日期。")


class TagNotFound(NotFound):
    """No such mark, or not within reach."""

    code = "TAG_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这条村的类别记录,或不在您的管辖范围内。")


class TagEnded(Conflict):
    """It was taken off before."""

    code = "TAG_ENDED"

    def __init__(self, title: str, last_day: date) -> None:
        super().__init__(f"“{title}”已于{day_name(last_day)}截止,不能再次摘帽。")


class EvidenceRequired(Invalid):
    """Nothing proves it (JZ-38)."""

    code = "EVIDENCE_REQUIRED"

    def __init__(self, title: str) -> None:
        message = f"“{title}”摘帽须附依据材料,请先上传验收报告、批复等文件再提交。"
        super().__init__(message, fields=[FieldProblem("evidenceIds", self.code, message)])


class DateImpossible(Invalid):
    """A day that cannot be: in the future, or before what it ends."""

    code = "DATE_IMPOSSIBLE"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class YearImpossible(Invalid):
    """A year that has not begun, or lies before records."""

    code = "YEAR_IMPOSSIBLE"

    def __init__(self, latest: int) -> None:
        super().__init__(f"年份请填写 1949 到 {latest} 之间的一年。")


class InvalidIncome(Invalid):
    """Amounts that cannot be true together; each problem says which."""

    code = "INVALID_INCOME"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message, fields=problems)


class ReasonRequired(Conflict):
    """Something else was recorded before: to correct it one says why."""

    code = "REASON_REQUIRED"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}此前已登记,数值不同。如确需更正,请写明更正原因后再提交。")


class UnknownTarget(Invalid):
    """The rulebook in force there aims at no such thing."""

    code = "UNKNOWN_TARGET"

    def __init__(self, code: str, known: Sequence[Target]) -> None:
        listed = "、".join(f"{target.code}({target.title})" for target in known) or "无"
        message = f"本地生效的目标里没有“{code}”,现有的目标是:{listed}。"
        super().__init__(message, fields=[FieldProblem("target", self.code, message)])


class TakenFromIncome(Invalid):
    """The value is known from the collective income."""

    code = "TAKEN_FROM_INCOME"

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”由村集体收入自动取数,不用另外登记。请到村集体收入中登记或更正。")


class InvalidNumber(Invalid):
    """A number that cannot be."""

    code = "INVALID_NUMBER"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class FigureNotFound(NotFound):
    """No such stated figure."""

    code = "FIGURE_NOT_FOUND"

    def __init__(self, code: str) -> None:
        super().__init__(f"这个地方没有登记过“{code}”这个汇总数,请核对代码和年份。")


class FigureTaken(Conflict):
    """It was stated already."""

    code = "FIGURE_TAKEN"

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”在这段年份里已登记过,没有重复登记。")


class ShareUndecided(Conflict):
    """Whether one is a part of the other was never said (LX-06)."""

    code = "SHARE_UNDECIDED"

    def __init__(self, part: str, whole: str) -> None:
        super().__init__(
            f"材料没有写明“{part}”是否包含在“{whole}”之内,不能计算比率。如确有依据,请在登记时注明所属总数。"
        )


class DividedByZero(Invalid):
    """Nothing is divided by nothing."""

    code = "DIVIDED_BY_ZERO"

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”为 0,不能作除数。")

"""What can go wrong with rules."""

from collections.abc import Sequence
from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, NotFound
from xuanpai_core.plugins.wording import day_name


class MatterClaimedTwice(Conflict):
    """Another plugin already rules on the matter at this very place."""

    code = "MATTER_CLAIMED_TWICE"

    def __init__(self, title: str, plugin: str, since: date) -> None:
        super().__init__(
            f"“{title}”在这里已由插件 {plugin} 规定(自{day_name(since)}起),两个插件不能同时规定同一事项。"
            "请先停用原来的,或只启用其中一个。"
        )


class RuleNotFound(NotFound):
    """No such rule, or none in force here."""

    code = "RULE_NOT_FOUND"

    def __init__(self, what: str) -> None:
        super().__init__(f"本地没有生效的{what}规定。请核对名称和日期,或请租户系统管理员启用相应的地区插件。")


class ReviewRefused(Conflict):
    """The rules in force at the place forbid it; ``fields`` says each objection's code and words."""

    code = "RULE_OBJECTION"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        reasons = "".join(problem.message for problem in problems)
        super().__init__(f"按本地规定不能这样办理:{reasons}请改正后再提交。", fields=problems)


class ObjectionNotAccepted(Conflict):
    """The rules in force at the place advise against it, and nobody has written why it is right all the same."""

    code = "OBJECTION_NOT_ACCEPTED"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        reasons = "".join(problem.message for problem in problems)
        super().__init__(
            f"按本地规定一般不这样办理:{reasons}如确需办理,请为每一条写明理由(至少5个字)。", fields=problems
        )

"""Refusals of the project room."""

from collections.abc import Sequence

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound
from xuanpai_core.plugins.wording import yuan


class ProjectNotFound(NotFound):
    """No such project, or not within reach."""

    code = "PROJECT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个项目,或不在您的管辖范围内。")


class SourceNotFound(NotFound):
    """No such source of money, or not within reach."""

    code = "SOURCE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这笔资金来源,或不在您的管辖范围内。")


class ReceiptNotFound(NotFound):
    """No such receipt, or not within reach."""

    code = "RECEIPT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这笔到账记录,或不在您的管辖范围内。")


class ReceiptReversed(Conflict):
    """It was taken back already, or takes back another."""

    code = "ALREADY_REVERSED"

    def __init__(self) -> None:
        super().__init__("这笔到账已经冲回,或本身就是冲回,不能再冲回。")


class InvalidProject(Invalid):
    """A project that cannot be; each problem says what."""

    code = "INVALID_PROJECT"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message, fields=problems)


class ProjectTaken(Conflict):
    """The village has this very project."""

    code = "PROJECT_TAKEN"

    def __init__(self, title: str) -> None:
        super().__init__(f"同一天立项的“{title}”已登记过,没有重复登记。如是另一个项目,请换一个名称。")


class ProjectCancelled(Conflict):
    """Nothing more is written about it."""

    code = "PROJECT_CANCELLED"

    def __init__(self) -> None:
        super().__init__("这个项目已经取消,不能再登记。如已重新立项,请登记为新的项目。")


class PhotoRequired(Invalid):
    """A public notice is proved by a photo of the notice board (JZ-16)."""

    code = "EVIDENCE_REQUIRED"

    def __init__(self) -> None:
        message = "公示须附公示栏的照片,请先上传照片再提交。"
        super().__init__(message, fields=[FieldProblem("photoIds", self.code, message)])


class UnitMixed(Invalid):
    """25 km and 4 ponds are no sum (DY-13)."""

    code = "UNIT_MIXED"

    def __init__(self, units: Sequence[str]) -> None:
        listed = "、".join(units)
        super().__init__(f"这些数量的单位不同({listed}),不能相加。请只选一个单位,或分单位查看。")


class ReceivedExceeds(Conflict):
    """More than was pledged, or than the project costs, cannot have arrived (DY-14)."""

    code = "RECEIVED_EXCEEDS"

    def __init__(self, received_fen: int, limit: str, limit_fen: int) -> None:
        super().__init__(
            f"累计到账将达{yuan(received_fen)},超过{limit}{yuan(limit_fen)},没有登记。请核对金额,或先更正{limit}。"
        )

"""Refusals of the bulletin room."""

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound


class BulletinNotFound(NotFound):
    """No such bulletin, or one that the caller may not know of."""

    code = "BULLETIN_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这份通报,或您无权查看。请核对编号。")


class SubjectNotFound(NotFound):
    """No such unit, place or posting within reach."""

    code = "SUBJECT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到被通报的单位、地方或个人,或不在您的管辖范围内。请重新选择。")


class OneSubject(Invalid):
    """A bulletin is about one unit, one place or one person."""

    code = "ONE_SUBJECT"

    def __init__(self) -> None:
        message = "一份通报只写一个对象:请在单位、地方、任职三者中选择一个。"
        super().__init__(message, fields=[FieldProblem("subject", self.code, message)])


class BulletinPublished(Conflict):
    """It went out already."""

    code = "BULLETIN_PUBLISHED"

    def __init__(self) -> None:
        super().__init__("这份通报已经发布,无需重复发布。")


class GroundsNotPublished(Conflict):
    """A bulletin would tell of an inspection that is still secret."""

    code = "GROUNDS_NOT_PUBLISHED"

    def __init__(self) -> None:
        super().__init__("通报所依据的检查还没有公布。请先公布检查结果,再发布通报。")


class NoGrounds(Invalid):
    """Words can be made from findings only."""

    code = "NO_GROUNDS"

    def __init__(self) -> None:
        super().__init__("请至少选择一条检查结果,再生成通报草稿。")

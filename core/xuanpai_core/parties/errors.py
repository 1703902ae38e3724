"""What can go wrong with the parties of a record."""

from xuanpai_core.errors import FieldProblem, Invalid


class UnknownParty(Invalid):
    """A party does not exist, or lies beyond the caller's reach: both look the same."""

    code = "UNKNOWN_PARTY"

    def __init__(self, path: str, title: str) -> None:
        message = f"没有找到“{title}”所指的对象,或不在您的管辖范围内,请重新选择。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class PartyMisfit(Invalid):
    """Too few, too many, or parties of another kind than the form asks for."""

    code = "PARTY_MISFIT"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])

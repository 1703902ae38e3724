"""Refusals of the cadre room."""

from xuanpai_core.errors import FieldProblem, Forbidden, Invalid, NotFound


class CadreNotFound(NotFound):
    """No such cadre, or one beyond the caller's reach."""

    code = "CADRE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这名选派干部,或不在您的管辖范围内。")


class UnmaskLimit(Forbidden):
    """As many as one person may unmask within an hour."""

    code = "UNMASK_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(f"每小时最多查看 {limit} 次完整信息,已达上限,请稍后再试;确需批量使用,请走导出审批。")


class SearchLimit(Forbidden):
    """Too many exact numbers searched in vain within an hour: that is guessing."""

    code = "SEARCH_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(f"一小时内已有 {limit} 次按号码查询没有结果,暂停按号码查询,请核对号码后过一会儿再试。")


class BadContact(Invalid):
    """A contact that cannot be right; the number itself is not repeated."""

    code = "INVALID_CONTACT"

    def __init__(self, path: str, code: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, code, message)])

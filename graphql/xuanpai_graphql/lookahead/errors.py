"""The engine's refusals, each with a stable code, and the complaint about a wrong declaration."""

from collections.abc import Sequence

from graphql import FieldNode, GraphQLError

from xuanpai_core.errors import FieldProblem, Forbidden, Invalid


class DeclarationError(TypeError):
    """A declared type contradicts itself: raised while the program starts, never during a request."""


def bad_cursor() -> Invalid:
    """The cursor was not made by this list in this order."""
    message = "分页游标无效或与当前排序不符,请去掉 after 参数,从第一页重新读取。"
    return Invalid(message, code="BAD_CURSOR", fields=[FieldProblem("after", "BAD_CURSOR", message)])


def bad_id(path: str = "id") -> Invalid:
    """The global id is not one of ours, or names another type."""
    message = "编号无效:请使用接口返回的 id,不要自行拼写或混用其他类型的编号。"
    return Invalid(message, code="BAD_ID", fields=[FieldProblem(path, "BAD_ID", message)])


def bad_text() -> Invalid:
    """A text holds the character NUL, which PostgreSQL cannot store or compare."""
    return Invalid("文字中含有不可见的空字符,请删除后重新输入。", code="BAD_TEXT")


def page_too_large(limit: int) -> Invalid:
    """More rows were asked for than one page may hold."""
    message = f"一页最多取 {limit} 条,请减小 first,并用 after 继续读取下一页。"
    return Invalid(message, code="PAGE_TOO_LARGE", fields=[FieldProblem("first", "PAGE_TOO_LARGE", message)])


def page_too_small() -> Invalid:
    """Zero or fewer rows were asked for."""
    message = "first 至少为 1;只要总数时,请只查询 totalCount。"
    return Invalid(message, code="PAGE_TOO_SMALL", fields=[FieldProblem("first", "PAGE_TOO_SMALL", message)])


def refused(node: FieldNode, path: Sequence[str | int]) -> GraphQLError:
    """The caller's roles allow this field nowhere; the whole root field is refused and nothing is read."""
    message = f"没有权限查看“{node.name.value}”,请去掉该字段,或联系管理员授权。"
    return GraphQLError(
        message,
        nodes=[node],
        path=list(path),
        original_error=Forbidden(message),
        extensions={"code": Forbidden.code},
    )

"""Reading JSON inputs."""

from typing import Any

from xuanpai_core.errors import FieldProblem, Invalid


def json_object(value: object, path: str) -> dict[str, Any]:
    """``value`` as a JSON object, empty when absent; raises ``Invalid`` (``NOT_AN_OBJECT``) for anything else."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        message = f"{path} 应为 JSON 对象。"
        raise Invalid(message, code="NOT_AN_OBJECT", fields=[FieldProblem(path, "NOT_AN_OBJECT", message)])
    return value

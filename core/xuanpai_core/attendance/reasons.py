"""The reasons that people give, where one is asked for."""

from xuanpai_core.errors import Invalid

REASON_LIMIT = 500


def checked(reason: str | None) -> str | None:
    """The reason if it can be kept; raises ``Invalid`` (``INVALID_REASON``)."""
    if reason is not None and (len(reason) > REASON_LIMIT or "\0" in reason):
        raise Invalid(f"理由不能超过 {REASON_LIMIT} 字,也不能含控制字符。", code="INVALID_REASON")
    return reason


def demanded(reason: str | None, message: str) -> str:
    """The reason, which must be given; raises ``Invalid`` (``REASON_REQUIRED`` or ``INVALID_REASON``)."""
    said = (checked(reason) or "").strip()
    if not said:
        raise Invalid(message, code="REASON_REQUIRED")
    return said

"""What people write, as it may be stored: trimmed, not empty, not endless, nothing that cannot be shown."""

import unicodedata

from xuanpai_core.errors import FieldProblem, Invalid

_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def one_line(text: str, *, path: str, title: str, limit: int = 100) -> str:
    """A name or a number on one line; raises ``Invalid`` (``INVALID_TEXT``) with the field at ``path``."""
    return _checked(text, path, title, limit, keep="")


def paragraphs(text: str, *, path: str, title: str, limit: int = 5000) -> str:
    """A text that may have several lines; raises ``Invalid`` (``INVALID_TEXT``) with the field at ``path``."""
    return _checked(text, path, title, limit, keep="\n\t")


def shown(text: str, limit: int = 60) -> str:
    """What somebody wrote, as an error message may repeat it."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text[:limit])


def _checked(text: str, path: str, title: str, limit: int, keep: str) -> str:
    trimmed = text.replace("\r\n", "\n").strip()
    if not trimmed:
        raise _refusal(path, "REQUIRED", f"请填写{title}。")
    if len(trimmed) > limit:
        raise _refusal(path, "TOO_LONG", f"{title}最多{limit}个字,现在有{len(trimmed)}个,请删减。")
    if any(unicodedata.category(char) in _UNSHOWABLE and char not in keep for char in trimmed):
        raise _refusal(path, "UNREADABLE", f"{title}里有不能显示的字符,请删去后重新输入。")
    return trimmed


def _refusal(path: str, code: str, message: str) -> Invalid:
    return Invalid(message, code="INVALID_TEXT", fields=[FieldProblem(path, code, message)])

"""Logs: one JSON object a line, with tracebacks but never with the values of variables, personal numbers or secrets.

Everything passes ``scrub`` as the last step before it is written, also what libraries say through ``logging``.
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, Final

import structlog
from pydantic import SecretStr
from structlog.typing import EventDict, Processor, WrappedLogger

from xuanpai_core.cadres.masks import mask_numbers
from xuanpai_core.config import Settings

_HIDDEN: Final = "***"
_SECRET_SETTINGS: Final = tuple(
    sorted(name for name, field in Settings.model_fields.items() if field.annotation is SecretStr)
)
_SECRET_NAME: Final = re.compile(
    rf"password|passphrase|secret|authorization|cookie|{'|'.join(_SECRET_SETTINGS)}", re.IGNORECASE
)
# XUANPAI_MASTER_KEY=…, "s3_secret_key": "…", password='…'
_SECRET_IN_TEXT: Final = re.compile(
    rf"(?P<name>\b(?:xuanpai_)?(?:{'|'.join(_SECRET_SETTINGS)}|password|passphrase)\b[\"']?\s*[=:]\s*)"
    r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s,;)}\]]+)",
    re.IGNORECASE,
)
_LOGIN_IN_URL: Final = re.compile(r"(?P<before>\b[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@/]+(?=@)", re.IGNORECASE)


def configure_logs(level: int = logging.INFO) -> None:
    """Send every log line to standard error as JSON; once, at the start of a process."""
    prepare: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    finish: list[Processor] = [
        structlog.processors.format_exc_info,
        scrub,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(
        processors=[*prepare, *finish],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _adopt_libraries(prepare, finish)


def scrub(_logger: WrappedLogger | None, _method: str, event: EventDict) -> EventDict:
    """Mask personal numbers wherever they stand, and hide whatever goes by the name of a secret."""
    return {name: _scrubbed(name, value) for name, value in event.items()}


def _scrubbed(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _scrubbed(str(key), item) for key, item in value.items()}
    if _SECRET_NAME.search(name):
        return _HIDDEN
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrubbed(name, item) for item in value]
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        text = str(value)
        masked = mask_numbers(text)
        return value if masked == text else masked
    return _scrubbed_text(value if isinstance(value, str) else repr(value))


def _scrubbed_text(text: str) -> str:
    hidden = _LOGIN_IN_URL.sub(rf"\g<before>{_HIDDEN}", text)
    return mask_numbers(_SECRET_IN_TEXT.sub(rf"\g<name>{_HIDDEN}", hidden))


def _adopt_libraries(prepare: list[Processor], finish: list[Processor]) -> None:
    """What libraries log at WARNING and above takes the same way out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *prepare],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
        )
    )
    handler.set_name("xuanpai")
    root = logging.getLogger()
    for known in [known for known in root.handlers if known.get_name() == "xuanpai"]:
        root.removeHandler(known)
    root.addHandler(handler)

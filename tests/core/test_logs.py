"""Nothing personal and nothing secret is ever logged, by us or by a library."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from xuanpai_core.config import Settings
from xuanpai_core.logs import configure_logs, scrub

ID_NUMBER, PHONE, CARD = "21070019800101001X", "13812341234", "6222021234567890128"
KEY = "5f" * 32


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """All that is logged."""
    lines = StringIO()
    monkeypatch.setattr(sys, "stderr", lines)
    configure_logs()
    yield lines
    monkeypatch.undo()
    configure_logs()


def test_numbers_are_masked_in_words_values_nested_values_and_tracebacks(logged: StringIO) -> None:
    log, text = structlog.get_logger("test"), f"卡号{CARD}"
    try:
        raise ValueError(f"身份证 {ID_NUMBER} 与手机 {PHONE} 不符")
    except ValueError:
        log.exception(text, phone=int(PHONE), people=[{"idNumber": ID_NUMBER}], raw=CARD.encode())

    line = json.loads(logged.getvalue())
    assert not any(number in logged.getvalue() for number in (ID_NUMBER, PHONE, CARD))
    assert (line["event"], line["phone"]) == ("卡号***************0128", "138****1234")
    assert line["people"] == [{"idNumber": "210***********001X"}]
    assert "ValueError: 身份证 210***********001X 与手机 138****1234 不符" in line["exception"]


def test_secrets_are_hidden_by_their_names_and_in_addresses(logged: StringIO) -> None:
    text = f"XUANPAI_MASTER_KEY={KEY} postgresql+asyncpg://xuanpai_app:hunter2@db/xuanpai"
    structlog.get_logger("test").warning(
        text,
        s3_secret_key="hunter2",
        options={"previous_master_keys": KEY, "password": "hunter2", "port": 5432},
    )

    line = json.loads(logged.getvalue())
    assert line["event"] == "XUANPAI_MASTER_KEY=*** postgresql+asyncpg://xuanpai_app:***@db/xuanpai"
    assert (line["s3_secret_key"], line["options"]) == (
        "***",
        {"previous_master_keys": "***", "password": "***", "port": 5432},
    )


def test_every_secret_setting_is_hidden_by_its_name() -> None:
    secret = [name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)]

    assert len(secret) >= 6
    assert scrub(None, "info", dict.fromkeys(secret, "hunter2")) == dict.fromkeys(secret, "***")


def test_what_libraries_say_takes_the_same_way_out(logged: StringIO) -> None:
    logging.getLogger("uvicorn.error").error("refused %s", ID_NUMBER)

    line = json.loads(logged.getvalue())
    assert (line["event"], line["logger"], line["level"]) == (
        "refused 210***********001X",
        "uvicorn.error",
        "error",
    )


def test_other_values_stay_as_they_are() -> None:
    event = {"incident": "018f2b3c-1234-7abc-8def-138123412345", "rows": 20_000, "place": "210726101200", "ok": True}

    assert scrub(None, "info", dict(event)) == event

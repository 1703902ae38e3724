"""Scalars pass on what the database made, and refuse wrong input with a sentence that says what to write."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from graphql import GraphQLError

from tests.api.lookahead.caller import Caller
from tests.api.lookahead.conftest import Engine
from xuanpai_graphql.lookahead.scalars import SCALARS, Fen, Long


@pytest.mark.parametrize(
    ("scalar", "given", "parsed"),
    [
        (date, "2026-01-31", date(2026, 1, 31)),
        (datetime, "2026-01-31T08:30:00+00:00", datetime(2026, 1, 31, 8, 30, tzinfo=UTC)),
        (UUID, "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", UUID("0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")),
        (Decimal, "12.50", Decimal("12.50")),
        (Fen, 170_000, 170_000),
        (Long, -(2**53), -(2**53)),
    ],
)
def test_good_input_is_read(scalar: object, given: object, parsed: object) -> None:
    parse = SCALARS[scalar].parse_value

    assert parse is not None
    assert parse(given) == parsed


@pytest.mark.parametrize(
    ("scalar", "given", "message"),
    [
        (date, "2026-02-30", "日期格式应为“2026-01-31”这样的年-月-日,且必须是真实存在的日期。"),
        (date, "2026-W05-6", "日期格式应为“2026-01-31”这样的年-月-日,且必须是真实存在的日期。"),
        (date, "20260131", "日期格式应为“2026-01-31”这样的年-月-日,且必须是真实存在的日期。"),
        (date, 20260131, "日期格式应为“2026-01-31”这样的年-月-日,且必须是真实存在的日期。"),
        (datetime, "2026-01-31T08:30:00", "时间格式应为“2026-01-31T08:30:00+08:00”,必须带时区。"),
        (datetime, "昨天", "时间格式应为“2026-01-31T08:30:00+08:00”,必须带时区。"),
        (UUID, "{0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b}", "标识应为 UUID,例如“0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b”。"),
        (UUID, 5, "标识应为 UUID,例如“0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b”。"),
        (date, "1899-12-31", "日期须在1900年到2199年之间,请核对年份。"),
        (date, "9999-12-31", "日期须在1900年到2199年之间,请核对年份。"),
        (datetime, "0001-01-01T00:00:00Z", "日期须在1900年到2199年之间,请核对年份。"),
        (Decimal, 12.5, "数值应写成字符串形式的十进制数,例如“12.50”,不超过30位。"),
        (Decimal, "NaN", "数值应写成字符串形式的十进制数,例如“12.50”,不超过30位。"),
        (Decimal, "1E+400", "数值应写成字符串形式的十进制数,例如“12.50”,不超过30位。"),
        (Fen, 17.5, "金额应为整数,单位是分,且不超过 9007199254740992。"),
        (Fen, True, "金额应为整数,单位是分,且不超过 9007199254740992。"),
        (Long, 2**53 + 1, "应为整数,且不超过 9007199254740992。"),
    ],
)
def test_wrong_input_is_refused_in_chinese(scalar: object, given: object, message: str) -> None:
    parse = SCALARS[scalar].parse_value

    assert parse is not None
    with pytest.raises(GraphQLError) as caught:
        parse(given)

    assert caught.value.message == message
    assert caught.value.extensions == {"code": "INVALID"}


@pytest.mark.parametrize(
    ("scalar", "value", "shown"),
    [
        (date, "2026-01-31", "2026-01-31"),
        (date, date(2026, 1, 31), "2026-01-31"),
        (datetime, datetime(2026, 1, 31, 8, 30, tzinfo=UTC), "2026-01-31T08:30:00+00:00"),
        (UUID, UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (Decimal, Decimal("12.50"), "12.50"),
        (Fen, 170_000, 170_000),
    ],
)
def test_a_value_is_shown_in_its_json_form(scalar: object, value: object, shown: object) -> None:
    serialize = SCALARS[scalar].serialize

    assert serialize is not None
    assert serialize(value) == shown


async def test_a_wrong_date_in_a_variable_keeps_its_chinese_message(engine: Engine) -> None:
    caller = Caller()

    result = await engine.run(
        "query ($from: Date) { postings(startedFrom: $from) { totalCount } }", caller, **{"from": "2026-02-30"}
    )

    assert result.errors is not None
    assert "日期格式应为“2026-01-31”这样的年-月-日" in result.errors[0].message
    assert caller.statements == []

"""Global ids: made alike in Python and in the database, and read back strictly."""

from datetime import date
from uuid import UUID

import pytest

from tests.api.lookahead.caller import Caller
from tests.api.lookahead.conftest import Engine
from tests.api.lookahead.rows import posting_id
from xuanpai_core.errors import Invalid
from xuanpai_graphql.lookahead.ids import GlobalId, global_id, key_of, parse_global_id


async def test_the_database_makes_the_id_that_python_makes_however_long(engine: Engine) -> None:
    # 57 bytes fill a line of base64 exactly, which PostgreSQL would end with a line break.
    document = f'{{ postingByKey(key: "{posting_id(3)}") {{ id latestDay {{ id day }} region {{ id }} }} }}'

    result = await engine.run(document, Caller())

    assert result.data == {
        "postingByKey": {
            "id": global_id("Posting", posting_id(3)),
            "latestDay": {"id": global_id("AttendanceDay", posting_id(3), date(2026, 10, 9)), "day": "2026-10-09"},
            "region": {"id": global_id("Region", "210727101201")},
        }
    }


async def test_an_id_leads_back_to_its_object_whatever_its_key(engine: Engine) -> None:
    day = global_id("AttendanceDay", posting_id(3), date(2026, 10, 9))
    document = f"""
    {{
      day: node(id: "{day}") {{ id ... on AttendanceDay {{ status }} }}
      region: node(id: "{global_id("Region", "2107")}") {{ __typename ... on Region {{ name }} }}
    }}
    """

    result = await engine.run(document, Caller())

    assert result.data == {
        "day": {"id": day, "status": "ON_DUTY"},
        "region": {"__typename": "Region", "name": "辽2107"},
    }


def test_an_id_is_read_back_into_its_parts() -> None:
    assert parse_global_id(global_id("Posting", UUID(int=7))) == GlobalId("Posting", (str(UUID(int=7)),))
    assert parse_global_id(global_id("Day", 1, "b")) == GlobalId("Day", ("1", "b"))
    assert key_of("Posting", UUID)(global_id("Posting", UUID(int=7))) == UUID(int=7)


@pytest.mark.parametrize("value", ["", "Posting", "UG9zdGluZw==", "不是编号", "Ojp4", "/w=="])
def test_what_is_not_an_id_is_refused(value: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_global_id(value)

    assert caught.value.error_code == "BAD_ID"


@pytest.mark.parametrize(
    "value", [global_id("Cadre", UUID(int=7)), global_id("Posting", "x"), global_id("Posting", 1, 2)]
)
def test_an_id_of_another_kind_is_refused(value: str) -> None:
    with pytest.raises(Invalid) as caught:
        key_of("Posting", UUID)(value)

    assert caught.value.error_code == "BAD_ID"

"""Pages: cursors lead through a list without a gap or a repetition, and what cannot be a page is refused."""

from base64 import b64decode, b64encode
from typing import Any

import orjson
import pytest

from tests.api.lookahead.caller import Caller
from tests.api.lookahead.conftest import Engine
from tests.api.lookahead.reference import seen_postings, sorted_postings
from tests.api.lookahead.rows import posting_id

PAGE = """
query Page($first: Int, $after: String, $order: PostingOrder) {
  postings(first: $first, after: $after, orderBy: $order) {
    edges { cursor node { key } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}
"""


async def page_of(engine: Engine, caller: Caller, **variables: object) -> dict[str, Any]:
    """One page of postings."""
    result = await engine.run(PAGE, caller, **variables)
    assert result.errors is None
    assert result.data is not None
    page: dict[str, Any] = result.data["postings"]
    return page


async def refusal(engine: Engine, document: str, **variables: object) -> tuple[str, str]:
    """The code and the message of the one error."""
    result = await engine.run(document, Caller(), **variables)
    assert result.data is None
    assert result.errors is not None
    [error] = result.errors
    original: Any = error.original_error
    return original.error_code, error.message


@pytest.mark.parametrize("order", [None, "NEWEST", "REGION_THEN_NEWEST", "SCORE"])
@pytest.mark.parametrize("size", [1, 3, 8, 100])
async def test_following_the_cursors_visits_every_row_once_in_order(
    engine: Engine, order: str | None, size: int
) -> None:
    caller = Caller()
    expected = [str(row["id"]) for row in sorted_postings(seen_postings(caller), order)]

    visited: list[str] = []
    after = None
    more = True
    while more:
        page = await page_of(engine, caller, first=size, after=after, order=order)
        visited += [edge["node"]["key"] for edge in page["edges"]]
        assert page["totalCount"] == len(expected)
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        assert len(page["edges"]) <= size
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert visited == expected


async def test_a_page_past_the_last_row_is_empty_and_says_so(engine: Engine) -> None:
    caller = Caller()
    last = (await page_of(engine, caller, first=100))["pageInfo"]["endCursor"]

    page = await page_of(engine, caller, after=last)

    assert page == {
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": None},
        "totalCount": 8,
    }


async def test_a_nested_page_starts_after_its_own_cursor(engine: Engine) -> None:
    document = """
    query Days($key: UUID!, $after: String) {
      postingByKey(key: $key) { days(first: 2, after: $after) { nodes { day } pageInfo { endCursor } } }
    }
    """
    caller = Caller()
    first = await engine.run(document, caller, key=str(posting_id(2)))
    assert first.data is not None
    cursor = first.data["postingByKey"]["days"]["pageInfo"]["endCursor"]

    second = await engine.run(document, caller, key=str(posting_id(2)), after=cursor)

    assert second.data is not None
    assert first.data["postingByKey"]["days"]["nodes"] == [{"day": "2026-10-01"}, {"day": "2026-10-02"}]
    assert second.data["postingByKey"]["days"]["nodes"] == [{"day": "2026-10-03"}, {"day": "2026-10-04"}]


async def test_a_page_holds_twenty_rows_unless_said_otherwise(engine: Engine) -> None:
    document = "query Q($key: UUID!) { postingByKey(key: $key) { days { nodes { day } totalCount } } }"

    result = await engine.run(document, Caller(), key=str(posting_id(7)))

    assert result.data is not None
    days = result.data["postingByKey"]["days"]
    assert (len(days["nodes"]), days["totalCount"]) == (20, 21)


@pytest.mark.parametrize("first", [101, 2**31 - 1])
async def test_more_than_a_hundred_rows_are_refused(engine: Engine, first: int) -> None:
    assert await refusal(engine, PAGE, first=first) == (
        "PAGE_TOO_LARGE",
        "一页最多取 100 条,请减小 first,并用 after 继续读取下一页。",
    )


@pytest.mark.parametrize("first", [0, -1])
async def test_a_page_of_no_rows_is_refused(engine: Engine, first: int) -> None:
    assert await refusal(engine, PAGE, first=first) == (
        "PAGE_TOO_SMALL",
        "first 至少为 1;只要总数时,请只查询 totalCount。",
    )


async def test_a_nested_page_has_the_same_limit(engine: Engine) -> None:
    document = "{ postings { nodes { days(first: 101) { totalCount nodes { day } } } } }"

    assert (await refusal(engine, document))[0] == "PAGE_TOO_LARGE"


def _encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "不是游标",
        "not base64!",
        _encoded("5"),
        _encoded("[]"),
        _encoded("{}"),
        _encoded('["00000000", "2026-01-01", "00000000-0000-0000-0000-000009050000"]'),
        "\x00",
    ],
)
async def test_a_cursor_that_we_did_not_make_is_refused(engine: Engine, cursor: str) -> None:
    assert await refusal(engine, PAGE, after=cursor) == (
        "BAD_CURSOR",
        "分页游标无效或与当前排序不符,请去掉 after 参数,从第一页重新读取。",
    )


@pytest.mark.parametrize(
    "values",
    [["2026-13-01", str(posting_id(1))], ["2026-01-01", "x"], ["2026-01-01"], [5, 6], ["2026-01-01", None]],
)
async def test_a_cursor_with_altered_values_is_refused(engine: Engine, values: list[object]) -> None:
    made = (await page_of(engine, Caller(), first=1))["pageInfo"]["endCursor"]
    signature = orjson.loads(b64decode(made))[0]

    code, _ = await refusal(engine, PAGE, after=b64encode(orjson.dumps([signature, *values])).decode())

    assert code == "BAD_CURSOR"


async def test_a_cursor_of_another_order_is_refused(engine: Engine) -> None:
    made = (await page_of(engine, Caller(), first=1, order="SCORE"))["pageInfo"]["endCursor"]

    assert (await refusal(engine, PAGE, after=made, order="NEWEST"))[0] == "BAD_CURSOR"


async def test_a_total_alone_reads_no_rows(engine: Engine) -> None:
    caller = Caller()

    result = await engine.run("{ postings { totalCount } }", caller)

    assert result.data == {"postings": {"totalCount": 8}}
    [statement] = caller.statements
    assert "LIMIT" not in statement


async def test_a_page_without_a_total_does_not_count(engine: Engine) -> None:
    caller = Caller()

    await engine.run("{ postings { nodes { key } pageInfo { endCursor } } }", caller)

    [statement] = caller.statements
    assert "count(*)" not in statement
    assert "row_number()" not in statement

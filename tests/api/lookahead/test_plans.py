"""A compiled statement serves every request of the same shape, and none of another."""

from tests.api.lookahead.caller import EVERYWHERE, READ, READ_DAYS, READ_SENSITIVE, Caller
from tests.api.lookahead.conftest import Engine
from tests.api.lookahead.rows import ANHUI, posting_id
from xuanpai_graphql.lookahead.execute import Recent

DAYS = """
query Days($key: UUID!, $status: DayStatus, $first: Int, $names: Boolean = false) {
  postingByKey(key: $key) {
    cadre @include(if: $names) { name }
    days(status: $status, first: $first) { nodes { day } totalCount }
  }
}
"""


async def ask(engine: Engine, document: str, caller: Caller | None = None, **variables: object) -> object:
    """The data of an answer without errors."""
    result = await engine.run(document, caller or Caller(), **variables)
    assert result.errors is None
    return result.data


def days(total: int, *numbers: int) -> dict[str, object]:
    """The JSON of a page of days in October."""
    return {"days": {"nodes": [{"day": f"2026-10-{number:02}"} for number in numbers], "totalCount": total}}


async def test_other_values_of_the_same_variables_reuse_the_plan(caching_engine: Engine) -> None:
    first = await ask(caching_engine, DAYS, key=str(posting_id(1)), status="ON_DUTY", first=1)
    second = await ask(caching_engine, DAYS, key=str(posting_id(3)), status="LEAVE", first=2)

    assert first == {"postingByKey": days(3, 1)}
    assert second == {"postingByKey": days(2, 2, 6)}
    assert len(caching_engine.lookahead.plans) == 1


async def test_an_argument_left_out_is_another_plan_and_null_counts_as_left_out(caching_engine: Engine) -> None:
    filtered = await ask(caching_engine, DAYS, key=str(posting_id(1)), status="LEAVE")
    whole = await ask(caching_engine, DAYS, key=str(posting_id(1)))
    null = await ask(caching_engine, DAYS, key=str(posting_id(1)), status=None)

    assert filtered == {"postingByKey": days(0)}
    assert whole == null == {"postingByKey": days(3, 1, 2, 3)}
    assert len(caching_engine.lookahead.plans) == 2


async def test_including_a_field_by_variable_is_another_plan(caching_engine: Engine) -> None:
    without = await ask(caching_engine, DAYS, key=str(posting_id(1)), names=False, first=1)
    including = await ask(caching_engine, DAYS, key=str(posting_id(1)), names=True, first=1)

    assert without == {"postingByKey": days(3, 1)}
    assert including == {"postingByKey": {"cadre": {"name": "王1"}, **days(3, 1)}}
    assert len(caching_engine.lookahead.plans) == 2


async def test_an_order_by_variable_is_a_plan_for_each_order(caching_engine: Engine) -> None:
    document = "query ($order: PostingOrder) { postings(first: 1, orderBy: $order) { nodes { key } } }"

    newest = await ask(caching_engine, document, order="NEWEST")
    lowest = await ask(caching_engine, document, order="SCORE")
    again = await ask(caching_engine, document, order="NEWEST")

    assert newest == again == {"postings": {"nodes": [{"key": str(posting_id(7))}]}}
    assert lowest == {"postings": {"nodes": [{"key": str(posting_id(3))}]}}
    assert len(caching_engine.lookahead.plans) == 2


async def test_one_plan_serves_two_tenants_and_two_places_each_its_own_rows(caching_engine: Engine) -> None:
    document = "{ postings { totalCount nodes { cadre { name } region { code } } } }"
    here = await ask(caching_engine, document, Caller(places={READ: ("210726101",)}))
    there = await ask(caching_engine, document, Caller(ANHUI, {READ: ("210727101",)}))

    assert here == {
        "postings": {
            "totalCount": 4,
            "nodes": [
                {"cadre": {"name": "王1"}, "region": {"code": "210726101"}},
                {"cadre": {"name": "王4"}, "region": {"code": "210726101201"}},
                {"cadre": {"name": "王2"}, "region": {"code": "210726101201"}},
                {"cadre": {"name": "王0"}, "region": {"code": "210726101201"}},
            ],
        }
    }
    assert there == {
        "postings": {
            "totalCount": 4,
            "nodes": [
                {"cadre": {"name": "李2"}, "region": {"code": "210727101"}},
                {"cadre": {"name": "李0"}, "region": {"code": "210727101201"}},
                {"cadre": {"name": "李3"}, "region": {"code": "210727101201"}},
                {"cadre": {"name": "李1"}, "region": {"code": "210727101201"}},
            ],
        }
    }
    assert len(caching_engine.lookahead.plans) == 1


async def test_another_shape_of_scope_is_another_plan(caching_engine: Engine) -> None:
    document = "{ postings { totalCount } }"

    everywhere = await ask(caching_engine, document, Caller(places=EVERYWHERE))
    two_places = await ask(
        caching_engine,
        document,
        Caller(places={READ: ("210726101201", "210727101201"), READ_SENSITIVE: ("21",), READ_DAYS: ("21",)}),
    )

    assert everywhere == {"postings": {"totalCount": 8}}
    assert two_places == {"postings": {"totalCount": 6}}
    assert len(caching_engine.lookahead.plans) == 2


async def test_aliases_with_other_arguments_do_not_meet(engine: Engine) -> None:
    document = """
    query ($key: UUID!) {
      postingByKey(key: $key) {
        leave: days(status: LEAVE) { totalCount }
        duty: days(status: ON_DUTY, first: 1) { totalCount nodes { day } }
        late: latestDay { day }
        lateLeave: latestDay(status: LEAVE) { when: day day }
      }
      other: postingByKey(key: "00000000-0000-0000-0000-000009050001") { key }
    }
    """

    assert await ask(engine, document, key=str(posting_id(2))) == {
        "postingByKey": {
            "leave": {"totalCount": 1},
            "duty": {"totalCount": 5, "nodes": [{"day": "2026-10-01"}]},
            "late": {"day": "2026-10-06"},
            "lateLeave": {"when": "2026-10-03", "day": "2026-10-03"},
        },
        "other": {"key": str(posting_id(1))},
    }


async def test_a_fragment_that_two_operations_share_is_planned_for_each(caching_engine: Engine) -> None:
    document = """
    query One { postings(first: 1) { ...Page } }
    query Two($first: Int) { postings(first: $first, orderBy: SCORE) { ...Page } }
    fragment Page on PostingConnection { nodes { ... on Node { __typename } ... { key } } }
    """

    async def run(operation: str, **variables: object) -> object:
        caller = Caller(driver=caching_engine.connection)
        result = await caching_engine.schema.execute(
            document, variable_values=variables, context_value=caller, operation_name=operation
        )
        assert result.errors is None
        return result.data

    def shown(*numbers: int) -> dict[str, object]:
        return {"postings": {"nodes": [{"__typename": "Posting", "key": str(posting_id(n))} for n in numbers]}}

    assert await run("One") == shown(7)
    assert await run("Two", first=2) == shown(3, 0)
    assert await run("One") == shown(7)
    assert len(caching_engine.lookahead.plans) == 2


async def test_the_answer_keeps_the_order_in_which_fields_were_asked(engine: Engine) -> None:
    document = '{ region(code: "21") { name __typename ...F id code } } fragment F on Region { code upper: name }'

    data = await ask(engine, document)

    assert isinstance(data, dict)
    assert list(data["region"].items()) == [
        ("name", "辽21"),
        ("__typename", "Region"),
        ("code", "21"),
        ("upper", "辽21"),
        ("id", "UmVnaW9uOjIx"),
    ]


async def test_more_than_fifty_fields_of_one_row_are_answered(engine: Engine) -> None:
    document = '{ region(code: "21") { ' + " ".join(f"a{at}: name" for at in range(120)) + " } }"

    assert await ask(engine, document) == {"region": {f"a{at}": "辽21" for at in range(120)}}


def test_the_value_used_least_recently_goes_first() -> None:
    recent: Recent[str] = Recent(2)
    recent.put("a", "1")
    recent.put("b", "2")
    recent.get("a")

    recent.put("c", "3")

    assert (len(recent), recent.get("a"), recent.get("b"), recent.get("c")) == (2, "1", None, "3")

"""What the caller may not read is refused before anything is read, or is hidden row by row."""

from typing import Any

import pytest

from tests.api.lookahead.caller import EVERYWHERE, READ, READ_DAYS, READ_SENSITIVE, Caller
from tests.api.lookahead.conftest import Engine
from tests.api.lookahead.reference import global_id
from tests.api.lookahead.rows import posting_id
from xuanpai_core.errors import Forbidden
from xuanpai_graphql.lookahead.install import FieldRequirement, field_requirements

NO_SENSITIVE = {READ: ("21",), READ_DAYS: ("21",)}


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ("{ postings { nodes { secret: allowanceFen } } }", ["postings", "nodes", "secret"]),
        ("{ cadres { idNumber name } }", ["cadres", "idNumber"]),
        (
            "{ p: postings { edges { node { who: cadre { ...F } } } } } fragment F on Cadre { idNumber }",
            ["p", "edges", "node", "who", "idNumber"],
        ),
        ("query ($yes: Boolean = true) { cadres { idNumber @include(if: $yes) } }", ["cadres", "idNumber"]),
        (
            f'{{ postingByKey(key: "{posting_id(1)}") {{ allowanceFen }} }}',
            ["postingByKey", "allowanceFen"],
        ),
    ],
)
async def test_a_field_beyond_the_callers_roles_is_refused_and_nothing_is_read(
    engine: Engine, document: str, path: list[str]
) -> None:
    caller = Caller(places=NO_SENSITIVE)

    result = await engine.run(document, caller)

    assert result.errors is not None
    [error] = result.errors
    assert error.path == path
    assert error.extensions == {"code": "FORBIDDEN"}
    assert isinstance(error.original_error, Forbidden)
    assert error.message.startswith("没有权限查看")
    assert caller.statements == []


async def test_a_skipped_field_is_not_required(engine: Engine) -> None:
    caller = Caller(places=NO_SENSITIVE)

    result = await engine.run("query ($no: Boolean!) { cadres { name idNumber @include(if: $no) } }", caller, no=False)

    assert result.errors is None
    assert result.data == {"cadres": [{"name": "王0"}, {"name": "王1"}, {"name": "王2"}]}


async def test_permission_is_asked_again_when_the_plan_is_already_there(caching_engine: Engine) -> None:
    document = "{ cadres { idNumber } }"
    allowed = await caching_engine.run(document, Caller(places={READ: ("21",), READ_SENSITIVE: ("21",)}))

    class Revoked(Caller):
        def permits(self, action: str) -> bool:
            return action != READ_SENSITIVE

    revoked = Revoked(places={READ: ("21",), READ_SENSITIVE: ("21",)})
    refused = await caching_engine.run(document, revoked)

    assert allowed.errors is None
    assert refused.errors is not None
    assert refused.errors[0].extensions == {"code": "FORBIDDEN"}
    assert revoked.statements == []
    assert len(caching_engine.lookahead.plans) == 1


async def test_a_type_that_may_not_be_read_refuses_the_relation_to_it(engine: Engine) -> None:
    caller = Caller(places={READ: ("21",)})

    result = await engine.run("{ postings { nodes { key latestDay { day } } } }", caller)

    assert result.errors is not None
    assert result.errors[0].path == ["postings", "nodes", "latestDay"]
    assert caller.statements == []


async def test_a_narrower_grant_shows_its_field_only_on_its_rows(engine: Engine) -> None:
    caller = Caller(places={READ: ("2107",), READ_SENSITIVE: ("210727",)})

    result = await engine.run("{ postings(first: 4) { nodes { region { code } allowanceFen } } }", caller)

    assert result.data is not None
    assert result.data["postings"]["nodes"] == [
        {"region": {"code": "210727101"}, "allowanceFen": 3_000_000_007},
        {"region": {"code": "210726101"}, "allowanceFen": None},
        {"region": {"code": "210727101201"}, "allowanceFen": 3_000_000_005},
        {"region": {"code": "210726101201"}, "allowanceFen": None},
    ]


async def test_what_the_parent_shows_needs_no_scope_of_its_own(engine: Engine) -> None:
    caller = Caller(places={READ: ("210726101201",)})

    result = await engine.run(
        "{ postings(first: 1) { nodes { region { name parent { name } } cadre { name } } } }", caller
    )

    assert result.data == {
        "postings": {
            "nodes": [
                {"region": {"name": "辽210726101201", "parent": {"name": "辽210726101"}}, "cadre": {"name": "王4"}}
            ]
        }
    }


async def test_the_neighbouring_township_is_not_seen_by_any_way(engine: Engine) -> None:
    caller = Caller(places={READ: ("210726",), READ_DAYS: ("210726",), READ_SENSITIVE: ("210726",)})
    foreign = posting_id(1)
    document = f"""
    {{
      one: postingByKey(key: "{foreign}") {{ key }}
      two: posting(id: "{global_id("Posting", foreign)}") {{ key }}
      three: node(id: "{global_id("Posting", foreign)}") {{ id }}
      four: node(id: "{global_id("AttendanceDay", foreign, "2026-10-01")}") {{ id }}
      region(code: "210727101201") {{ postings {{ totalCount nodes {{ key }} edges {{ cursor }} }} }}
      cadres {{ name postings {{ region {{ code }} }} }}
    }}
    """

    result = await engine.run(document, caller)

    assert result.errors is None
    assert result.data is not None
    assert [result.data[key] for key in ("one", "two", "three", "four")] == [None, None, None, None]
    assert result.data["region"] == {"postings": {"totalCount": 0, "nodes": [], "edges": []}}
    codes = {posting["region"]["code"] for cadre in result.data["cadres"] for posting in cadre["postings"]}
    assert codes == {"210726101", "210726101201"}


async def test_a_caller_without_any_place_sees_no_node(engine: Engine) -> None:
    caller = Caller(places={})

    result = await engine.run(f'{{ node(id: "{global_id("Posting", posting_id(0))}") {{ id }} }}', caller)

    assert (result.errors, result.data) == (None, {"node": None})
    assert caller.statements == []


def test_every_field_says_what_it_requires_or_why_it_is_open(engine: Engine) -> None:
    found = {(item.type_name, item.field_name): item for item in field_requirements(engine.schema)}

    assert len(found) == 40
    assert all((item.action is None) != (item.reason is None) for item in found.values())
    assert found["Cadre", "idNumber"] == FieldRequirement("Cadre", "idNumber", READ_SENSITIVE, None)
    assert found["Cadre", "name"] == FieldRequirement("Cadre", "name", READ, None)
    assert found["Region", "name"] == FieldRequirement("Region", "name", None, "区划名录人人可见")
    assert found["Query", "postings"] == FieldRequirement("Query", "postings", READ, None)


async def test_an_unknown_a_foreign_and_a_malformed_id_look_alike(engine: Engine) -> None:
    ids = [
        global_id("Posting", posting_id(99)),
        global_id("Posting", "x"),
        global_id("Posting"),
        global_id("Posting", posting_id(0), "more"),
        global_id("Nothing", posting_id(0)),
        global_id("Region", "21\0"),
        "!",
        "",
    ]
    document = "{ " + " ".join(f"n{at}: node(id: {_quoted(value)}) {{ id }}" for at, value in enumerate(ids)) + " }"

    result = await engine.run(document, Caller(places=EVERYWHERE))

    assert result.errors is None
    assert result.data == {f"n{at}": None for at in range(len(ids))}


async def test_an_id_of_another_type_is_refused_as_an_argument(engine: Engine) -> None:
    caller = Caller()

    result = await engine.run(f'{{ posting(id: "{global_id("Cadre", posting_id(0))}") {{ key }} }}', caller)

    assert result.errors is not None
    original: Any = result.errors[0].original_error
    assert original.error_code == "BAD_ID"
    assert caller.statements == []


async def test_a_text_with_the_null_character_is_refused_before_the_database_sees_it(engine: Engine) -> None:
    caller = Caller()

    result = await engine.run("query ($code: String!) { region(code: $code) { name } }", caller, code="21\0")

    assert result.errors is not None
    original: Any = result.errors[0].original_error
    assert original.error_code == "BAD_TEXT"
    assert caller.statements == []


def _quoted(value: str) -> str:
    return f'"{value}"'

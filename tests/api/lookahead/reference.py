"""The same schema answered naively: plain Python over the same rows, one resolver a field, graphql-core's executor."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, execute_sync, parse

from tests.api.lookahead.caller import READ, READ_DAYS, READ_SENSITIVE, Caller
from tests.api.lookahead.rows import ATTENDANCE_DAYS, CADRES, POSTINGS, REGIONS, DayStatus, Row

SHANGHAI = ZoneInfo("Asia/Shanghai")
DEFAULT_PAGE = 20


def global_id(*parts: object) -> str:
    """Relay's id."""
    return b64encode(":".join(map(str, parts)).encode()).decode()


def mine(rows: Iterable[Row], caller: Caller) -> list[Row]:
    """The rows of the caller's tenant."""
    return [row for row in rows if row["tenant_id"] == caller.tenant_id]


def seen_postings(caller: Caller, action: str = READ) -> list[Row]:
    """Postings at the caller's places."""
    return [row for row in mine(POSTINGS, caller) if caller.covers(action, row["region_code"])]


def seen_days(caller: Caller) -> list[Row]:
    """Days of postings at the caller's places."""
    keys = {row["id"] for row in seen_postings(caller, READ_DAYS)}
    return [row for row in mine(ATTENDANCE_DAYS, caller) if row["posting_id"] in keys]


def seen_cadres(caller: Caller, action: str = READ) -> list[Row]:
    """Cadres posted at the caller's places."""
    keys = {row["cadre_id"] for row in seen_postings(caller, action)}
    return [row for row in mine(CADRES, caller) if row["id"] in keys]


def first_of(rows: Iterable[Row]) -> Row | None:
    """The only row, or none."""
    return next(iter(rows), None)


def newest(rows: Iterable[Row]) -> list[Row]:
    """The default order of postings."""
    return sorted(rows, key=lambda row: (row["start_date"], row["id"]), reverse=True)


def sorted_postings(rows: list[Row], order: str | None) -> list[Row]:
    """The postings in one of the orders of the schema."""
    if order == "REGION_THEN_NEWEST":
        return sorted(newest(rows), key=lambda row: row["region_code"])
    if order == "SCORE":
        return sorted(rows, key=lambda row: (row["score"] or 0, row["id"]))
    return newest(rows)


def postings_page(rows: list[Row], args: Mapping[str, Any]) -> Row:
    """A page of postings."""
    kept = [
        row
        for row in rows
        if args.get("role") in {None, row["role"].value}
        and (args.get("startedFrom") is None or row["start_date"].isoformat() >= args["startedFrom"])
    ]
    return page(sorted_postings(kept, args.get("orderBy")), args.get("first"))


def filtered_days(rows: Iterable[Row], args: Mapping[str, Any]) -> list[Row]:
    """Days with this status, on these days."""
    days = args.get("days")
    return [
        row
        for row in rows
        if args.get("status") in {None, row["status"].value} and (days is None or row["day"].isoformat() in days)
    ]


def page(rows: list[Row], first: int | None) -> Row:
    """The first rows of an ordered list, as a connection."""
    size = first or DEFAULT_PAGE
    return {
        "nodes": rows[:size],
        "edges": [{"node": row} for row in rows[:size]],
        "totalCount": len(rows),
        "pageInfo": {"hasNextPage": len(rows) > size, "hasPreviousPage": False},
    }


def region_of(code: str | None, caller: Caller) -> Row | None:
    """The region, public to everyone of the tenant."""
    return first_of(row for row in mine(REGIONS, caller) if row["code"] == code)


def days_of(posting: Row, caller: Caller) -> list[Row]:
    """Days of one posting in order."""
    return sorted((row for row in seen_days(caller) if row["posting_id"] == posting["id"]), key=lambda row: row["day"])


def on_duty(posting: Row, caller: Caller) -> int:
    """Counted over all days of the posting."""
    return sum(
        row["posting_id"] == posting["id"] and row["status"] is DayStatus.ON_DUTY
        for row in mine(ATTENDANCE_DAYS, caller)
    )


def posting_with(value: str, caller: Caller) -> Row | None:
    """The posting with this key, if seen."""
    return first_of(row for row in seen_postings(caller) if str(row["id"]) == value)


def node(value: str, caller: Caller) -> Row | None:
    """Whatever the id names, if seen."""
    name, *key = b64decode(value).decode().split(":")
    found = {
        "Region": lambda: region_of(key[0], caller),
        "Posting": lambda: posting_with(key[0], caller),
        "Cadre": lambda: first_of(row for row in seen_cadres(caller) if str(row["id"]) == key[0]),
        "AttendanceDay": lambda: first_of(
            row for row in seen_days(caller) if [str(row["posting_id"]), str(row["day"])] == key
        ),
    }[name]()
    return None if found is None else {**found, "__typename": name}


# Each answers ``(row, caller, arguments)``; a field that is missing here is the row's own column.
Answer = Callable[[Row, Caller, Mapping[str, Any]], Any]
ANSWERS: dict[str, dict[str, Answer]] = {
    "Query": {
        "region": lambda _, caller, args: region_of(args["code"], caller),
        "postings": lambda _, caller, args: postings_page(seen_postings(caller), args),
        "posting": lambda _, caller, args: posting_with(b64decode(args["id"]).decode().split(":")[1], caller),
        "cadres": lambda _, caller, args: sorted(seen_cadres(caller), key=lambda row: row["id"])[:3],
        "node": lambda _, caller, args: node(args["id"], caller),
        "postingByKey": lambda _, caller, args: posting_with(args["key"], caller),
        "recentPostings": lambda _, caller, args: postings_page(seen_postings(caller), args)["nodes"][:2],
        "postingsOf": lambda _, caller, args: postings_page(seen_postings(caller), args),
    },
    "Region": {
        "id": lambda row, caller, args: global_id("Region", row["code"]),
        "parent": lambda row, caller, args: region_of(row["parent_code"], caller),
        "children": lambda row, caller, args: [
            child for child in mine(REGIONS, caller) if child["parent_code"] == row["code"]
        ],
        "postings": lambda row, caller, args: postings_page(
            [one for one in seen_postings(caller) if one["region_code"] == row["code"]], args
        ),
    },
    "Cadre": {
        "id": lambda row, caller, args: global_id("Cadre", row["id"]),
        "idNumber": lambda row, caller, args: (
            row["id_number"] if row["id"] in {one["id"] for one in seen_cadres(caller, READ_SENSITIVE)} else None
        ),
        "shownAs": lambda row, caller, args: f"{row['name'][0]}某({row['birth_date'].year})",
        "postings": lambda row, caller, args: newest(
            one for one in seen_postings(caller) if one["cadre_id"] == row["id"]
        )[:10],
    },
    "AttendanceDay": {
        "id": lambda row, caller, args: global_id("AttendanceDay", row["posting_id"], row["day"]),
        "day": lambda row, caller, args: row["day"].isoformat(),
        "checkIns": lambda row, caller, args: row["check_ins"],
        "posting": lambda row, caller, args: posting_with(str(row["posting_id"]), caller),
    },
    "Posting": {
        "id": lambda row, caller, args: global_id("Posting", row["id"]),
        "key": lambda row, caller, args: str(row["id"]),
        "startDate": lambda row, caller, args: row["start_date"].isoformat(),
        "endDate": lambda row, caller, args: row["end_date"] and row["end_date"].isoformat(),
        "allowanceFen": lambda row, caller, args: (
            row["allowance_fen"] if caller.covers(READ_SENSITIVE, row["region_code"]) else None
        ),
        "score": lambda row, caller, args: None if row["score"] is None else str(row["score"]),
        "madeAt": lambda row, caller, args: row["made_at"].astimezone(SHANGHAI).isoformat(),
        "facts": lambda row, caller, args: orjson.loads(row["facts"]),
        "daysOnDuty": lambda row, caller, args: on_duty(row, caller),
        "region": lambda row, caller, args: region_of(row["region_code"], caller),
        "cadre": lambda row, caller, args: first_of(
            one for one in mine(CADRES, caller) if one["id"] == row["cadre_id"]
        ),
        "latestDay": lambda row, caller, args: first_of(reversed(filtered_days(days_of(row, caller), args))),
        "days": lambda row, caller, args: page(filtered_days(days_of(row, caller), args), args.get("first")),
    },
}


def make_reference(sdl: str) -> GraphQLSchema:
    """The schema of ``sdl`` with the answers above."""
    schema = build_schema(sdl)
    for type_name, answers in ANSWERS.items():
        type_ = schema.type_map[type_name]
        if isinstance(type_, GraphQLObjectType):
            for field, answer in answers.items():
                type_.fields[field].resolve = _resolver(answer)
    return schema


def answer_naively(schema: GraphQLSchema, document: str, caller: Caller, variables: dict[str, Any]) -> Any:
    """The data of the response; raises where the reference itself fails."""
    result = execute_sync(
        schema,
        parse(document),
        root_value={},
        context_value=caller,
        variable_values=variables,
        field_resolver=lambda row, info, **_: row[info.field_name],
    )
    if result.errors:
        raise result.errors[0]
    return result.data


def _resolver(answer: Answer) -> Callable[..., Any]:
    return lambda row, info, **args: answer(row, info.context, args)

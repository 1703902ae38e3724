"""Documents at random: aliases, arguments as literals and variables, fragments, @skip, @include, merged fields."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from hypothesis import strategies as st

from tests.api.lookahead.reference import global_id
from tests.api.lookahead.rows import CODES, FIRST_DAY, cadre_id, posting_id

# An argument: its GraphQL type, what may be given, whether it must be.
ROLE = ("Role", st.sampled_from(["FIRST_SECRETARY", "TEAM_MEMBER"]), False)
STARTED_FROM = ("Date", st.sampled_from(["2026-01-01", "2026-02-01", "2026-03-02"]), False)
FIRST = ("Int", st.integers(1, 6), False)
ORDER_BY = ("PostingOrder", st.sampled_from(["NEWEST", "REGION_THEN_NEWEST", "SCORE"]), False)
STATUS = ("DayStatus", st.sampled_from(["ON_DUTY", "LEAVE"]), False)
DAYS = (
    "[Date!]",
    st.lists(st.sampled_from([FIRST_DAY.replace(day=day).isoformat() for day in range(1, 12)]), max_size=4),
    False,
)
ENUMS = {"Role", "PostingOrder", "DayStatus"}
POSTING_ARGUMENTS = {"role": ROLE, "startedFrom": STARTED_FROM, "first": FIRST, "orderBy": ORDER_BY}
POSTING_IDS = st.integers(0, 8).map(lambda number: global_id("Posting", posting_id(number)))
ANY_ID = st.one_of(
    POSTING_IDS,
    st.integers(0, 5).map(lambda number: global_id("Cadre", cadre_id(number))),
    st.sampled_from(CODES).map(lambda code: global_id("Region", code)),
    st.integers(1, 5).map(lambda day: global_id("AttendanceDay", posting_id(2), FIRST_DAY.replace(day=day))),
)

LEAVES = {
    "Region": ["id", "code", "name"],
    "Cadre": ["id", "name", "idNumber", "shownAs"],
    "AttendanceDay": ["id", "day", "status", "checkIns"],
    "Posting": [
        *("id", "key", "role", "startDate", "endDate", "allowanceFen", "score", "madeAt", "facts", "tags"),
        "daysOnDuty",
    ],
    "PostingConnection": ["totalCount"],
    "AttendanceDayConnection": ["totalCount"],
    "PageInfo": ["hasNextPage", "hasPreviousPage"],
    "PostingEdge": [],
    "AttendanceDayEdge": [],
    "Node": ["id"],
    "Query": [],
}
# A relation: the type it leads to, and its arguments.
RELATIONS: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {
    "Query": {
        "region": ("Region", {"code": ("String!", st.sampled_from(CODES), True)}),
        "postings": ("PostingConnection", POSTING_ARGUMENTS),
        "posting": ("Posting", {"id": ("ID!", POSTING_IDS, True)}),
        "cadres": ("Cadre", {}),
        "node": ("Node", {"id": ("ID!", ANY_ID, True)}),
        "postingByKey": ("Posting", {"key": ("UUID!", st.integers(0, 8).map(posting_id).map(str), True)}),
        "recentPostings": ("Posting", {"role": ROLE}),
        "postingsOf": ("PostingConnection", {"role": ("Role!", ROLE[1], True), "first": FIRST}),
    },
    "Region": {
        "parent": ("Region", {}),
        "children": ("Region", {}),
        "postings": ("PostingConnection", POSTING_ARGUMENTS),
    },
    "Cadre": {"postings": ("Posting", {})},
    "AttendanceDay": {"posting": ("Posting", {})},
    "Posting": {
        "region": ("Region", {}),
        "cadre": ("Cadre", {}),
        "latestDay": ("AttendanceDay", {"status": STATUS, "days": DAYS}),
        "days": ("AttendanceDayConnection", {"status": STATUS, "days": DAYS, "first": FIRST}),
    },
    "PostingConnection": {"nodes": ("Posting", {}), "edges": ("PostingEdge", {}), "pageInfo": ("PageInfo", {})},
    "AttendanceDayConnection": {
        "nodes": ("AttendanceDay", {}),
        "edges": ("AttendanceDayEdge", {}),
        "pageInfo": ("PageInfo", {}),
    },
    "PostingEdge": {"node": ("Posting", {})},
    "AttendanceDayEdge": {"node": ("AttendanceDay", {})},
}
NODES = ["Region", "Cadre", "AttendanceDay", "Posting"]


@dataclass
class Document:
    """A document under construction, with the values of its variables."""

    draw: Any
    counter: int = 0
    definitions: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)

    def fresh(self, prefix: str) -> str:
        """A name not used before."""
        self.counter += 1
        return f"{prefix}{self.counter}"

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return bool(self.draw(st.integers(0, 99)) < percent)

    def variable(self, type_: str, value: Any, *, absent: bool = False) -> str:
        """Declare a variable and give it the value, or leave it out."""
        name = self.fresh("v")
        self.definitions.append(f"${name}: {type_}")
        if not absent:
            self.variables[name] = value
        return f"${name}"

    def selection(self, type_: str, depth: int) -> str:
        """A selection set on a type."""
        items = [self._item(type_, depth) for _ in range(self.draw(st.integers(1, 4)))]
        return "{ __typename " + " ".join(items) + " }" if self.chance(20) else "{ " + " ".join(items) + " }"

    def _item(self, type_: str, depth: int) -> str:
        directive = self._directive() if self.chance(20) else ""
        if depth > 0 and type_ != "Query" and self.chance(25):
            return self._fragment(type_, depth, directive)
        relations = RELATIONS.get(type_, {}) if depth > 0 else {}
        name = self.draw(st.sampled_from([*LEAVES[type_], *relations] or ["__typename"]))
        if name not in relations:
            return f"{self._alias(30)}{name}{directive}"
        target, possible = relations[name]
        arguments = [text for key, spec in possible.items() if (text := self._argument(key, *spec))]
        alias = self._alias(100 if arguments or type_ == "Query" else 30)
        given = f"({', '.join(arguments)})" if arguments else ""
        return f"{alias}{name}{given}{directive} {self.selection(target, depth - 1)}"

    def _alias(self, percent: int) -> str:
        return f"{self.fresh('a')}: " if self.chance(percent) else ""

    def _argument(self, name: str, type_: str, values: Any, required: bool) -> str:
        if not required and self.chance(55):
            return ""
        value = self.draw(values)
        if self.chance(50):
            if required:
                return f"{name}: {self.variable(type_, value)}"
            return f"{name}: {self.variable(type_, value if self.chance(75) else None, absent=self.chance(15))}"
        if not required and self.chance(10):
            return f"{name}: null"
        if isinstance(value, list) and value and self.chance(40):
            return f"{name}: [{self.variable('Date!', value[0])}, {', '.join(map(_quoted, value[1:]))}]"
        return f"{name}: {value if type_.rstrip('!') in ENUMS else _quoted(value)}"

    def _directive(self) -> str:
        name = self.draw(st.sampled_from(["skip", "include"]))
        value = self.draw(st.booleans())
        return f" @{name}(if: {self.variable('Boolean!', value) if self.chance(60) else str(value).lower()})"

    def _fragment(self, type_: str, depth: int, directive: str) -> str:
        on = self.draw(st.sampled_from(NODES)) if type_ == "Node" else type_
        if on in NODES and self.chance(15):
            return f"... on Node{directive} {{ id }}"
        body = self.selection(on, depth - 1)
        if self.chance(50):
            condition = "" if on == type_ else f" on {on}"
            return f"...{condition}{directive} {body}"
        name = self.fresh("F")
        self.fragments.append(f"fragment {name} on {on} {body}")
        again = f" ...{name}" if self.chance(20) else ""
        return f"...{name}{directive}{again}"


def _quoted(value: Any) -> str:
    return orjson.dumps(value).decode()


@st.composite
def documents(draw: Any) -> tuple[str, dict[str, Any]]:
    """A valid document and the values of its variables."""
    document = Document(draw)
    body = document.selection("Query", 4)
    head = f"query Q({', '.join(document.definitions)}) " if document.definitions else ""
    return "\n".join([head + body, *document.fragments]), document.variables

"""docs/security/asvs.csv: whole, in order, and every test that it names exists and runs."""

import ast
import csv
from collections import Counter
from functools import cache
from typing import NamedTuple

from tests.architecture.sources import ROOT

SECURITY = ROOT / "docs" / "security"
HEAD = ["id", "level", "applies", "asks", "control", "tests"]
# Requirements of level 3 that we hold ourselves to, beside all of levels 1 and 2.
CHOSEN = {
    "1.2.10", "1.3.12", "1.5.3", "2.3.5", "3.4.8", "3.5.8", "3.6.1", "4.1.4", "4.1.5", "5.2.4", "5.2.5", "5.2.6",
    "5.3.3", "6.3.5", "6.3.8", "6.4.6", "7.5.3", "8.3.2", "8.3.3", "8.4.2", "13.1.2", "13.1.3", "13.2.6", "13.4.6",
    "14.2.6", "14.2.7", "14.2.8", "15.2.4", "15.4.1", "15.4.2", "15.4.3", "16.5.4",
}  # fmt: skip
SKIPPING = {"skip", "skipif", "xfail"}


class Row(NamedTuple):
    """One requirement."""

    id: str
    level: str
    applies: str
    asks: str
    control: str
    tests: str

    @property
    def named(self) -> list[str]:
        """The node ids of its tests."""
        return [name for name in self.tests.split(";") if name]


@cache
def rows() -> list[Row]:
    with (SECURITY / "asvs.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, strict=True)
    assert head == HEAD
    assert {len(line) for line in lines} == {len(HEAD)}
    return [Row(*line) for line in lines]


@cache
def levels() -> dict[str, str]:
    """The standard's numbers with their levels, in its order."""
    text = (SECURITY / "asvs-levels.txt").read_text(encoding="utf-8")
    return dict(line.split(" ") for line in text.splitlines())


@cache
def _definitions(path: str) -> dict[str, list[ast.expr]]:
    """The tests of a file, ``name`` or ``Class::name``, with everything that may mark them as skipped."""
    file = ROOT / path
    if not file.is_file():
        return {}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    marks = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "pytestmark" for target in node.targets)
    ]
    found: dict[str, list[ast.expr]] = {}
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix, outer = (f"{node.name}::", node.decorator_list) if isinstance(node, ast.ClassDef) else ("", [])
        for test in inner:
            if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef):
                found[prefix + test.name] = [*marks, *outer, *test.decorator_list]
    return found


def _skips(expression: ast.expr) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in SKIPPING for node in ast.walk(expression))


def test_the_list_is_the_standards() -> None:
    assert Counter(levels().values()) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_levels_one_and_two_and_the_chosen_of_three_is_there_once_and_in_order() -> None:
    ids = [row.id for row in rows()]
    wanted = {number for number, level in levels().items() if level in {"1", "2"}} | CHOSEN

    assert ids == [number for number in levels() if number in set(ids)]
    assert wanted - set(ids) == set()
    assert {row.id: row.level for row in rows()} == {number: levels()[number] for number in ids}


def test_each_says_whether_it_applies_what_it_asks_and_what_is_done() -> None:
    assert {row.applies for row in rows()} == {"yes", "no", "deviation"}
    assert [row.id for row in rows() if not 5 <= len(row.asks) <= 90] == []
    assert [row.id for row in rows() if len(row.control) < 15 or row.control != row.control.strip()] == []
    assert [row.id for row in rows() if row.applies != "yes" and len(row.control) < 20] == []


def test_what_applies_names_tests_and_what_does_not_names_none() -> None:
    assert [row.id for row in rows() if row.applies == "yes" and not row.named] == []
    assert [row.id for row in rows() if row.applies == "no" and row.tests] == []
    assert [row.id for row in rows() if len(row.named) != len(set(row.named))] == []


def test_every_test_that_is_named_exists() -> None:
    missing = {
        (row.id, name)
        for row in rows()
        for name in row.named
        if not name.rpartition("::")[2].startswith("test_")
        or name.partition("::")[2] not in _definitions(name.partition("::")[0])
    }

    assert missing == set()
    assert len({name for row in rows() for name in row.named}) > 250


def test_no_test_that_is_named_is_skipped() -> None:
    named = {tuple(name.split("::", 1)) for row in rows() for name in row.named}
    skipped = [(path, test) for path, test in sorted(named) if any(map(_skips, _definitions(path).get(test, [])))]

    assert skipped == []


def test_the_index_explains_every_deviation() -> None:
    index = (SECURITY / "README.md").read_text(encoding="utf-8").partition("## Deviations")[2].partition("\n## ")[0]
    explained = {
        number.strip()
        for line in index.splitlines()
        if line.startswith("| ") and line[2].isdigit()
        for number in line.split("|")[1].split(",")
    }

    assert explained == {row.id for row in rows() if row.applies == "deviation"}

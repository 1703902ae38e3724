"""``xuanpai plugin check``: the plugins of this repository are ready, and each fault is found by its name."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xuanpai_core.plugins.checking import check_plugin
from xuanpai_core.plugins.scaffold import new_plugin
from xuanpai_graphql.cli import command_line

PLUGINS = Path(__file__).parents[2] / "plugins"
PACKAGE = "xuanpai_region_dongxing"


@pytest.fixture
def dongxing(tmp_path: Path) -> Path:
    """A new plugin, ready by the checklist until a test breaks it."""
    return new_plugin("dongxing", "东兴县", tmp_path)


def _edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _remove(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).unlink()


def _change(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: _edit(folder, file, old, new)


def _add(file: str, text: str) -> Callable[[Path], None]:
    def add(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")

    return add


@pytest.mark.parametrize("folder", sorted(PLUGINS.glob("region_*")), ids=lambda folder: folder.name)
def test_every_plugin_of_this_repository_is_ready(folder: Path) -> None:
    assert check_plugin(folder) == []


RULES = f"{PACKAGE}/rules.py"
BOOK = f"{PACKAGE}/rulebook.py"


@pytest.mark.parametrize(
    ("code", "breaks"),
    [
        ("NO_PYPROJECT", _remove("pyproject.toml")),
        ("WRONG_NAME", _change("pyproject.toml", "xuanpai-region-dongxing", "dongxing")),
        ("WRONG_ENTRY_POINT", _change("pyproject.toml", "region_dongxing =", "dongxing =")),
        ("FILE_MISSING", _remove("CHANGELOG.md")),
        ("NO_TESTS", _remove("tests/test_region_dongxing.py")),
        ("TESTS_NOT_ALONE", _add("tests/conftest.py", "")),
        ("PRIVATE_IMPORT", _add(RULES, "\nfrom xuanpai_core.db.session import Work\n")),
        ("PRIVATE_IMPORT", _add(RULES, "\nimport xuanpai_region_jinzhou\n")),
        ("PRIVATE_IMPORT", _add(RULES, "\nimport sqlalchemy\n")),
        ("NOT_PURE", _add(RULES, "\nimport socket\n")),
        ("NOT_PURE", _add(RULES, "\ntext = open('x')\n")),
        ("READS_THE_CLOCK", _add(RULES, "\nfrom datetime import date\nday = date.today()\n")),
        ("HAS_MIGRATIONS", _add(f"{PACKAGE}/migrations/0001.py", "")),
        ("DOES_NOT_LOAD", _change(f"{PACKAGE}/__init__.py", 'requires_api="1.1"', 'requires_api="9.0"')),
        ("DOES_NOT_LOAD", _add(RULES, "\nraise RuntimeError\n")),
        ("WRONG_VERSION", _change("pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')),
        ("NO_BOUNDS", _change(f"{PACKAGE}/parameters.py", "        ge=0,\n", "")),
        ("NO_CLAUSE", _change(BOOK, "        clause=MEETING,\n    )\n\n\ndef _report", "    )\n\n\ndef _report")),
        ("NOT_CHINESE", _change(BOOK, "选派干部例会", "Meeting")),
        ("NOT_CHINESE", _change(BOOK, "工作开展情况", "Work")),
        ("WRONG_MATTER", _change(BOOK, 'matter="meeting.monthly"', 'matter="Monthly Meeting"')),
        ("REPORT_NOT_OWED", _change(BOOK, 'fulfilled_by=("report.quarter",)', 'fulfilled_by=("report.year",)')),
        ("UNKNOWN_SOURCE", _change(BOOK, "attendance.days", "attendance.nights")),
        ("UNKNOWN_RECIPIENT", _change(BOOK, "recipient:TOWNSHIP", "recipient:COUNTY")),
        ("HOOK_NOT_TYPED", _change(RULES, "parameters: Parameters", "parameters")),
        (
            "HOOK_NOT_TESTED",
            _change(
                "tests/test_region_dongxing.py", "attendance_norm(FACTS", "getattr(rules, 'attendance_norm')(FACTS"
            ),
        ),
        (
            "NO_HOOK",
            _change(
                f"{PACKAGE}/__init__.py",
                f"from {PACKAGE}.rulebook import rulebook\nfrom {PACKAGE}.rules import attendance_norm\n",
                "",
            ),
        ),
    ],
)
def test_each_fault_is_found_by_its_name(dongxing: Path, code: str, breaks: Callable[[Path], None]) -> None:
    breaks(dongxing)

    assert code in {problem.code for problem in check_plugin(dongxing)}


def test_a_folder_that_holds_no_plugin_is_told_so(tmp_path: Path) -> None:
    (problem,) = check_plugin(tmp_path)

    assert problem.code == "NO_PACKAGE"


def test_the_command_says_what_is_wrong_and_fails(dongxing: Path) -> None:
    run = CliRunner()
    ready = run.invoke(command_line("plugin"), ["plugin", "check", str(dongxing)])
    _remove("CHANGELOG.md")(dongxing)
    broken = run.invoke(command_line("plugin"), ["plugin", "check", str(dongxing)])

    assert (ready.exit_code, ready.stdout) == (0, "region_dongxing:全部通过。\n")
    assert broken.exit_code == 1
    # The one that was looked at does not stay in the process in place of the one that is installed.
    assert [name for name in sys.modules if name.partition(".")[0] == PACKAGE] == []
    assert "FILE_MISSING\tCHANGELOG.md\t缺少 CHANGELOG.md。" in broken.output


def test_the_command_lists_what_is_installed() -> None:
    listed = CliRunner().invoke(command_line("plugin"), ["plugin", "list"])

    assert [line.split("\t")[0] for line in listed.stdout.splitlines()] == sorted(
        folder.name for folder in PLUGINS.glob("region_*")
    )

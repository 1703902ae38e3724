"""The scaffold works: what ``new_plugin`` writes is a plugin that loads, rules, and passes its own test."""

import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugins.facts import NORM_FACTS
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.checking import check_plugin
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.scaffold import new_plugin

PACKAGE = "xuanpai_region_dongxing"


@pytest.fixture
def dongxing(tmp_path: Path) -> Path:
    """A new plugin's folder."""
    return new_plugin("dongxing", "东兴县", tmp_path / "plugins")


@pytest.fixture
def host(dongxing: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PluginHost]:
    """A host of the new plugin alone."""
    monkeypatch.syspath_prepend(str(dongxing))
    yield PluginHost.of({"region_dongxing": importlib.import_module(PACKAGE)})
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_nothing_of_the_template_s_name_remains(dongxing: Path) -> None:
    files = sorted(path for path in dongxing.rglob("*") if path.is_file())

    assert [str(path.relative_to(dongxing)) for path in files] == [
        "CHANGELOG.md",
        "README.md",
        "pyproject.toml",
        "tests/test_region_dongxing.py",
        f"{PACKAGE}/__init__.py",
        f"{PACKAGE}/clauses.py",
        f"{PACKAGE}/parameters.py",
        f"{PACKAGE}/py.typed",
        f"{PACKAGE}/rulebook.py",
        f"{PACKAGE}/rules.py",
    ]
    for path in files:
        assert not re.search("template|某县", path.read_text(encoding="utf-8")), path


def test_the_new_distribution_declares_its_entry_point(dongxing: Path) -> None:
    project = tomllib.loads((dongxing / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["name"] == "xuanpai-region-dongxing"
    assert project["entry-points"] == {"xuanpai.plugins": {"region_dongxing": PACKAGE}}


def test_the_new_plugin_loads_and_rules(host: PluginHost) -> None:
    parameters = host.parse_parameters("region_dongxing", {"min_days_month": 22})

    norm = host.call("region_dongxing", hookspecs.attendance_norm, NORM_FACTS, parameters)

    assert norm is not None
    assert norm.min_days == 22
    assert norm.clause.document == "《东兴县选派干部管理办法》"
    assert norm.reason == "2026年5月须到岗不少于22天。"
    assert [duty.matter for duty in host.rulebook("region_dongxing", parameters).duties] == [
        "report.quarter",
        "meeting.monthly",
    ]


def test_the_new_plugin_s_bounds_hold(host: PluginHost) -> None:
    with pytest.raises(InvalidPluginParameters, match="每月最少到岗天数:不能大于28。"):
        host.parse_parameters("region_dongxing", {"min_days_month": 29})


def test_the_new_plugin_is_ready_by_the_checklist(dongxing: Path) -> None:
    assert check_plugin(dongxing) == []


def test_the_new_plugin_s_own_test_passes(dongxing: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(dongxing), *filter(None, sys.path)])}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests"]

    done = subprocess.run(command, cwd=dongxing, env=environment, check=False, capture_output=True, text=True)

    assert "4 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "name"), [("DongXing", "东兴县"), ("../up", "东兴县"), ("", "东兴县"), ("dongxing", "Dongxing")]
)
def test_a_name_that_is_no_place_writes_nothing(tmp_path: Path, place: str, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        new_plugin(place, name, tmp_path)

    assert refusal.value.error_code == "INVALID_PLACE"
    assert list(tmp_path.iterdir()) == []


def test_a_plugin_that_is_there_is_not_written_over(dongxing: Path) -> None:
    clauses = dongxing / PACKAGE / "clauses.py"
    clauses.write_text("# mine\n", encoding="utf-8")

    with pytest.raises(Conflict) as refusal:
        new_plugin("dongxing", "东兴县", dongxing.parent)

    assert refusal.value.error_code == "PLUGIN_FOLDER_EXISTS"
    assert clauses.read_text(encoding="utf-8") == "# mine\n"

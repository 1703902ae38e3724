"""The scaffold works: its README is followed to the letter, and what comes out is a plugin with a passing test."""

import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugins.facts import NORM_FACTS
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_core.plugins.manager import PluginHost

TEMPLATE = Path(__file__).parents[2] / "plugins" / "_template"
PACKAGE = "xuanpai_region_dongxing"


@pytest.fixture
def dongxing(tmp_path: Path) -> Path:
    """The folder that the README's commands make, run in a copy of the checkout's plugins folder."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(TEMPLATE, tmp_path / "plugins" / "_template", ignore=ignored)
    block = re.search(r"```bash\n(.*?)```", (TEMPLATE / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    subprocess.run(["bash", "-e", "-c", block[1]], cwd=tmp_path, check=True)
    return tmp_path / "plugins" / "region_dongxing"


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


def test_the_new_plugin_s_bounds_hold(host: PluginHost) -> None:
    with pytest.raises(InvalidPluginParameters, match="每月最少到岗天数:不能大于28。"):
        host.parse_parameters("region_dongxing", {"min_days_month": 29})


def test_the_new_plugin_s_own_test_passes(dongxing: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(dongxing), *filter(None, sys.path)])}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests"]

    done = subprocess.run(command, cwd=dongxing, env=environment, check=False, capture_output=True, text=True)

    assert "2 passed" in done.stdout, done.stdout + done.stderr

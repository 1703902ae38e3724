"""Each plugin of this repository is the distribution that it says it is, and keeps to the wall."""

import ast
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from xuanpai_core.plugins.manager import GROUP, load_plugins

PLUGINS = Path(__file__).parents[2] / "plugins"
FOLDERS = sorted(path.parent for path in PLUGINS.glob("*/pyproject.toml"))


def test_the_repository_holds_the_reference_plugin() -> None:
    assert "region_jinzhou" in [folder.name for folder in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_package_distribution_and_card_agree(folder: Path) -> None:
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    card = load_plugins().metadata(folder.name)

    assert project["entry-points"] == {GROUP: {folder.name: f"xuanpai_{folder.name}"}}
    assert project["name"] == f"xuanpai_{folder.name}".replace("_", "-")
    assert project["version"] == card.version == version(project["name"])
    assert (folder / f"xuanpai_{folder.name}" / "py.typed").is_file()
    assert (folder / "tests" / f"test_{folder.name}.py").is_file()


@pytest.mark.parametrize("package", sorted(PLUGINS.glob("*/xuanpai_*")), ids=lambda package: package.name)
def test_a_plugin_imports_only_the_api_and_itself(package: Path) -> None:
    modules = [
        name
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name.startswith("xuanpai_")
    ]

    assert "xuanpai_core.plugins.api" in modules
    assert {
        name for name in modules if name != "xuanpai_core.plugins.api" and name.split(".")[0] != package.name
    } == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []

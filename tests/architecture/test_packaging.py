"""The dictated folder names are source roots, never packages: a package called graphql would shadow graphql-core."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _folders() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return sorted({ROOT / Path(line).parent for line in listed.stdout.splitlines()})


def test_no_folder_called_graphql_is_a_package() -> None:
    folders = _folders()

    assert ROOT / "graphql" in folders
    assert [path for path in folders if path.name == "graphql" and (path / "__init__.py").exists()] == []


@pytest.mark.parametrize("folder", [".", "graphql", "tests", "core"])
def test_graphql_core_is_what_import_graphql_finds(folder: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import graphql; print(graphql.__file__)"],
        cwd=ROOT / folder,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "site-packages" in found.stdout


@pytest.mark.parametrize("root", ["core", "tenants", "graphql"])
def test_source_roots_are_not_packages(root: str) -> None:
    assert not (ROOT / root / "__init__.py").exists()


def test_the_old_casbin_is_not_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text().splitlines()

    assert [line for line in lock if line.startswith("casbin==")] == []
    assert any(line.startswith("pycasbin==") for line in lock)


def test_the_lock_names_hashes_and_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text()

    assert lock.count("--hash=sha256:") > 100
    assert "://" not in lock

"""The plugin guide, followed to the letter: from nothing to a plugin that a tenant has in force."""

import os
import re
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.world import World
from tests.fixtures.api import Api
from xuanpai_core.plugins.manager import PluginHost

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "plugin-guide.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(?P<language>bash|python|graphql)(?: file=(?P<file>\S+))?\n(?P<text>.*?)```", re.DOTALL)
PACKAGE = "xuanpai_region_dongxing"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment of its own, in which everything that this one has installed is at hand."""
    folder = tmp_path_factory.mktemp("workshop")
    subprocess.run([sys.executable, "-m", "venv", folder / ".venv"], check=True)
    mine = next((folder / ".venv").glob("lib/python*/site-packages"))
    lines = [f"import site; site.addsitedir({path!r})" for path in site.getsitepackages()]
    (mine / "here.pth").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = folder / ".venv" / "bin" / "xuanpai"
    command.write_text(f"#!{command.with_name('python')}\nfrom xuanpai_graphql.cli import main\n\nmain()\n")
    command.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def said(workshop: Path) -> list[str]:
    """What the guide's shell said, block by block; its files are written where it says."""
    told = []
    path = os.pathsep.join([str(workshop / ".venv" / "bin"), os.environ["PATH"]])
    for block in BLOCK.finditer(GUIDE):
        if block["file"]:
            (workshop / block["file"]).write_text(block["text"], encoding="utf-8")
        elif block["language"] == "bash":
            command = ["bash", "-e", "-c", block["text"]]
            environment = {**os.environ, "PATH": path, "PYTEST_ADDOPTS": "-p no:xdist -p no:randomly"}
            done = subprocess.run(command, cwd=workshop, env=environment, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            told.append(done.stdout)
    return told


@pytest.fixture
def made(workshop: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The plugin that was made, as this process imports it."""
    assert said
    monkeypatch.syspath_prepend(str(workshop / "plugins" / "region_dongxing"))
    yield __import__(PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_every_command_of_the_guide_works(said: list[str]) -> None:
    made, edited, installed = said

    assert made.splitlines()[-1] == "region_dongxing:全部通过。"
    assert edited == ""
    assert "region_dongxing:全部通过。" in installed
    assert "5 passed" in installed
    assert "region_dongxing\t0.1.0\t东兴县选派干部管理办法" in installed


def test_the_plugin_of_the_guide_asks_for_three_visits(made: object) -> None:
    host = PluginHost.of({"region_dongxing": made})
    parameters = host.parse_parameters("region_dongxing", {})

    duties = {duty.matter: duty for duty in host.rulebook("region_dongxing", parameters).duties}

    assert set(duties) == {"meeting.monthly", "report.quarter", "visit.household"}
    assert duties["visit.household"].at_least == 3


@pytest.fixture
def installed(made: object, world: World) -> Iterator[None]:
    """The tests' own system with the plugin among those that it carries."""
    # A system that runs finds plugins only when it starts; the tests' own was started long ago.
    carried = world.database.ports.plugins
    carried._register("region_dongxing", made)
    yield
    carried._pluggy.unregister(name="region_dongxing")
    del carried._metadata["region_dongxing"]
    carried._callers.clear()


@pytest.mark.usefixtures("installed")
async def test_the_mutation_of_the_guide_puts_it_in_force(api: Api, world: World) -> None:
    admin = await api.sign_in(world, "admin")
    mutation = next(block["text"] for block in BLOCK.finditer(GUIDE) if block["language"] == "graphql")

    activated = (await admin(mutation))["activatePlugin"]

    assert activated == {"plugin": "region_dongxing", "validFrom": "2025-09-01"}

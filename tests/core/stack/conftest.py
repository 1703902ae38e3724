"""A data folder where real ones may lie: in a checkout below a home of mode 700."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from xuanpai_core.stack.home import HOME_SETTING
from xuanpai_core.stack.stack import discard_data


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder that is not there yet; what servers keep for it, wherever that is, goes at the end."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    folder = home / "checkout" / "var" / "data"
    yield folder
    if folder.exists():
        discard_data(folder)


@pytest.fixture
def service_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for what servers keep when the supervisor is root, with nothing of an earlier run in it."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o711)
        monkeypatch.setenv(HOME_SETTING, place)
        yield Path(place)

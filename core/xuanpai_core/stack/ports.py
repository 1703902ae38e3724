"""Which loopback ports the parts listen on: the usual one where it is free, and the same again after a restart."""

import json
import secrets
import socket
from pathlib import Path

from xuanpai_core.stack.errors import PortTaken
from xuanpai_core.stack.folder import DataFolder, write_private

LOOPBACK = "127.0.0.1"
# Below the range from which Linux takes the ports of outgoing connections, so that none steals a port we chose.
SEARCHED = range(20_000, 30_000)


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


class PortBook:
    """The ports chosen for one data folder, kept in its ``ports.json``."""

    def __init__(self, folder: DataFolder) -> None:
        self._path: Path = folder.path / "ports.json"

    def claim(self, name: str, usual: int | None = None, *, required: bool = False) -> int:
        """Choose the port of ``name``: last time's, else the usual one, else any free one; remember the choice.

        With ``required`` it is the usual port or nothing: ``PortTaken`` when another program listens there. Without a
        usual port, any free one is chosen.
        """
        kept = self._read()
        if required:
            if usual is None or not is_free(usual):
                raise PortTaken(f"端口 {usual} 已被其他程序占用。请停止该程序,或改用其他端口。")
            chosen = usual
        else:
            others = {port for other, port in kept.items() if other != name}
            wanted = [port for port in (kept.get(name), usual) if port is not None and port not in others]
            chosen = next((port for port in wanted if is_free(port)), 0) or _any_free(others)
        if kept.get(name) != chosen:
            write_private(self._path, json.dumps(kept | {name: chosen}, indent=2) + "\n")
        return chosen

    def forget(self, name: str) -> None:
        """Drop a choice that turned out to be taken after all."""
        kept = self._read()
        if kept.pop(name, None) is not None:
            write_private(self._path, json.dumps(kept, indent=2) + "\n")

    def remembered(self, name: str) -> int | None:
        """The port chosen last time, if any."""
        return self._read().get(name)

    def _read(self) -> dict[str, int]:
        """What was chosen before; a file that cannot be understood counts as empty, since it holds only preferences."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {name: port for name, port in kept.items() if isinstance(port, int) and 0 < port < 65_536}


def _any_free(others: set[int]) -> int:
    for _ in range(200):
        port = secrets.choice(SEARCHED)
        if port not in others and is_free(port):
            return port
    raise PortTaken(f"在 {SEARCHED.start}–{SEARCHED.stop - 1} 中找不到空闲端口。请停止一些占用端口的程序后重试。")

"""What the kernel knows of processes and sockets, for tests that believe nobody else."""

import os
import time
from collections.abc import Callable
from pathlib import Path

LISTENING = "0A"


def until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait until ``holds``; False when it does not within ``seconds``."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    """Whether the process exists and is not merely waiting to be reaped."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def owner_of(pid: int) -> int:
    """The effective user of a process."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("Uid:"):
            return int(line.split()[2])
    raise LookupError(pid)


def owners_of(pids: list[int]) -> set[int]:
    """The effective users of those processes that are still there; PostgreSQL's own workers come and go."""
    found = set()
    for pid in pids:
        try:
            found.add(owner_of(pid))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def session_of(pid: int) -> int:
    """The session that a process belongs to."""
    return os.getsid(pid)


def listening_addresses(pid: int) -> set[tuple[str, int]]:
    """Where the process accepts TCP connections: address and port."""
    inodes = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(entry.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[len("socket:[") : -1])
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            words = line.split()
            if words[3] == LISTENING and words[9] in inodes:
                address, port = words[1].split(":")
                found.add((_readable(address), int(port, 16)))
    return found


def _readable(address: str) -> str:
    if len(address) != 8:
        return address
    return ".".join(str(byte) for byte in reversed(bytes.fromhex(address)))


def permissions(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Mode, user and group of a folder and of all its parents."""
    return {each: _permission(each) for each in (folder, *folder.parents)}


def permissions_within(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Mode, user and group of everything below a folder."""
    return {each: _permission(each) for each in folder.rglob("*")}


def _permission(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mode, status.st_uid, status.st_gid

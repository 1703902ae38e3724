"""Servers left behind by a supervisor that was killed: found by the folder they work in, ended before a new start."""

import os
import signal
import time
from pathlib import Path

from xuanpai_core.stack.child import POLL_SECONDS, Escalation
from xuanpai_core.stack.errors import StackError


def processes_in(folder: Path, program: str) -> list[int]:
    """The processes of ``program`` whose working folder is ``folder``, which is ours alone."""
    return [pid for pid in _pids() if _works_in(pid, folder, program)]


def end_orphans(folder: Path, program: str, escalation: Escalation) -> int:
    """End every such process; returns how many there were. Call it holding the data folder's lock.

    Only the first of each tree is signalled: a server ends its own children, in its own order.
    """
    found = processes_in(folder, program)
    for number, seconds in (*escalation, (signal.SIGKILL, 5.0)):
        for pid in _roots(processes_in(folder, program)):
            _send(pid, number)
        deadline = time.monotonic() + seconds
        while processes_in(folder, program):
            if time.monotonic() > deadline:
                break
            time.sleep(POLL_SECONDS)
        else:
            return len(found)
    left = ", ".join(map(str, processes_in(folder, program)))
    raise StackError(f"上次遗留的进程 {left} 无法结束。请手工结束后重试。")


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _works_in(pid: int, folder: Path, program: str) -> bool:
    try:
        cwd = Path(f"/proc/{pid}/cwd").readlink()
        return cwd == folder and Path(f"/proc/{pid}/exe").readlink().name.removesuffix(" (deleted)") == program
    except OSError:
        # Gone meanwhile, or not ours to look at.
        return False


def _roots(pids: list[int]) -> list[int]:
    among = set(pids)
    return [pid for pid in pids if _parent(pid) not in among]


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return

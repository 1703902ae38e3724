"""One child process: tethered to this one, in a session of its own, with its output in a log file."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xuanpai_core.stack import tether
from xuanpai_core.stack.account import ServiceAccount
from xuanpai_core.stack.errors import DiskFull, StackError

POLL_SECONDS = 0.05
TAIL_BYTES = 64 * 1024
LOG_ROTATES_AT = 16 * 1024 * 1024
BARE_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

Escalation = Sequence[tuple[signal.Signals, float]]
"""Signals in the order in which they are sent, each with the seconds given to it; SIGKILL follows by itself."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and as whom.

    ``env`` is the whole environment: by default none of ours, so that neither our secrets nor stray settings reach a
    server. ``death_signal`` is what the kernel sends should this process die without ending its children.
    """

    argv: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=lambda: BARE_ENVIRONMENT)
    cwd: Path | None = None
    account: ServiceAccount | None = None
    death_signal: signal.Signals = signal.SIGKILL


class Child:
    """A running command.

    The child leads a session of its own: a Ctrl-C in the terminal reaches the supervisor alone, which then ends its
    children in order. The kernel ties it to the *thread* that starts it, hence the main thread only.
    """

    def __init__(self, command: Command) -> None:
        if sys.platform != "linux":
            raise StackError("内置服务只能在 Linux 上运行。请用设置项指向已有的数据库和对象存储。")
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("start children from the main thread: they die with the thread that started them")
        self.command = command
        _rotate(command.log)
        log = os.open(command.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._log_start = os.fstat(log).st_size
            self._process = subprocess.Popen(  # noqa: S603 - the caller's own command
                _tethered(command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=command.cwd,
                env=dict(command.env),
                start_new_session=True,
            )
        finally:
            os.close(log)

    @property
    def pid(self) -> int:
        """Its process number, which is also that of its session and process group."""
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while it runs; else its exit code, negative for a signal."""
        if self._process.returncode is not None:
            return self._process.returncode
        # Not reaped here: as long as the leader is a zombie, nobody else can be given its process group.
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return None
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    def wait(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait until the child ends or ``until`` holds; False when neither came within ``seconds``."""
        deadline = time.monotonic() + seconds
        while self.exit_code() is None and not until():
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def stop(self, escalation: Escalation) -> None:
        """End the child and whatever is left of its process group; returns when all of it is gone."""
        for number, seconds in (*escalation, (signal.SIGKILL, 10.0)):
            if self.exit_code() is not None:
                break
            os.kill(self.pid, number)
            self.wait(seconds)
        if self._process.returncode is None:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()

    def output(self) -> str:
        """What this run wrote to its log."""
        return self._written(self._log_start)

    def tail(self, lines: int = 15) -> str:
        """The last lines that this run wrote."""
        end = self.command.log.stat().st_size
        return "\n".join(self._written(max(self._log_start, end - TAIL_BYTES)).splitlines()[-lines:])

    def _written(self, start: int) -> str:
        with self.command.log.open("rb") as log:
            log.seek(start)
            return log.read().decode(errors="replace")


def explain(child: Child, what: str) -> StackError:
    """The refusal that says best why ``child`` did not do its work."""
    log = child.command.log
    if "No space left on device" in child.output():
        return DiskFull(f"{what}磁盘已满。请清理磁盘后重试。日志:{log}")
    return StackError(f"{what}日志 {log} 的末尾:\n{child.tail()}")


def _tethered(command: Command) -> list[str]:
    account = command.account
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    words = [int(command.death_signal), os.getpid(), uid, gid]
    return [sys.executable, "-I", "-S", tether.__file__, *map(str, words), "--", *command.argv]


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_ROTATES_AT:
        log.replace(log.with_suffix(".log.1"))

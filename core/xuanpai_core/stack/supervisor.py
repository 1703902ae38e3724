"""Runs the parts as one program: in order up, in reverse order down, and none is restarted in silence."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import NoReturn, Protocol

from xuanpai_core.stack.child import Child
from xuanpai_core.stack.errors import StackError

WATCH_SECONDS = 0.2


class Part(Protocol):
    """Something that is started, watched and stopped."""

    @property
    def name(self) -> str:
        """Its English name, also that of its log."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def child(self) -> Child | None:
        """Its process, while it is started."""

    def start(self) -> None:
        """Start it and wait until it is ready; raises ``StackError`` and leaves nothing running."""

    def stop(self) -> None:
        """End it; does nothing when it is not running."""

    def exit_code(self) -> int | None:
        """None while it runs, else how it ended."""


class StopRequested(BaseException):
    """Somebody asked the supervisor to end: Ctrl-C, SIGTERM, or the terminal going away."""


def to_terminal(text: str) -> None:
    """Write to standard output at once; whoever stopped listening there must not keep the parts from ending."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return


class Supervisor:
    """Holds the started parts and the promise that all of them end.

    ``report`` receives text as it comes: a step's beginning, and its outcome on the same line.
    """

    def __init__(self, report: Callable[[str], None] = to_terminal) -> None:
        self._report = report
        self._parts: list[Part] = []
        self._ending = False
        self._asked = False

    def run(self, launch: Callable[["Supervisor"], None]) -> int:
        """Let ``launch`` start the parts, watch them until the end, and return the exit code.

        0 after Ctrl-C, SIGTERM or SIGHUP; 1 when a part cannot start or ends by itself, which is then explained.
        Whatever happens, no part is left running. Call it from the main thread.
        """
        with self._signals():
            try:
                return self._run(launch)
            except StopRequested:
                self.say("\n收到停止信号,正在停止各部分…")
                return 0
            finally:
                self._ending = True
                self.stop()

    def start(self, part: Part) -> None:
        """Start ``part`` with a progress line, and keep it until the end."""
        with self.step(f"{part.title} 启动中"):
            # Kept first: a stop request that arrives during the start must find it.
            self._parts.append(part)
            part.start()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Show one progress line for a step that takes a while: its title, then how long it took."""
        began = time.monotonic()
        self._report(f"{title}… ")
        try:
            yield
        except BaseException as error:
            outcome = "失败" if isinstance(error, Exception) else "中断"
            self._report(f"{outcome}({time.monotonic() - began:.1f} 秒)\n")
            raise
        self._report(f"完成({time.monotonic() - began:.1f} 秒)\n")

    def say(self, line: str) -> None:
        """Show a line."""
        self._report(f"{line}\n")

    def stop(self) -> None:
        """End every part, the last one first; one that fails to end does not keep the others from it."""
        with ExitStack() as endings:
            for part in self._parts:
                endings.callback(self._end, part)
            self._parts.clear()

    def _end(self, part: Part) -> None:
        if part.child is None:
            part.stop()
            return
        with self.step(f"{part.title} 停止中"):
            part.stop()

    def _run(self, launch: Callable[["Supervisor"], None]) -> int:
        try:
            launch(self)
            self._watch()
        except StackError as error:
            self._ending = True
            self.say(f"\n错误:{error.message}")
            return 1

    def _watch(self) -> NoReturn:
        while True:
            for part in self._parts:
                code = part.exit_code()
                if code is not None:
                    raise StackError(_obituary(part, code))
            time.sleep(WATCH_SECONDS)

    def _request(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._ending:
            self._ending = True
            raise StopRequested

    @contextmanager
    def _signals(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, self._request)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            # nohup asks to outlive its terminal; a shell's background jobs get SIGINT ignored without asking for it.
            if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN
        }
        try:
            yield
        finally:
            # Whoever asked to stop has been heard: what comes while the process exits must not change how it ends.
            for number, handler in before.items():
                signal.signal(number, signal.SIG_IGN if self._asked else handler)


def _obituary(part: Part, code: int) -> str:
    how = f"被信号 {signal.Signals(-code).name} 终止" if code < 0 else f"退出码 {code}"
    child = part.child
    tail = f"日志 {child.command.log} 的末尾:\n{child.tail()}" if child is not None else ""
    return f"{part.title} ({part.name}) 意外退出({how})。{tail}\n其余部分随之停止。"

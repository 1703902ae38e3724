"""Our own processes as parts of the stack: the edge says what they are, the supervisor runs them."""

import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xuanpai_core.stack.child import Child, Command, explain
from xuanpai_core.stack.errors import StackError
from xuanpai_core.stack.folder import DataFolder


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process to supervise.

    ``env`` is its whole environment. ``ready`` is asked until it says True; without it, running is ready. At the end
    it gets SIGTERM and ``stop_seconds``, then SIGKILL. Should the supervisor itself be killed, the kernel sends
    ``death_signal``: a process that has children of its own wants SIGTERM there, so that it can end them.
    """

    name: str
    title: str
    argv: Sequence[str]
    env: Mapping[str, str]
    ready: Callable[[], bool] | None = None
    ready_seconds: float = 60.0
    stop_seconds: float = 7.0
    death_signal: signal.Signals = signal.SIGKILL
    cwd: Path | None = None


class SupervisedProcess:
    """A process made from its :class:`ProcessSpec`, logging into the data folder."""

    def __init__(self, spec: ProcessSpec, data_dir: Path) -> None:
        self.name = spec.name
        self.title = spec.title
        self._spec = spec
        self._data_dir = data_dir
        self._child: Child | None = None

    def start(self) -> None:
        """Start it and wait until it is ready; raises ``StackError`` and leaves nothing running."""
        spec = self._spec
        child = self._launch()
        ready = spec.ready or (lambda: True)
        if not child.wait(spec.ready_seconds, ready) or child.exit_code() is not None:
            late = child.exit_code() is None
            self.stop()
            raise explain(
                child, f"{self.title}在 {spec.ready_seconds:g} 秒内未就绪。" if late else f"{self.title}未能启动。"
            )

    def complete(self) -> None:
        """Run it to its end, however long that takes; raises ``StackError`` unless it ends with 0."""
        child = self._launch()
        try:
            child.wait(float("inf"))
        finally:
            self.stop()
        if child.exit_code() != 0:
            raise StackError(
                f"{self.title}失败(退出码 {child.exit_code()})。日志 {child.command.log} 的末尾:\n{child.tail()}"
            )

    def stop(self) -> None:
        """End it and what is left of its process group."""
        if self._child is not None:
            self._child.stop(((signal.SIGTERM, self._spec.stop_seconds),))
            self._child = None

    def exit_code(self) -> int | None:
        """None while it runs, else how it ended."""
        return self._child.exit_code() if self._child is not None else 0

    @property
    def child(self) -> Child | None:
        """The process, while it is started."""
        return self._child

    def _launch(self) -> Child:
        spec = self._spec
        self._child = Child(
            Command(
                argv=spec.argv,
                log=DataFolder.open(self._data_dir).log(spec.name),
                env=spec.env,
                cwd=spec.cwd,
                death_signal=spec.death_signal,
            )
        )
        return self._child

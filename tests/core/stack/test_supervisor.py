"""The supervisor: real processes, in order up, in reverse order down, and none left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.core.stack.watching import alive, session_of, until
from xuanpai_core.stack.processes import ProcessSpec, SupervisedProcess
from xuanpai_core.stack.supervisor import Supervisor

SLEEPER = "import time; print('awake', flush=True); time.sleep(600)"
# Ignores the polite request, and so does its own child.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("child", child.pid, flush=True)
time.sleep(600)
"""
SUPERVISED = """
import sys
from pathlib import Path
from xuanpai_core.stack.processes import ProcessSpec, SupervisedProcess
from xuanpai_core.stack.supervisor import Supervisor

data_dir, *programs = sys.argv[1:]

def launch(supervisor):
    for name, program in zip(programs[::2], programs[1::2]):
        spec = ProcessSpec(name, name.upper(), [sys.executable, "-c", program], {}, stop_seconds=0.5)
        part = SupervisedProcess(spec, Path(data_dir))
        supervisor.start(part)
        supervisor.say(f"pid {name} {part.child.pid}")
    supervisor.say("all started")

sys.exit(Supervisor().run(launch))
"""


def part(data_dir: Path, name: str, program: str, **options: object) -> SupervisedProcess:
    return SupervisedProcess(
        ProcessSpec(name, f"{name} 服务", [sys.executable, "-c", program], {}, **options),  # type: ignore[arg-type]
        data_dir,
    )


class Run:
    """A supervisor in a process group of its own, and what it said so far."""

    def __init__(self, data_dir: Path, *programs: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(data_dir), *programs],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        self.lines: list[str] = []
        self.pids: dict[str, int] = {}

    def read_until_started(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith("pid "):
                _, name, pid = line.split()
                self.pids[name] = int(pid)
            if line.startswith("all started"):
                return
        pytest.fail("\n".join(self.lines))

    def rest(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.read().splitlines()


@contextmanager
def running(data_dir: Path, *programs: str) -> Iterator[Run]:
    run = Run(data_dir, *programs)
    try:
        run.read_until_started()
        yield run
    finally:
        run.process.kill()
        run.process.wait()
        if run.process.stdout is not None:
            run.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_the_group_ends_everything_cleanly_and_in_reverse_order(
    data_dir: Path, number: signal.Signals
) -> None:
    with running(data_dir, "first", SLEEPER, "second", SLEEPER) as run:
        os.killpg(run.process.pid, number)
        began = time.monotonic()

        assert run.process.wait(10) == 0
        assert time.monotonic() - began < 3
        stopping = [line.split("…")[0] for line in run.rest() if "停止中" in line]
        assert stopping == ["SECOND 停止中", "FIRST 停止中"]
        assert [pid for pid in run.pids.values() if alive(pid)] == []


def test_a_second_signal_does_not_disturb_the_ending(data_dir: Path) -> None:
    with running(data_dir, "first", SLEEPER, "stubborn", STUBBORN) as run:
        run.process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        run.process.send_signal(signal.SIGINT)
        run.process.send_signal(signal.SIGTERM)

        assert run.process.wait(10) == 0
        assert [pid for pid in run.pids.values() if alive(pid)] == []


def test_a_stubborn_child_and_its_children_are_killed_when_their_time_is_up(data_dir: Path) -> None:
    with running(data_dir, "stubborn", STUBBORN) as run:
        log = data_dir / "logs" / "stubborn.log"
        assert until(lambda: "child" in log.read_text())
        grandchild = int(log.read_text().split()[1])
        assert alive(grandchild)

        run.process.send_signal(signal.SIGTERM)

        assert run.process.wait(10) == 0
        assert not alive(run.pids["stubborn"])
        assert until(lambda: not alive(grandchild))


def test_children_do_not_survive_a_supervisor_that_is_killed(data_dir: Path) -> None:
    with running(data_dir, "first", SLEEPER, "second", SLEEPER) as run:
        assert [alive(pid) for pid in run.pids.values()] == [True, True]

        run.process.kill()
        run.process.wait()

        assert until(lambda: not any(alive(pid) for pid in run.pids.values()))


def test_a_terminal_reaches_the_supervisor_alone(data_dir: Path) -> None:
    with running(data_dir, "first", SLEEPER) as run:
        assert session_of(run.pids["first"]) == run.pids["first"]
        assert session_of(run.process.pid) == run.process.pid


def test_a_child_that_dies_is_named_with_the_end_of_its_log_and_everything_ends(data_dir: Path) -> None:
    dying = "import sys, time; print('about to fail', flush=True); time.sleep(0.5); sys.exit(3)"

    with running(data_dir, "first", SLEEPER, "dying", dying) as run:
        assert run.process.wait(10) == 1

        said = "\n".join(run.rest())
        assert "错误:DYING (dying) 意外退出(退出码 3)。" in said
        assert "about to fail" in said
        assert f"{data_dir}/logs/dying.log" in said
        assert not alive(run.pids["first"])


def test_a_child_that_is_killed_is_named_with_the_signal(data_dir: Path) -> None:
    with running(data_dir, "first", SLEEPER, "second", SLEEPER) as run:
        os.kill(run.pids["first"], signal.SIGKILL)

        assert run.process.wait(10) == 1
        assert "FIRST (first) 意外退出(被信号 SIGKILL 终止)。" in "\n".join(run.rest())
        assert not alive(run.pids["second"])


def test_a_child_that_cannot_start_stops_the_rest(data_dir: Path) -> None:
    said: list[str] = []
    first = part(data_dir, "first", SLEEPER)
    pids: list[int] = []

    def launch(supervisor: Supervisor) -> None:
        supervisor.start(first)
        assert first.child is not None
        pids.append(first.child.pid)
        supervisor.start(part(data_dir, "broken", "raise SystemExit('no settings')", ready=lambda: False))

    code = Supervisor(said.append).run(launch)

    assert code == 1
    assert "错误:broken 服务未能启动。" in "".join(said)
    assert "no settings" in "".join(said)
    assert not alive(pids[0])


def test_a_child_that_never_becomes_ready_is_given_up(data_dir: Path) -> None:
    said: list[str] = []

    code = Supervisor(said.append).run(
        lambda supervisor: supervisor.start(
            part(data_dir, "slow", SLEEPER, ready=lambda: False, ready_seconds=0.3, stop_seconds=1.0)
        )
    )

    assert code == 1
    assert "slow 服务在 0.3 秒内未就绪。" in "".join(said)


def test_a_program_that_does_not_exist_is_named(data_dir: Path) -> None:
    said: list[str] = []
    spec = ProcessSpec("web", "网页服务", ["/nowhere/xuanpai"], {}, ready=lambda: False)

    code = Supervisor(said.append).run(lambda supervisor: supervisor.start(SupervisedProcess(spec, data_dir)))

    assert code == 1
    assert "cannot run /nowhere/xuanpai: No such file or directory" in "".join(said)


def test_each_long_step_has_one_line_with_its_time(data_dir: Path) -> None:
    said: list[str] = []

    def launch(supervisor: Supervisor) -> None:
        supervisor.start(part(data_dir, "web", SLEEPER))
        with supervisor.step("载入演示数据"):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    code = Supervisor(said.append).run(launch)

    assert code == 0
    lines = "".join(said).splitlines()
    assert lines[0].startswith("web 服务 启动中… 完成(0.")
    assert lines[1] == "载入演示数据… 完成(0.0 秒)"
    assert lines[-1].startswith("web 服务 停止中… 完成(")


def test_a_stop_request_during_a_start_leaves_nothing(data_dir: Path) -> None:
    def ask_to_stop() -> bool:
        os.kill(os.getpid(), signal.SIGTERM)
        return False

    slow = part(data_dir, "slow", SLEEPER, ready=ask_to_stop)

    code = Supervisor(lambda _text: None).run(lambda supervisor: supervisor.start(slow))

    assert code == 0
    assert slow.child is None


def test_the_signal_handlers_are_put_back(data_dir: Path) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]

    Supervisor(lambda _text: None).run(lambda _supervisor: os.kill(os.getpid(), signal.SIGINT))

    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


def test_a_one_off_process_runs_to_its_end_or_says_why_not(data_dir: Path) -> None:
    said: list[str] = []
    part(data_dir, "migrate", "print('migrated')").complete()

    code = Supervisor(said.append).run(
        lambda _supervisor: part(data_dir, "seed", "print('no village'); raise SystemExit(4)").complete()
    )

    assert (data_dir / "logs" / "migrate.log").read_text() == "migrated\n"
    assert code == 1
    assert "seed 服务失败(退出码 4)" in "".join(said)
    assert "no village" in "".join(said)


def test_a_child_sees_only_the_environment_it_was_given(data_dir: Path) -> None:
    shown = "import os; print(sorted(set(os.environ) - {'LC_CTYPE'}))"
    spec = ProcessSpec("shown", "shown", [sys.executable, "-c", shown], {"XUANPAI_PORT": "8000"})

    SupervisedProcess(spec, data_dir).complete()

    assert (data_dir / "logs" / "shown.log").read_text() == "['XUANPAI_PORT']\n"

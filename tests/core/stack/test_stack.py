"""The whole embedded stack as one program."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.core.stack.watching import alive, owners_of, until
from xuanpai_core.stack.errors import StackError
from xuanpai_core.stack.orphans import processes_in
from xuanpai_core.stack.postgres import EmbeddedPostgres
from xuanpai_core.stack.stack import EmbeddedStack
from xuanpai_core.stack.supervisor import Supervisor

PROGRAM = """
import json, os, sys
from pathlib import Path
from xuanpai_core.stack.processes import ProcessSpec, SupervisedProcess
from xuanpai_core.stack.postgres import EmbeddedPostgres
from xuanpai_core.stack.stack import EmbeddedStack
from xuanpai_core.stack.supervisor import Supervisor

data_dir = Path(sys.argv[1])

def launch(supervisor):
    settings = EmbeddedStack(data_dir, {}, durable=False).start(supervisor)
    web = [sys.executable, "-c", "import time; time.sleep(600)"]
    supervisor.start(SupervisedProcess(ProcessSpec("web", "网页服务", web, settings), data_dir))
    supervisor.say(json.dumps(settings))

sys.exit(Supervisor().run(launch))
"""
DATABASE = {
    "XUANPAI_DATABASE_URL": "postgresql+asyncpg://app:x@db.example/xuanpai",
    "XUANPAI_DATABASE_ADMIN_URL": "postgresql+asyncpg://admin:x@db.example/xuanpai",
}
STORE = {
    "XUANPAI_S3_ENDPOINT": "s3.example:443",
    "XUANPAI_S3_ACCESS_KEY": "key",
    "XUANPAI_S3_SECRET_KEY": "secret",
    "XUANPAI_S3_SECURE": "true",
}


@contextmanager
def stack(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str], list[str]]]:
    """The stack in a process group of its own, started: its settings, and what it said until then."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(data_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line)
            if line.startswith("{"):
                break
        else:
            pytest.fail("".join(said))
        yield process, json.loads(said[-1]), said[:-1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def sync(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://")


def servers(data_dir: Path) -> list[int]:
    """The stack's server processes, found by the folders they work in."""
    return [
        *processes_in((data_dir / "postgres").resolve() / "cluster", "postgres"),
        *processes_in((data_dir / "objectstore").resolve(), "weed"),
    ]


def test_the_stack_starts_ends_and_recovers_as_one_program(data_dir: Path) -> None:
    with stack(data_dir) as (process, settings, said):
        assert sorted(settings) == [
            "XUANPAI_DATABASE_ADMIN_URL",
            "XUANPAI_DATABASE_OPS_URL",
            "XUANPAI_DATABASE_URL",
            "XUANPAI_MASTER_KEY",
            "XUANPAI_S3_ACCESS_KEY",
            "XUANPAI_S3_ENDPOINT",
            "XUANPAI_S3_SECRET_KEY",
            "XUANPAI_S3_SECURE",
        ]
        assert settings["XUANPAI_S3_SECURE"] == "false"
        assert [line.split("…")[0] for line in said] == [
            "数据库 PostgreSQL 启动中",
            "对象存储 SeaweedFS 启动中",
            "网页服务 启动中",
        ]
        with psycopg.connect(sync(settings["XUANPAI_DATABASE_ADMIN_URL"]), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        killed = servers(data_dir)
        assert len(killed) > 5
        assert owners_of(killed).isdisjoint({0})

        process.kill()
        process.wait()
        assert until(lambda: not any(alive(pid) for pid in killed), 10)

    with stack(data_dir) as (process, again, _said):
        assert again == settings
        with psycopg.connect(sync(again["XUANPAI_DATABASE_ADMIN_URL"])) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        running = servers(data_dir)

        os.killpg(process.pid, signal.SIGTERM)
        began = time.monotonic()
        assert process.wait(30) == 0
        assert time.monotonic() - began < 5
        assert [pid for pid in running if alive(pid)] == []


def test_a_server_that_dies_is_named_with_the_end_of_its_log(data_dir: Path) -> None:
    said: list[str] = []
    database = EmbeddedPostgres(data_dir, durable=False, ephemeral=True, usual_port=None)

    def launch(supervisor: Supervisor) -> None:
        supervisor.start(database)
        assert database.child is not None
        os.kill(database.child.pid, signal.SIGQUIT)

    code = Supervisor(said.append).run(launch)

    assert code == 1
    assert "错误:数据库 PostgreSQL (postgres) 意外退出(" in "".join(said)
    assert "received immediate shutdown request" in "".join(said)
    assert database.child is None


def test_parts_that_the_settings_point_elsewhere_are_not_started(data_dir: Path) -> None:
    said: list[str] = []
    found: dict[str, str] = {}

    def launch(supervisor: Supervisor) -> None:
        given = {**DATABASE, **STORE, "XUANPAI_MASTER_KEY": "ab" * 32, "PATH": "/bin", "XUANPAI_DATABASE_OPS_URL": ""}
        found.update(EmbeddedStack(data_dir, given).start(supervisor))
        os.kill(os.getpid(), signal.SIGTERM)

    code = Supervisor(said.append).run(launch)

    assert code == 0
    assert found == {**DATABASE, **STORE, "XUANPAI_MASTER_KEY": "ab" * 32}
    assert "启动中" not in "".join(said)
    assert not (data_dir / "postgres").exists()
    assert not (data_dir / "objectstore").exists()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"XUANPAI_DATABASE_ADMIN_URL": "postgresql://a@b/c"}, "XUANPAI_DATABASE_URL"),
        ({"XUANPAI_S3_SECRET_KEY": "secret"}, "XUANPAI_S3_ENDPOINT"),
        ({"XUANPAI_S3_ENDPOINT": "s3.example:443"}, "XUANPAI_S3_ACCESS_KEY"),
    ],
)
def test_half_a_group_of_settings_is_refused_before_anything_starts(
    data_dir: Path, given: dict[str, str], missing: str
) -> None:
    said: list[str] = []
    supervisor = Supervisor(said.append)

    with pytest.raises(StackError, match=missing):
        EmbeddedStack(data_dir, given).start(supervisor)

    assert said == []
    assert not data_dir.exists()

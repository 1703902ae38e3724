"""The whole product on one machine: embedded parts, migrations, web server and worker under one supervisor."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import typer

from xuanpai_core.config import Settings
from xuanpai_core.db import migrate
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.ports import PortBook
from xuanpai_core.stack.processes import ProcessSpec, SupervisedProcess
from xuanpai_core.stack.stack import EmbeddedStack
from xuanpai_core.stack.supervisor import Supervisor
from xuanpai_graphql.cli.people import People, demo_people, platform_only
from xuanpai_graphql.composition import make_application

DEMO_FOLDER = "var/demo"
# The demo's people have nobody's data and one password, told on the screen: it stays, and needs no telephone beside it.
DEMO_SETTINGS = {
    "XUANPAI_ENVIRONMENT": "development",
    "XUANPAI_PASSWORD_MAX_AGE_DAYS": "0",
    "XUANPAI_SECOND_FACTOR": "nobody",
}


def up() -> None:
    """在本机启动整套系统(内置数据库与对象存储),不含演示数据。"""
    _run(Settings().data_dir, platform_only)


def demo() -> None:
    """在本机启动整套系统,并备好五个省的演示数据。"""
    for name, value in DEMO_SETTINGS.items():
        os.environ.setdefault(name, value)
    _run(Path(os.environ.get("XUANPAI_DATA_DIR", DEMO_FOLDER)), demo_people)


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("up")(up)
    app.command("demo")(demo)


def _run(folder: Path, people: People) -> None:
    sys.exit(Supervisor().run(lambda supervisor: _launch(supervisor, folder, people)))


def _launch(supervisor: Supervisor, folder: Path, people: People) -> None:
    os.environ |= EmbeddedStack(folder, os.environ).start(supervisor)
    os.environ["XUANPAI_DATA_DIR"] = str(folder.resolve())
    settings = Settings()
    with supervisor.step("数据库结构 升级"):
        migrate.upgrade(settings)
    told = asyncio.run(_prepare(supervisor, settings, DataFolder.open(folder), people))
    port = _claim_port(folder, settings)
    _start_processes(supervisor, folder, {**os.environ, "XUANPAI_PORT": str(port)}, port)
    for line in (f"\n选派已就绪:http://127.0.0.1:{port}", *told, "按 Ctrl-C 停止。"):
        supervisor.say(line)


async def _prepare(supervisor: Supervisor, settings: Settings, folder: DataFolder, people: People) -> list[str]:
    """Make the bucket and the people; returns what to tell whoever started the system."""
    application = make_application(settings)
    try:
        await application.database.ports.objects.prepare()
        return await people(supervisor, application.database, folder)
    finally:
        await application.database.close()


def _claim_port(folder: Path, settings: Settings) -> int:
    """The configured port if it is free, else any free one: last time's choice does not outweigh the setting."""
    book = PortBook(DataFolder.open(folder))
    book.forget("web")
    return book.claim("web", settings.port)


def _start_processes(supervisor: Supervisor, folder: Path, environment: Mapping[str, str], port: int) -> None:
    for name, title in (("web", "网页服务 web"), ("worker", "后台任务 worker")):
        spec = ProcessSpec(
            name=name,
            title=title,
            argv=[sys.executable, "-m", "xuanpai_graphql", name],
            # Neither process may migrate: they do not learn the administrator's address.
            env={key: value for key, value in environment.items() if key != "XUANPAI_DATABASE_ADMIN_URL"},
            ready=(lambda: _answers(port)) if name == "web" else None,
            death_signal=signal.SIGTERM,
        )
        supervisor.start(SupervisedProcess(spec, folder))


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False

"""The processes of a running system: web server, worker, migration."""

import asyncio
import os
import sys

import typer

from xuanpai_core.config import Settings


def web() -> None:
    """启动网页服务(GraphQL 接口与前端)。"""
    # The settings are checked here, where their refusal is told as any other.
    Settings()
    os.execv(sys.executable, [sys.executable, "-m", "xuanpai_graphql.web"])  # noqa: S606 -- this very program


def worker() -> None:
    """启动后台任务进程:名册导入、分区预建、清理等。"""
    from xuanpai_core.jobs.worker import run_worker  # noqa: PLC0415 -- the other processes do without
    from xuanpai_graphql.composition import make_application  # noqa: PLC0415 -- the same

    settings = Settings()

    async def work() -> None:
        application = make_application(settings)
        try:
            await run_worker(application.database, settings)
        finally:
            await application.database.close()

    asyncio.run(work())


def upgrade() -> None:
    """把数据库结构升级到本版本。"""
    from xuanpai_core.db import migrate  # noqa: PLC0415 -- as above

    settings = Settings()
    migrate.upgrade(settings)
    typer.echo("数据库结构已是最新。")


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("web")(web)
    app.command("worker")(worker)
    app.command("migrate")(upgrade)

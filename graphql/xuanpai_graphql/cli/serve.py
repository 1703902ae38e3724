"""The processes of a running system: web server, worker, migration."""

import asyncio
from typing import Final

import typer

from xuanpai_core.config import Settings

GRACE_SECONDS: Final = 20


def web() -> None:
    """启动网页服务(GraphQL 接口与前端)。"""
    import uvicorn  # noqa: PLC0415 -- the other processes do without

    settings = Settings()
    uvicorn.run(
        "xuanpai_graphql.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        # The application does that itself, for XUANPAI_TRUSTED_PROXIES alone.
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


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

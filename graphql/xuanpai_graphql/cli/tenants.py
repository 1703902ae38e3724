"""Tenants from the shell: what the platform's operator does on the server itself."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import uuid4

import typer

from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_graphql.composition import make_application
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.provisioning import bootstrap_platform, create_tenant
from xuanpai_tenants.quotas import Quotas

app = typer.Typer(no_args_is_help=True)
T = TypeVar("T")

_STEPS = {"regions": "装载行政区划", "units": "建立组织部门", "administrator": "建立管理员", "partitions": "预建分区"}


@app.command("create")
def create(province: Annotated[str, typer.Option("--province", help="省级代码,如 21")]) -> None:
    """开通一个省;中断后再次运行会接着做完。"""

    async def act(database: Database) -> None:
        created = await create_tenant(
            database,
            server_operator(),
            province,
            Quotas(),
            f"shell:{uuid4()}",
            say=lambda step: typer.echo(f"{_STEPS.get(step, step)}…"),
        )
        typer.echo(f"{created.name}已开通。租户 {created.code},用户名 {created.username}")
        if created.one_time_password is not None:
            typer.echo(f"初始密码 {created.one_time_password}(只显示这一次,首次登录必须修改)")

    _with_database(act)


@app.command("operator")
def operator(
    username: Annotated[str, typer.Option("--username", help="用户名")],
    password: Annotated[str, typer.Option("--password", prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """建立平台运营员账号。"""

    async def act(database: Database) -> None:
        made = await bootstrap_platform(database, username, password)
        typer.echo("已建立平台运营员。" if made else "该用户名已存在,没有改动。")

    _with_database(act)


def _with_database(act: Callable[[Database], Awaitable[T]]) -> T:
    async def run() -> T:
        application = make_application(Settings())
        try:
            return await act(application.database)
        finally:
            await application.database.close()

    return asyncio.run(run())

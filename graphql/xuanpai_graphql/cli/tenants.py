"""Tenants from the shell: what the platform's operator does on the server itself."""

from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from xuanpai_core.authz.roles import ROLES
from xuanpai_core.db.session import Database, Work
from xuanpai_core.errors import NotFound
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants import service
from xuanpai_tenants.export import export_tenant, import_tenant
from xuanpai_tenants.operators import OPERATOR_ROLE, server_operator
from xuanpai_tenants.provisioning import bootstrap_platform, create_tenant, renew_administrator
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import TenantRef, find_tenant

app = typer.Typer(no_args_is_help=True)

_CHANGES = {"suspend": service.suspend, "resume": service.resume, "archive": service.archive}

Code = Annotated[str, typer.Argument(help="租户代码,如 21")]
Reason = Annotated[str, typer.Option("--reason", prompt=True, help="原因,记入审计")]
Passphrase = Annotated[
    str, typer.Option("--passphrase", prompt=True, hide_input=True, help="导出文件的口令,至少 12 位,请另行交付")
]


@app.command("create")
def create(province: Annotated[str, typer.Option("--province", help="省级代码,如 21")]) -> None:
    """开通一个省;中断后再次运行会接着做完。"""

    async def act(database: Database) -> None:
        # A fixed key: running the command again goes on with the same province.
        key = f"shell-create-{province}"
        created = await create_tenant(
            database, server_operator(), province, Quotas(), key, say=lambda title: typer.echo(f"{title}…")
        )
        typer.echo(f"{created.name}已开通。租户 {created.code},三名管理员(须由三个人分别掌管):")
        for one in created.administrators:
            typer.echo(f"{one.title}:用户名 {one.username},{_told(one.one_time_password)}")

    with_database(act)


@app.command("operator")
def operator(
    username: Annotated[str, typer.Option("--username", help="用户名")],
    password: Annotated[str, typer.Option("--password", prompt=True, hide_input=True, confirmation_prompt=True)],
    role: Annotated[
        str, typer.Option("--role", help="platform_operator、platform_security 或 platform_auditor")
    ] = OPERATOR_ROLE,
) -> None:
    """建立平台的人员账号:运营员、安全管理员、审计管理员,须由三个人分别掌管。"""

    async def act(database: Database) -> None:
        made = await bootstrap_platform(database, username, password, role)
        typer.echo(f"已建立{ROLES[role].title}。" if made else "该用户名已存在,没有改动。")

    with_database(act)


@app.command("renew-password")
def renew_password(
    code: Code, username: Annotated[str, typer.Option("--username", help="用户名,如 security")], reason: Reason
) -> None:
    """给一个账号新的一次性密码;管理员(三员)忘记密码时,只能这样办理。"""

    async def act(database: Database) -> None:
        async with database.read(server_operator()) as work:
            tenant = await _tenant(work, code)
        password = await renew_administrator(database, tenant.id, username, reason)
        typer.echo(f"{tenant.name} {username}:{_told(password)}")

    with_database(act)


@app.command("suspend")
def suspend(code: Code, reason: Reason) -> None:
    """停用租户:即刻无人可登录,数据保留。"""
    _change("suspend", code, reason)


@app.command("resume")
def resume(code: Code, reason: Reason) -> None:
    """恢复已停用的租户。"""
    _change("resume", code, reason)


@app.command("archive")
def archive(code: Code, reason: Reason) -> None:
    """归档已停用的租户;不可恢复,数据保留。"""
    _change("archive", code, reason)


@app.command("export")
def export(
    code: Code, to: Annotated[Path, typer.Option("--to", help="存放目录", file_okay=False)], passphrase: Passphrase
) -> None:
    """把一个租户的全部数据与佐证文件导出为一个加密文件。"""

    async def act(database: Database) -> None:
        async with database.read(server_operator()) as work:
            tenant = await _tenant(work, code)
        exported = await export_tenant(database, server_operator(), tenant.id, to, passphrase)
        typer.echo(f"已导出到 {exported.path}")

    with_database(act)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="导出的文件", exists=True, dir_okay=False)], passphrase: Passphrase
) -> None:
    """把另一套系统导出的租户导入到这里。"""

    async def act(database: Database) -> None:
        imported = await import_tenant(database, server_operator(), path, passphrase)
        typer.echo(f"已导入租户 {imported.code}")

    with_database(act)


def _change(verb: str, code: str, reason: str) -> None:
    async def act(database: Database) -> None:
        async with database.work(server_operator()) as work:
            tenant = await _tenant(work, code)
            await _CHANGES[verb](work, tenant.id, reason, str(uuid4()))
        typer.echo(f"{tenant.name}:已办理。")

    with_database(act)


def _told(password: str | None) -> str:
    if password is None:
        return "已登录过,密码由本人掌握"
    return f"初始密码 {password}(只显示这一次,首次登录必须修改)"


async def _tenant(work: Work, code: str) -> TenantRef:
    tenant = await find_tenant(work, code)
    if tenant is None:
        raise NotFound(f"没有代码为 {code} 的租户。", code="TENANT_NOT_FOUND")
    return tenant

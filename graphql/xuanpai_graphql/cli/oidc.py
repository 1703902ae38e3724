"""OpenID providers from the shell: only whoever runs the server says which addresses it calls."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import typer

from xuanpai_core.db.session import Database, Work
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_core.single_sign_on import repository, service
from xuanpai_core.single_sign_on.provider import check_issuer, metadata_of
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants.operators import acting_in, server_operator
from xuanpai_tenants.resolution import TenantRef, find_tenant

app = typer.Typer(no_args_is_help=True)

TenantCode = Annotated[str, typer.Option("--tenant", help="租户代码,如 21")]
Issuer = Annotated[str, typer.Option("--issuer", help="认证平台的 issuer 地址,以 https:// 开头")]


@app.command("add")
def add(
    tenant: TenantCode,
    issuer: Issuer,
    client_id: Annotated[str, typer.Option("--client-id", help="在认证平台登记的 client_id")],
    title: Annotated[str, typer.Option("--title", help="登录页按钮上的名称,如:辽宁省统一身份认证")],
    client_secret_stdin: Annotated[bool, typer.Option("--client-secret-stdin", help="从标准输入读取 client_secret")],
) -> None:
    """给租户登记一个统一身份认证平台;密钥只从标准输入读取。"""
    if not client_secret_stdin:
        raise Invalid("密钥只能从标准输入读取,请加上 --client-secret-stdin。")
    secret = sys.stdin.readline().strip()
    # Before anything is stored: a wrong address shows now, not to the first person who signs in.
    asyncio.run(metadata_of(check_issuer(issuer)))

    async def act(work: Work) -> None:
        provider_id = await service.add_provider(work, title, issuer, client_id, secret)
        typer.echo(f"已登记,编号 {provider_id}。")

    _in_tenant(tenant, act)


@app.command("list")
def list_(tenant: TenantCode) -> None:
    """列出租户的统一身份认证平台。"""

    async def act(work: Work) -> None:
        for provider in await repository.providers(work):
            typer.echo(f"{provider.id}  {provider.title}  {provider.issuer}  client_id {provider.client_id}")

    _in_tenant(tenant, act)


@app.command("remove")
def remove(tenant: TenantCode, provider_id: Annotated[UUID, typer.Argument(help="编号,见 xuanpai oidc list")]) -> None:
    """移除一个认证平台:即刻不能再由此登录,密钥一并删除。"""

    async def act(work: Work) -> None:
        await service.remove_provider(work, provider_id)
        typer.echo("已移除。")

    _in_tenant(tenant, act)


@app.command("link")
def link(
    tenant: TenantCode,
    username: Annotated[str, typer.Option("--username", help="本系统的用户名")],
    issuer: Issuer,
    subject: Annotated[str, typer.Option("--subject", help="在认证平台上的编号(sub)")],
) -> None:
    """把一个人的统一身份关联到账号;管理员账号只能在这里关联。"""

    async def act(work: Work) -> None:
        await service.link_from_server(work, username, issuer, subject)
        typer.echo("已关联。")

    _in_tenant(tenant, act)


def _in_tenant(code: str, act: Callable[[Work], Awaitable[None]]) -> None:
    async def run(database: Database) -> None:
        async with database.read(server_operator()) as reading:
            tenant: TenantRef | None = await find_tenant(reading, code)
        if tenant is None:
            raise NotFound(f"没有代码为 {code} 的租户。", code="TENANT_NOT_FOUND")
        async with database.work(acting_in(server_operator(), tenant.id)) as work:
            await act(work)

    with_database(run)

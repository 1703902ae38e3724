"""Checking a plugin's folder against the checklist of ``plugins/README.md``: what a machine can tell."""

import ast
import importlib
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.checking_rules import rulebook_problems
from xuanpai_core.plugins.errors import PluginLoadError
from xuanpai_core.plugins.manager import GROUP, PluginHost

_API = "xuanpai_core.plugins.api"
# A plugin is pure: the same facts give the same decision for ever.
_IMPURE = frozenset(
    {
        *("asyncio", "http", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "pickle", "random"),
        *("secrets", "shutil", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time"),
        *("urllib", "uuid"),
    }
)
_CLOCKS = frozenset({"now", "today", "utcnow"})
_ALLOWED = frozenset({"pydantic"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be: a stable code, the file, and what to do."""

    code: str
    path: str
    message: str


def check_plugin(folder: Path) -> list[Problem]:
    """Everything that is wrong with the plugin in ``folder``, as far as a machine can tell; nothing if it is ready."""
    code = folder.resolve().name
    package = folder / f"xuanpai_{code}"
    if not package.is_dir():
        return [Problem("NO_PACKAGE", str(package), f"缺少包目录 xuanpai_{code}:目录、包和代码须同名。")]
    problems = [*_of_distribution(folder, code), *_of_sources(package), *_of_tests(folder, code)]
    if problems:
        # What is wrong with the files would only be said again, and worse, by what fails to import.
        return problems
    try:
        with _imported(folder, package.name) as module:
            host = PluginHost.of({code: module})
            return [*_of_card(folder, host, code), *_of_hooks(folder, package, host, code)]
    except PluginLoadError as error:
        return [Problem("DOES_NOT_LOAD", str(package), error.message)]


@contextmanager
def _imported(folder: Path, package: str) -> Iterator[ModuleType]:
    """The plugin's module as it stands in the folder; afterwards the process has again what it had before."""
    installed = _taken_out(package)
    sys.path.insert(0, str(folder))
    try:
        yield _import(package)
    finally:
        sys.path.remove(str(folder))
        _taken_out(package)
        sys.modules.update(installed)


def _taken_out(package: str) -> dict[str, ModuleType]:
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == package}


def _import(package: str) -> ModuleType:
    try:
        return importlib.import_module(package)
    except Exception as error:
        raise PluginLoadError(package, f"导入时出错({type(error).__name__}:{error})") from error


def _of_distribution(folder: Path, code: str) -> Iterator[Problem]:
    file = folder / "pyproject.toml"
    if not file.is_file():
        yield Problem("NO_PYPROJECT", str(file), "缺少 pyproject.toml。")
        return
    project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
    if project.get("name") != f"xuanpai-{code}".replace("_", "-"):
        yield Problem("WRONG_NAME", str(file), f"发行名应为 xuanpai-{code.replace('_', '-')}。")
    if project.get("entry-points") != {GROUP: {code: f"xuanpai_{code}"}}:
        yield Problem("WRONG_ENTRY_POINT", str(file), f"入口应为 [{GROUP}] {code} = xuanpai_{code}。")
    for name in ("README.md", "CHANGELOG.md", f"xuanpai_{code}/py.typed"):
        if not (folder / name).is_file():
            yield Problem("FILE_MISSING", name, f"缺少 {name}。")


def _of_sources(package: Path) -> Iterator[Problem]:
    if (package / "migrations").exists():
        message = "插件没有自己的数据表:要登记的内容请写成登记簿、活动或报告的表式,由系统保存。"
        yield Problem("HAS_MIGRATIONS", str(package / "migrations"), message)
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for name in _imports(node):
                yield from _of_import(name, package.name, path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CLOCKS:
                yield Problem("READS_THE_CLOCK", str(path), f"第{node.lineno}行读取了当前时间;日期只能来自事实。")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "exec"}:
                yield Problem("NOT_PURE", str(path), f"第{node.lineno}行调用了 {node.func.id};插件只能由事实得出决定。")


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _of_import(name: str, package: str, path: Path) -> Iterator[Problem]:
    top = name.partition(".")[0]
    if top == package or name == _API or top in _ALLOWED:
        return
    if top.startswith("xuanpai") or top not in sys.stdlib_module_names:
        yield Problem("PRIVATE_IMPORT", str(path), f"导入了 {name};插件只能导入 {_API}、自身和 pydantic。")
    elif top in _IMPURE:
        yield Problem("NOT_PURE", str(path), f"导入了 {name};插件不读文件、网络、时钟和随机数。")


def _of_tests(folder: Path, code: str) -> Iterator[Problem]:
    tests = folder / "tests"
    if not (tests / f"test_{code}.py").is_file():
        yield Problem("NO_TESTS", str(tests), f"缺少 tests/test_{code}.py。")
    for name in ("conftest.py", "__init__.py"):
        if (tests / name).exists():
            yield Problem("TESTS_NOT_ALONE", str(tests / name), f"测试目录里不应有 {name}。")


def _of_card(folder: Path, host: PluginHost, code: str) -> Iterator[Problem]:
    card = host.metadata(code)
    declared = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"].get("version")
    if declared != card.version:
        yield Problem("WRONG_VERSION", "pyproject.toml", f"版本 {declared} 与元数据的 {card.version} 不一致。")
    for name, field in card.parameter_schema().get("properties", {}).items():
        if field.get("type") in {"integer", "number"} and not {"minimum", "maximum"} <= set(field):
            yield Problem("NO_BOUNDS", "parameters.py", f"参数 {name} 没有上下限(ge、le)。")
    yield from (Problem(*found) for found in rulebook_problems(host.rulebook(code, card.parameters())))


def _of_hooks(folder: Path, package: Path, host: PluginHost, code: str) -> Iterator[Problem]:
    """Every hook is typed, and a test calls it by name."""
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / "tests").glob("*.py")))
    module = sys.modules[package.name]
    offered = [name for name in vars(hookspecs) if hasattr(getattr(hookspecs, name), f"{hookspecs.PROJECT}_spec")]
    mine = [name for name in offered if hasattr(module, name)]
    if not mine:
        yield Problem("NO_HOOK", str(package), f"插件 {host.metadata(code).name} 没有实现任何钩子。")
    for name in mine:
        hook = getattr(module, name)
        if not {*hook.__code__.co_varnames[: hook.__code__.co_argcount], "return"} <= set(hook.__annotations__):
            yield Problem("HOOK_NOT_TYPED", str(package), f"钩子 {name} 的参数和返回值须写明类型。")
        if f"{name}(" not in tests:
            yield Problem("HOOK_NOT_TESTED", str(folder / "tests"), f"没有测试调用钩子 {name}。")

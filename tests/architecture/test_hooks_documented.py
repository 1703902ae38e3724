"""A hook ships documented with its exact arguments, tested by name, and used by a real plugin."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import pytest

from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.manager import load_plugins

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
HOOKS: dict[str, Callable[..., None]] = {
    name: hook
    for name, hook in vars(hookspecs).items()
    if isinstance(hook, FunctionType) and hook.__module__ == hookspecs.__name__
}


def heading(hook: Callable[..., object]) -> str:
    """The hook as the reference heads it: its name, its arguments and its answer with their types."""
    signature = inspect.signature(hook)
    arguments = ", ".join(f"{one.name}: {named(one.annotation)}" for one in signature.parameters.values())
    return f"### `{hook.__name__}({arguments}) -> {named(signature.return_annotation)}`"


def named(annotation: object) -> str:
    """A type as a plugin writes it: without the modules that it comes from."""
    return annotation.__name__ if isinstance(annotation, type) else re.sub(r"[a-z_.]+\.(?=[A-Z])", "", str(annotation))


def test_the_hooks_are_found() -> None:
    assert set(HOOKS) >= {
        "attendance_norm",
        "insurance_requirement",
        "review",
        "rulebook",
        "split_revenue",
        "stipend_for",
        "stipend_gate",
    }


@pytest.mark.parametrize("name", HOOKS)
def test_the_reference_heads_the_hook_with_its_exact_arguments(name: str) -> None:
    assert heading(HOOKS[name]) in REFERENCE.splitlines()


def test_the_reference_heads_nothing_that_is_no_hook() -> None:
    assert set(re.findall(r"^### `(\w+)\(", REFERENCE, re.MULTILINE)) == set(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_the_reference_shows_an_example_of_the_hook(name: str) -> None:
    section = REFERENCE.split(heading(HOOKS[name]))[1].split("\n##")[0]

    assert f"@hookimpl\ndef {name}(" in section
    assert re.search(r"^Used by `(\w+)`", section, re.MULTILINE)


@pytest.mark.parametrize("name", HOOKS)
def test_the_hook_has_a_one_line_docstring_that_says_what_it_returns(name: str) -> None:
    docstring = HOOKS[name].__doc__ or ""

    assert docstring.startswith("Return ")
    assert docstring.endswith(".")
    assert "\n" not in docstring


@pytest.mark.parametrize("name", HOOKS)
def test_the_hook_is_tested_by_name(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "plugins").glob("test_*.py")]

    assert sum(source.count(f"def test_hook_{name}(") for source in sources) == 1


@pytest.mark.parametrize("name", HOOKS)
def test_the_plugins_named_in_the_reference_implement_the_hook(name: str) -> None:
    host = load_plugins()
    section = REFERENCE.split(heading(HOOKS[name]))[1].split("\n##")[0]
    named = re.findall(r"^Used by `(\w+)`", section, re.MULTILINE)

    assert [plugin for plugin in named if not host.provides(plugin, HOOKS[name])] == []

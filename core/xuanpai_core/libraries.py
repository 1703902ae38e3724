"""Libraries imported without those of their parts that we never use: each would cost every process megabytes.

What is left out is left out for that one import alone: whoever imports it by itself, now or later, gets it whole.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["stand_in", "structlog", "without"]


@contextmanager
def without(name: str) -> Iterator[None]:
    """Import libraries as if the optional package ``name`` were not installed, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    # Python's own way of saying that a module cannot be imported.
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


@contextmanager
def stand_in(name: str, member: str) -> Iterator[None]:
    """Import a library whose own module ``name`` it imports ``member`` from but never uses; that one stays away.

    Afterwards the library lacks ``member``, so that nobody takes the stand-in for it.
    """
    if name in sys.modules:
        yield
        return
    module = ModuleType(name)
    setattr(module, member, None)
    sys.modules[name] = module
    try:
        yield
    finally:
        del sys.modules[name]
        parent = sys.modules.get(name.rpartition(".")[0])
        if parent is not None and hasattr(parent, member):
            delattr(parent, member)


# Coloured tracebacks for a terminal, which would show the values of variables besides; our lines are JSON.
with without("rich"):
    import structlog

"""Whose personal data an answer holds: each such row comes with its subject, which is taken out before it goes on."""

from collections.abc import Iterator

# ``Any``: rows are JSON here.
from typing import Any

SUBJECT = " subject"
"""The member that tells a row's subject, ``[kind, id]``; no response key can be called like it."""


def take_subjects(value: Any) -> Iterator[tuple[str, str]]:
    """Remove the subject of every row in ``value`` and yield its kind and id."""
    if isinstance(value, dict):
        subject = value.pop(SUBJECT, None)
        if subject is not None:
            yield tuple(subject)
        for item in value.values():
            if isinstance(item, dict | list):
                yield from take_subjects(item)
    elif isinstance(value, list):
        for item in value:
            yield from take_subjects(item)

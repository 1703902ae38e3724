"""Takes the zeros off lists that write every code with twelve digits, as the statistics bureau publishes them.

In such a list 210726000000 is the county 210726. Five regions of the country really end in zeros, each the only child
of one that is called the same: 441900, 442000 and 460400 below a city without counties, and 350527000 and
350527000000 below 金门县. Written with twelve digits they look like what they belong to; what lies beside them tells.
"""

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from xuanpai_core.regions.code import RegionLevel

_FULL = RegionLevel.VILLAGE.digits
_VILLAGE_ZEROS = "000"
_DIGITS = [level.digits for level in RegionLevel]
_DIGITS_ABOVE = dict(zip(_DIGITS, [0, *_DIGITS], strict=False))
_DIGITS_BELOW = dict(pairwise(_DIGITS))


class WrittenRow(NamedTuple):
    """A row of a list as it is written: where it stands in the file, its code, its name."""

    row_number: int
    code: str
    name: str


def is_padded(codes: Iterable[str], known_codes: Set[str]) -> bool:
    """Whether every code that is one at all has twelve digits, and some are not villages."""
    shortened = False
    for code in codes:
        if not _is_code(code):
            continue
        if len(code) != _FULL:
            return False
        shortened = shortened or (code.endswith(_VILLAGE_ZEROS) and code not in known_codes)
    return shortened


def without_padding(rows: Sequence[WrittenRow], known_codes: Set[str]) -> list[WrittenRow]:
    """The rows with their codes shortened, and the rows that the shortening shows to be left out.

    A code that stands twice under one name is a region and its only child (441900000000: the city 4419 and the
    county 441900), unless the region has other children. A child of zeros that the list leaves out although other
    rows lie below it (441900003000) is added under its parent's row number and name.
    """
    shortened = [_shortest(row.code) if _is_code(row.code) else row.code for row in rows]
    twice = len(set(shortened)) < len(shortened)
    children = _children([*shortened, *known_codes]) if twice else {}
    taken: dict[str, str] = {}
    result: list[WrittenRow] = []
    for row, shortest in zip(rows, shortened, strict=True):
        code = shortest
        while taken.get(code) == row.name and len(code) < len(row.code) and children.get(code, set()) <= {_child(code)}:
            code = _child(code)
        taken.setdefault(code, row.name)
        result.append(WrittenRow(row.row_number, code, row.name))
    return result + _left_out(result, known_codes)


def _left_out(rows: Sequence[WrittenRow], known_codes: Set[str]) -> list[WrittenRow]:
    """The children of zeros that other rows lie below, and nobody has."""
    by_code = {row.code: row for row in rows}
    added: dict[str, WrittenRow] = {}
    for row in rows:
        parent = _above(row.code) if _is_code(row.code) else ""
        above = _above(parent)
        if above in by_code and parent not in by_code and parent not in known_codes and parent == _child(above):
            added[parent] = WrittenRow(by_code[above].row_number, parent, by_code[above].name)
    return list(added.values())


def _children(codes: Iterable[str]) -> dict[str, set[str]]:
    """Each code, and each code above one, with the codes directly below it."""
    children: dict[str, set[str]] = {}
    for text in codes:
        code = text
        while above := _above(code):
            children.setdefault(above, set()).add(code)
            code = above
    return children


def _shortest(code: str) -> str:
    """The code of the highest level that ``code`` may be."""
    while (above := _above(code)) and not code[len(above) :].strip("0"):
        code = above
    return code


def _above(code: str) -> str:
    """The code one level up; empty above a province, and for what is no code."""
    return code[: _DIGITS_ABOVE.get(len(code), 0)]


def _child(code: str) -> str:
    """The child of zeros."""
    return code.ljust(_DIGITS_BELOW[len(code)], "0")


def _is_code(text: str) -> bool:
    return len(text) in _DIGITS_ABOVE and text.isascii() and text.isdigit()

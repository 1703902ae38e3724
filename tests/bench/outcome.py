"""What a bench finds: lines of the table, and the file they are kept in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal

import orjson

Rounds = Sequence[tuple[float, float]]
"""Ours and the yardstick's, measured one right after the other."""

Limit = tuple[Literal["<=", ">=", "<"], float]

_HEAD = ("work", "ours", "yardstick", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: our figure, the yardstick's or ``None``, what is judged (``ratio`` or ``ours``) and by which limit."""

    work: str
    unit: str
    ours: float
    yardstick: float | None
    judged: Literal["ratio", "ours", "nothing"]
    limit: Limit | None
    ratio: float | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the target is met; a line without one is told for comparison."""
        if self.limit is None:
            return True
        value = self.ratio if self.judged == "ratio" else self.ours
        relation, limit = self.limit
        if value is None:
            return False
        return value >= limit if relation == ">=" else value < limit if relation == "<" else value <= limit

    @property
    def target(self) -> str:
        """The target in words."""
        return "" if self.limit is None else f"{self.judged} {self.limit[0]} {self.limit[1]:g}"

    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        yardstick = "" if self.yardstick is None else _figure(self.yardstick, self.unit)
        ratio = "" if self.ratio is None else f"{self.ratio:.3f}"
        verdict = "" if self.limit is None else "ok" if self.ok else "MISSED"
        return self.work, _figure(self.ours, self.unit), yardstick, ratio, self.target, verdict


def against(work: str, unit: str, rounds: Rounds, limit: Limit, **details: object) -> Line:
    """A line judged by the median of its rounds' ratios: what else ran on the machine met both sides of a round."""
    ours, yardstick = median(ours for ours, _ in rounds), median(other for _, other in rounds)
    ratio = median(ours / other for ours, other in rounds)
    return Line(work, unit, ours, yardstick, "ratio", limit, ratio, {"rounds": rounds, **details})


def within(work: str, unit: str, ours: float, limit: Limit, **details: object) -> Line:
    """A line judged by our own figure."""
    return Line(work, unit, ours, None, "ours", limit, details=details)


def told(work: str, unit: str, rounds: Rounds, **details: object) -> Line:
    """A line for comparison, with no target."""
    ours, yardstick = median(ours for ours, _ in rounds), median(other for _, other in rounds)
    ratio = median(ours / other for ours, other in rounds)
    return Line(work, unit, ours, yardstick, "nothing", None, ratio, {"rounds": rounds, **details})


def table(lines: Sequence[Line]) -> str:
    """The lines in columns."""
    rows = [_HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def write(folder: Path, name: str, lines: Sequence[Line]) -> None:
    """Keep the lines as ``<name>.json``."""
    document = [{**asdict(line), "target": line.target, "ok": line.ok} for line in lines]
    (folder / f"{name}.json").write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"

"""The figures of what is overdue, added up by place and by duty."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from xuanpai_core.duties.figures import Overdue
from xuanpai_graphql.duties.types import OverdueCell, OverdueDuties, OverdueDuty, OverduePlace

Key = TypeVar("Key", bound=Hashable)


def added_up(found: Sequence[Overdue]) -> OverdueDuties:
    """The same figures by place, by duty (of one name), and by both."""
    by_duty = _grouped(found, lambda one: (one.matter, one.title))
    return OverdueDuties(
        overdue=sum(one.overdue for one in found),
        hints=sum(one.hints for one in found),
        places=[_place(group) for group in _grouped(found, lambda one: one.region_code)],
        duties=sorted((_duty(group) for group in by_duty), key=lambda duty: (-duty.overdue, -duty.hints, duty.matter)),
        cells=[_cell(group) for group in _grouped(found, lambda one: (one.region_code, one.matter, one.title))],
    )


def _grouped(found: Iterable[Overdue], key: Callable[[Overdue], Key]) -> list[list[Overdue]]:
    groups: dict[Key, list[Overdue]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def _place(group: Sequence[Overdue]) -> OverduePlace:
    return OverduePlace(
        region_code=group[0].region_code,
        name=group[0].place_name,
        overdue=sum(one.overdue for one in group),
        hints=sum(one.hints for one in group),
        since=min(one.since for one in group),
    )


def _duty(group: Sequence[Overdue]) -> OverdueDuty:
    # Of several rules of one name, the latest speaks for all.
    said = group[-1]
    return OverdueDuty(
        matter=said.matter,
        title=said.title,
        document=said.document,
        words=said.words,
        reference=said.reference,
        overdue=sum(one.overdue for one in group),
        hints=sum(one.hints for one in group),
        since=min(one.since for one in group),
    )


def _cell(group: Sequence[Overdue]) -> OverdueCell:
    return OverdueCell(
        region_code=group[0].region_code,
        matter=group[0].matter,
        title=group[0].title,
        overdue=sum(one.overdue for one in group),
        hints=sum(one.hints for one in group),
    )

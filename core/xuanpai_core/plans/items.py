"""The items of a plan: the four things that each must say, checked one by one (JZ-15)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.plans.errors import ItemsIncomplete
from xuanpai_core.plans.models import PlanItem
from xuanpai_core.texts import paragraphs

TITLES: Mapping[str, str] = {
    "goal": "目标",
    "measures": "推进措施",
    "due_on": "时间节点",
    "responsible": "工作责任",
}
"""The four mandatory fields, as the document names them."""

ITEMS_LIMIT = 100
_PATHS = {"due_on": "dueOn"}


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """One item as it is written; a draft may lack any of it."""

    goal: str | None = None
    measures: str | None = None
    due_on: date | None = None
    responsible: str | None = None


def checked_items(items: Sequence[WrittenItem], first_day: date, last_day: date) -> tuple[WrittenItem, ...]:
    """``items`` with their texts as they are stored; what is blank is not there.

    Raises ``Invalid`` (``INVALID_TEXT``, ``TOO_MANY_ITEMS``, ``DUE_OUTSIDE_PLAN``).
    """
    if len(items) > ITEMS_LIMIT:
        raise Invalid(f"一份规划(计划)最多 {ITEMS_LIMIT} 项,请合并。", code="TOO_MANY_ITEMS")
    for number, item in enumerate(items):
        if item.due_on is not None and not first_day <= item.due_on <= last_day:
            message = f"第{number + 1}项的时间节点不在规划(计划)的起止日期之内,请改正。"
            problem = FieldProblem(f"items.{number}.dueOn", "DUE_OUTSIDE_PLAN", message)
            raise Invalid(message, code="DUE_OUTSIDE_PLAN", fields=[problem])
    return tuple(
        WrittenItem(
            goal=_text(item.goal, f"items.{number}.goal", "目标"),
            measures=_text(item.measures, f"items.{number}.measures", "推进措施"),
            due_on=item.due_on,
            responsible=_text(item.responsible, f"items.{number}.responsible", "工作责任"),
        )
        for number, item in enumerate(items)
    )


def demand_complete(items: Iterable[PlanItem]) -> None:
    """Raise ``ItemsIncomplete`` unless there is an item, and each says all four things."""
    listed = list(items)
    if not listed:
        message = "请至少写一项:目标、推进措施、时间节点、工作责任。"
        raise ItemsIncomplete([FieldProblem("items", ItemsIncomplete.code, message)])
    problems = [
        FieldProblem(
            f"items.{item.number}.{_PATHS.get(name, name)}",
            ItemsIncomplete.code,
            f"第{item.number + 1}项缺“{title}”,请补充后再提交。",
        )
        for item in listed
        for name, title in TITLES.items()
        if getattr(item, name) is None
    ]
    if problems:
        raise ItemsIncomplete(problems)


def _text(text: str | None, path: str, title: str) -> str | None:
    return None if text is None or not text.strip() else paragraphs(text, path=path, title=title, limit=2000)

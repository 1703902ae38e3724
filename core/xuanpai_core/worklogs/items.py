"""What a log leaves to be done: opened by the log of one day, settled by that of a later one, or the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from xuanpai_core.audit.service import record
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem
from xuanpai_core.texts import one_line
from xuanpai_core.worklogs.errors import InvalidLog, ItemAlreadySettled, ItemNotFound
from xuanpai_core.worklogs.models import ItemState, WorkLogItem

MOST_ITEMS = 20
ITEM_LIMIT = 300


@dataclass(frozen=True, slots=True)
class SettledItem:
    """An item that the log says was done, or was dropped: ``outcome`` says what was done, or why it was dropped."""

    item_id: UUID
    outcome: str
    dropped: bool = False

    @property
    def state(self) -> ItemState:
        """How it stands from now on."""
        return ItemState.DROPPED if self.dropped else ItemState.DONE


def checked_items(
    opened: Sequence[str] | None, settled: Sequence[SettledItem] | None
) -> tuple[list[str] | None, dict[UUID, SettledItem] | None]:
    """The texts as they may be stored, and what is settled by item; None stays None.

    Raises ``InvalidLog`` (too many, or one twice) and ``Invalid`` (``INVALID_TEXT``).
    """
    for path, given in (("openItems", opened), ("settledItems", settled)):
        if given is not None and len(given) > MOST_ITEMS:
            raise InvalidLog([FieldProblem(path, "TOO_MANY", f"一篇日志最多{MOST_ITEMS}件待办,请合并或删减。")])
    texts = None
    if opened is not None:
        texts = [one_line(text, path="openItems", title="待办事项", limit=ITEM_LIMIT) for text in opened]
    if texts and len(set(texts)) != len(texts):
        raise InvalidLog([FieldProblem("openItems", "TWICE", "同一件待办写了两遍,请删去一遍。")])
    if settled is None:
        return texts, None
    found = {
        one.item_id: SettledItem(
            one.item_id,
            one_line(one.outcome, path="settledItems", title="办理结果", limit=ITEM_LIMIT),
            one.dropped,
        )
        for one in settled
    }
    if len(found) != len(settled):
        raise InvalidLog([FieldProblem("settledItems", "TWICE", "同一件待办只能办结一次,请核对。")])
    return texts, found


async def store_items(
    work: Work, posting_id: UUID, day: date, opened: Sequence[str] | None, settled: dict[UUID, SettledItem] | None
) -> None:
    """Make ``opened`` all that the day's log left to be done, and ``settled`` all that it settled; None: as it was.

    An item with the same words stays the one it was, and one that is settled stays. Settling what was opened later, or
    is another's, raises ``ItemNotFound``; what another day's log settled ``ItemAlreadySettled``.
    The caller holds the posting's month, so no second log of it is written meanwhile.
    """
    if settled is not None:
        await _settle(work, posting_id, day, settled)
    if opened is not None:
        await _open(work, posting_id, day, opened)


async def _open(work: Work, posting_id: UUID, day: date, texts: Sequence[str]) -> None:
    there = {item.text: item for item in await _items(work, posting_id, WorkLogItem.opened_on == day)}
    for text, item in there.items():
        if text not in texts and item.settled_on is None:
            await work.session.delete(item)
            record(work, "worklog:drop_item", "work_log_item", item.id, before={"text": text, "state": item.state})
    await work.session.flush()
    for number, text in enumerate(texts):
        if text in there:
            there[text].number = number
            continue
        item_id = new_id()
        work.session.add(
            WorkLogItem(
                tenant_id=work.tenant_id,
                id=item_id,
                posting_id=posting_id,
                opened_on=day,
                number=number,
                text=text,
                state=ItemState.OPEN,
            )
        )
        record(work, "worklog:open_item", "work_log_item", item_id, after={"text": text, "opened_on": day})
    await work.session.flush()


async def _settle(work: Work, posting_id: UUID, day: date, settled: dict[UUID, SettledItem]) -> None:
    wanted = WorkLogItem.id.in_(settled) | (WorkLogItem.settled_on == day)
    there = {item.id: item for item in await _items(work, posting_id, wanted)}
    for item_id in settled:
        item = there.get(item_id)
        if item is None or item.opened_on > day:
            raise ItemNotFound
        if item.settled_on not in {None, day}:
            raise ItemAlreadySettled(item.text)
    for item_id, item in there.items():
        said = settled.get(item_id)
        before = (item.state, item.outcome)
        if said is None:
            item.state, item.settled_on, item.outcome = ItemState.OPEN, None, None
        else:
            item.state, item.settled_on, item.outcome = said.state, day, said.outcome
        if (item.state, item.outcome) != before:
            after = {"state": item.state, "settled_on": item.settled_on, "outcome": item.outcome}
            record(work, "worklog:settle_item", "work_log_item", item_id, before={"state": before[0]}, after=after)
    await work.session.flush()


async def _items(work: Work, posting_id: UUID, condition: ColumnElement[bool]) -> Sequence[WorkLogItem]:
    return (
        await work.session.scalars(
            select(WorkLogItem)
            .where(WorkLogItem.tenant_id == work.tenant_id, WorkLogItem.posting_id == posting_id, condition)
            .order_by(WorkLogItem.id)
            .with_for_update()
        )
    ).all()

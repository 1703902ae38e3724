"""What a verification found: how much it checked, and where the trail is broken."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class Fault(StrEnum):
    """What can be wrong with one link."""

    CONTENT_CHANGED = "CONTENT_CHANGED"
    EVENT_MISSING = "EVENT_MISSING"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    HEAD_DIFFERS = "HEAD_DIFFERS"
    ANCHOR_DIFFERS = "ANCHOR_DIFFERS"
    ANCHOR_ROW_DIFFERS = "ANCHOR_ROW_DIFFERS"
    ANCHOR_ROW_MISSING = "ANCHOR_ROW_MISSING"
    ANCHOR_OBJECT_MISSING = "ANCHOR_OBJECT_MISSING"


_WORDS = {
    Fault.CONTENT_CHANGED: "内容被改动,与链上的指纹不符",
    Fault.EVENT_MISSING: "记录缺失",
    Fault.OUT_OF_ORDER: "记录不在原来的位置",
    Fault.HEAD_DIFFERS: "链头与最后一条记录不符",
    Fault.ANCHOR_DIFFERS: "与锁定的每日锚点不符,锚点之前的记录被整段改写或删除",
    Fault.ANCHOR_ROW_DIFFERS: "数据库里的锚点与锁定的对象不符",
    Fault.ANCHOR_ROW_MISSING: "锁定的锚点对象还在,数据库里的锚点已被删除",
    Fault.ANCHOR_OBJECT_MISSING: "锁定的锚点对象不在对象存储里",
}


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the trail is not as it was written; ``day`` names the anchor that shows it."""

    fault: Fault
    lane: int | None = None
    seq: int | None = None
    event_id: UUID | None = None
    day: date | None = None
    more: str = ""

    def __str__(self) -> str:
        where = [
            "" if self.lane is None else f"链 {self.lane}",
            "" if self.seq is None else f"序号 {self.seq}",
            "" if self.event_id is None else f"事件 {self.event_id}",
            "" if self.day is None else f"锚点 {self.day}",
        ]
        told = f"{' '.join(part for part in where if part)}:{_WORDS[self.fault]}"
        return f"{told}({self.more})" if self.more else told


@dataclass(slots=True)
class Findings:
    """What was checked of one tenant; sound without a break. ``breaks`` are in order, the first link first."""

    lanes: int = 0
    events: int = 0
    before_the_chain: int = 0
    anchors: int = 0
    days_without: list[date] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)

    @property
    def first_break(self) -> Break | None:
        """The first broken link, if any."""
        return self.breaks[0] if self.breaks else None

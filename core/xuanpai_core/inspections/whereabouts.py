"""Neither in the village nor at the unit (两头不见人): only both ends together tell, and only without leave (FJ-04)."""

from dataclasses import dataclass
from enum import StrEnum

from xuanpai_core.inspections.models import Presence


class Whereabouts(StrEnum):
    """SEEN at one end; EXCUSED by leave; NOWHERE_SEEN; HALF_LOOKED, when one end was not looked at; NOT_LOOKED."""

    SEEN = "SEEN"
    EXCUSED = "EXCUSED"
    NOWHERE_SEEN = "NOWHERE_SEEN"
    HALF_LOOKED = "HALF_LOOKED"
    NOT_LOOKED = "NOT_LOOKED"


@dataclass(frozen=True, slots=True)
class BothEnds:
    """What can be said of one person on one day, and why."""

    whereabouts: Whereabouts
    reason: str


def judge_ends(village: Presence | None, unit: Presence | None, *, on_leave: bool) -> BothEnds:
    """What the two ends say together; None: nobody looked there that day."""
    if Presence.PRESENT in {village, unit}:
        seen = "村里" if village is Presence.PRESENT else "派出单位"
        return BothEnds(Whereabouts.SEEN, f"当日在{seen}见到本人。")
    if on_leave or Presence.ON_LEAVE in {village, unit}:
        return BothEnds(Whereabouts.EXCUSED, "当日经批准请假或因公外出,不认定“两头不见人”。")
    if village is None and unit is None:
        return BothEnds(Whereabouts.NOT_LOOKED, "当日村里和派出单位都没有查岗,无从认定。")
    if unit is None:
        return BothEnds(
            Whereabouts.HALF_LOOKED, "村里不在岗,派出单位当日还没有查岗,不能认定“两头不见人”,请到派出单位查岗。"
        )
    if village is None:
        return BothEnds(Whereabouts.HALF_LOOKED, "派出单位不在岗,村里当日还没有查岗,不能认定“两头不见人”,请到村查岗。")
    return BothEnds(
        Whereabouts.NOWHERE_SEEN, "当日村里和派出单位两处检查都没有见到本人,也没有请假,是否属于“两头不见人”待核实。"
    )

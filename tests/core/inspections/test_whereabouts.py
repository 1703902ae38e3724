"""Neither in the village nor at the unit: both ends must have been looked at, and there must be no leave (FJ-04)."""

import pytest

from xuanpai_core.inspections.models import Presence
from xuanpai_core.inspections.whereabouts import Whereabouts, judge_ends

PRESENT, ABSENT, ON_LEAVE = Presence.PRESENT, Presence.ABSENT, Presence.ON_LEAVE


@pytest.mark.parametrize(
    ("village", "unit", "on_leave", "expected"),
    [
        (ABSENT, ABSENT, False, Whereabouts.NOWHERE_SEEN),
        (ABSENT, ABSENT, True, Whereabouts.EXCUSED),
        (ABSENT, ON_LEAVE, False, Whereabouts.EXCUSED),
        (ABSENT, PRESENT, False, Whereabouts.SEEN),
        (PRESENT, ABSENT, False, Whereabouts.SEEN),
        (ABSENT, None, False, Whereabouts.HALF_LOOKED),
        (None, ABSENT, False, Whereabouts.HALF_LOOKED),
        (None, None, False, Whereabouts.NOT_LOOKED),
        (ABSENT, None, True, Whereabouts.EXCUSED),
    ],
)
def test_only_both_ends_and_no_leave_make_it_nowhere(
    village: Presence | None, unit: Presence | None, on_leave: bool, expected: Whereabouts
) -> None:
    assert judge_ends(village, unit, on_leave=on_leave).whereabouts is expected


def test_with_one_end_it_says_which_is_missing() -> None:
    assert judge_ends(ABSENT, None, on_leave=False).reason == (
        "村里不在岗,派出单位当日还没有查岗,不能认定“两头不见人”,请到派出单位查岗。"
    )
    assert judge_ends(None, ABSENT, on_leave=False).reason == (
        "派出单位不在岗,村里当日还没有查岗,不能认定“两头不见人”,请到村查岗。"
    )


def test_what_neither_end_saw_is_put_as_a_question_to_a_person() -> None:
    said = judge_ends(ABSENT, ABSENT, on_leave=False)
    assert said.reason == "当日村里和派出单位两处检查都没有见到本人,也没有请假,是否属于“两头不见人”待核实。"

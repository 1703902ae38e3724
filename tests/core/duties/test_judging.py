"""Whether a period is met, by what, and what is said of it."""

from datetime import date
from typing import Any

import pytest

from tests.core.duties.given import TOKEN, deed, duty, judged, planned, posting, ruled
from xuanpai_core.duties.facts import Excuse, Planned
from xuanpai_core.duties.judging import Judgement, judge, verdict
from xuanpai_core.duties.models import OccurrenceState
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.duties import Cadence, Distinct, Due, Duty, Partial
from xuanpai_core.vocabulary import Outcome

MET, OPEN, EXEMPT = OccurrenceState.MET, OccurrenceState.OPEN, OccurrenceState.EXEMPT


def period(of: Duty, first: date, last: date | None = None, start: date = date(2005, 1, 1), **more: Any) -> Planned:
    """The one period of this duty that lies between the days."""
    found = planned(posting(start, **more), ruled(of), since=first, until=last or first)
    assert len(found) == 1
    return found[0]


def said(of: Planned, found: Judgement, today: date) -> tuple[Outcome, str]:
    """Outcome and sentence on a day."""
    told = verdict(of.duty, of, found, today)
    return told.outcome, told.reason


def summary(found: Judgement) -> tuple[OccurrenceState, int, str | None]:
    """State, count and day, in short."""
    return found.state, found.done, str(found.met_on) if found.met_on else None


def test_a_report_of_the_first_quarter_may_come_until_its_day_of_grace() -> None:
    """JZ-23."""
    q1 = period(duty(grace_days=10), date(2019, 1, 1))
    in_time = judged(q1, deed(date(2019, 3, 31), done_on=date(2019, 4, 10)))
    late = judged(q1, deed(date(2019, 3, 31), done_on=date(2019, 4, 15)))
    nothing = judged(q1)

    assert summary(in_time) == (MET, 1, "2019-04-10")
    assert said(q1, in_time, date(2019, 4, 20)) == (
        Outcome.MET,
        "2019年第1季度“工作报告”须完成1次,已完成1次,已达到要求。",
    )
    assert said(q1, late, date(2019, 4, 20)) == (
        Outcome.MET,
        "2019年第1季度“工作报告”须完成1次,已完成1次,逾期5天完成。",
    )
    assert said(q1, nothing, date(2019, 4, 15)) == (
        Outcome.UNMET,
        "2019年第1季度“工作报告”须完成1次,已完成0次,还差1次,应于4月10日前完成,已逾期5天。",
    )
    assert said(q1, nothing, date(2019, 4, 10)) == (
        Outcome.NOT_APPLICABLE,
        "2019年第1季度“工作报告”须完成1次,已完成0次,还差1次,应于4月10日前完成。",
    )


def test_a_summary_that_only_one_recipient_has_does_not_count() -> None:
    """JZ-23."""
    both = ("recipient:SENDING_UNIT", "recipient:UPPER_COMMITTEE")
    half = period(duty(cadence=Cadence.HALF_YEAR, needs=both, grace_days=15), date(2019, 1, 1))
    handed_in = date(2019, 7, 5)
    one = deed(date(2019, 6, 30), done_on=handed_in, features={both[0]: handed_in})
    two = deed(date(2019, 6, 30), done_on=handed_in, features={both[0]: handed_in, both[1]: date(2019, 7, 9)})

    assert summary(judged(half, one)) == (OPEN, 0, None)
    assert [entry.reason for entry in judged(half, one).uncounted] == ["没有报送规定的对象(UPPER_COMMITTEE)"]
    assert summary(judged(half, two)) == (MET, 1, "2019-07-09")


def test_a_project_must_be_on_the_notice_board_within_the_year() -> None:
    """JZ-16."""
    year = period(duty("project", cadence=Cadence.YEAR, fulfilled_by=("project",), needs=("notice",)), date(2019, 1, 1))
    done = date(2019, 6, 1)

    in_time = judged(year, deed(done, kind="project", features={"notice": date(2019, 12, 31)}))
    none = judged(year, deed(done, kind="project"))
    too_late = judged(year, deed(done, kind="project", features={"notice": date(2020, 1, 1)}))

    assert summary(in_time) == (MET, 1, "2019-12-31")
    assert (summary(none), none.uncounted[0].reason) == ((OPEN, 0, None), "没有公示")
    assert (summary(too_late), too_late.uncounted[0].reason) == ((OPEN, 0, None), "公示到2020年1月1日才有,已不在本期内")


def test_two_visits_a_week_must_be_on_two_days() -> None:
    """DY-09."""
    week = period(
        duty("visit", title="看望选派干部", cadence=Cadence.WEEK, at_least=2, distinct=Distinct.DAYS), date(2015, 3, 2)
    )
    monday, tuesday = date(2015, 3, 2), date(2015, 3, 3)

    once = judged(week, deed(monday))
    same_day = judged(week, deed(monday), deed(monday, "2"))
    twice = judged(week, deed(tuesday, "2"), deed(monday))

    assert (summary(once), summary(twice)) == ((OPEN, 1, None), (MET, 2, "2015-03-03"))
    assert (summary(same_day), same_day.uncounted[0].reason) == ((OPEN, 1, None), "同一天已计入一次")
    assert said(week, once, date(2015, 3, 9)) == (
        Outcome.UNMET,
        "2015年3月2日至3月8日这一周“看望选派干部”须完成2天,已完成1天,还差1天,应于3月8日前完成,已逾期1天。",
    )


@pytest.mark.parametrize(("count", "state"), [(1, OPEN), (2, MET), (3, MET), (5, MET)])
def test_two_or_three_days_a_week_is_a_floor_and_no_ceiling(count: int, state: OccurrenceState) -> None:
    """HD-12."""
    week = period(duty(cadence=Cadence.WEEK, at_least=2, distinct=Distinct.DAYS), date(2015, 5, 4))

    found = judged(week, *(deed(date(2015, 5, 4 + number), str(number)) for number in range(count)))

    assert (found.state, found.done) == (state, count)


def test_a_team_without_a_weekly_exchange_lacks_one() -> None:
    """JZ-34."""
    exchange = duty("exchange", title="交流研讨", cadence=Cadence.WEEK, fulfilled_by=("study",))
    letter = duty("letter", title="工作简报", cadence=Cadence.MONTH, fulfilled_by=("newsletter",))
    week, month = period(exchange, date(2025, 10, 13)), period(letter, date(2025, 9, 1))

    assert said(week, judged(week), date(2025, 10, 24)) == (
        Outcome.UNMET,
        "2025年10月13日至10月19日这一周“交流研讨”须完成1次,已完成0次,还差1次,应于10月19日前完成,已逾期5天。",
    )
    assert summary(judged(month, deed(date(2025, 9, 30), kind="newsletter"))) == (MET, 1, "2025-09-30")


@pytest.mark.parametrize(
    ("count", "outcome", "words"),
    [
        (2, Outcome.WARNED, "须有3至5次,现有2次,还差1次(提示)。"),
        (3, Outcome.MET, "须有3至5次,现有3次,已达到要求。"),
        (5, Outcome.MET, "须有3至5次,现有5次,已达到要求。"),
        (6, Outcome.WARNED, "须有3至5次,现有6次,超出1次(提示)。"),
    ],
)
def test_a_village_has_three_to_five_reserve_cadres(count: int, outcome: Outcome, words: str) -> None:
    """LX-13."""
    reserve = duty(
        "reserve",
        title="后备干部",
        cadence=Cadence.STANDING,
        fulfilled_by=("reserve",),
        at_least=3,
        at_most=5,
        strictness=Strictness.SOFT,
    )
    standing = period(reserve, date(2025, 10, 24), start=date(2025, 1, 1))
    people = [deed(date(2024, 5, 1 + n), str(n), "reserve", until=None) for n in range(count)]

    found = judged(standing, *people)

    assert said(standing, found, date(2025, 10, 24)) == (outcome, f"自2025年1月1日起“后备干部”{words}")


def test_what_stands_counts_while_it_stands() -> None:
    standing = period(duty(cadence=Cadence.STANDING), date(2025, 10, 24), start=date(2025, 1, 1))
    past = deed(date(2025, 1, 5), "past", until=date(2025, 10, 23))
    still = deed(date(2025, 1, 5), "still", until=date(2025, 10, 24))
    to_come = deed(date(2025, 10, 25), "to come", until=None)

    found = judged(standing, to_come, still, past)

    assert [fact.record_key for fact in found.counted] == ["still"]
    assert [entry.reason for entry in found.uncounted] == ["已于2025年10月23日结束", "自2025年10月25日起才开始"]
    assert [fact.record_key for fact in judged(standing, to_come, still, past, today=date(2025, 10, 26)).counted] == [
        "to come"
    ]


def test_what_stood_is_judged_on_its_last_day_for_ever() -> None:
    ended = planned(posting(date(2025, 1, 1), date(2025, 3, 31)), ruled(duty(cadence=Cadence.STANDING)))[0]

    found = judged(ended, deed(date(2025, 2, 1), until=date(2025, 3, 31)), today=date(2025, 10, 24))

    assert summary(found) == (MET, 1, "2025-02-01")


def test_training_before_coming_into_post_counts_if_it_is_not_too_old() -> None:
    """FJ-10."""
    before = duty(
        "training", title="岗前培训", cadence=Cadence.TERM, due=Due.START, early_days=60, fulfilled_by=("training",)
    )
    term = planned(posting(date(2016, 6, 1)), ruled(before))[0]

    assert summary(judged(term, deed(date(2016, 4, 2), kind="training"))) == (MET, 1, "2016-04-02")
    assert summary(judged(term, deed(date(2016, 4, 1), kind="training"))) == (OPEN, 0, None)
    assert said(term, judged(term), date(2016, 6, 2)) == (
        Outcome.UNMET,
        "自2016年6月1日起的任期内“岗前培训”须完成1次,已完成0次,还差1次,应于6月1日前完成,已逾期1天。",
    )


def test_a_leader_comes_once_a_term_and_his_deputy_each_half_year() -> None:
    """FJ-17: both visits of the deputy in the first half leave the second short."""
    chief = duty("chief", title="主要领导到村", cadence=Cadence.TERM, fulfilled_by=("chief_visit",))
    deputy = duty("deputy", title="分管领导到村", cadence=Cadence.HALF_YEAR, fulfilled_by=("deputy_visit",))
    one_year = posting(date(2017, 1, 1), date(2017, 12, 31))
    term, first, second = planned(one_year, ruled(chief, deputy))
    both_early = [deed(date(2017, 2, 1), "1", "deputy_visit"), deed(date(2017, 5, 1), "2", "deputy_visit")]

    assert summary(judged(term, deed(date(2017, 9, 1), kind="chief_visit"))) == (MET, 1, "2017-09-01")
    assert summary(judged(first, *both_early)) == (MET, 2, "2017-02-01")
    assert summary(judged(second, *both_early)) == (OPEN, 0, None)
    assert said(second, judged(second), date(2018, 1, 1))[1] == (
        "2017年下半年“分管领导到村”须完成1次,已完成0次,还差1次,应于12月31日前完成,已逾期1天。"
    )


def test_four_kinds_of_goods_are_four_whoever_brings_them() -> None:
    """LX-05."""
    goods = duty("goods", cadence=Cadence.YEAR, at_least=4, distinct=Distinct.FEATURES, feature="kind")
    year = period(goods, date(2009, 1, 1))
    three = deed(date(2009, 3, 1), "1", features=("kind:POLICY", "kind:CULTURE", "kind:FARMING"))
    again = deed(date(2009, 4, 1), "2", features=("kind:POLICY",))
    health = deed(date(2009, 5, 1), "3", features=("kind:HEALTH",))

    short = judged(year, again, three)

    assert (summary(short), short.uncounted[0].reason) == ((OPEN, 3, None), "同一类已计入")
    assert summary(judged(year, health, again, three)) == (MET, 4, "2009-05-01")
    assert judged(year, deed(date(2009, 3, 1))).uncounted[0].reason == "没有写明类别"


def test_a_pairing_asks_for_a_deed_with_both() -> None:
    """DY-10: two cadres, one talk: one pairing lacks it."""
    talk = duty("talk", cadence=Cadence.MONTH, fulfilled_by=("talk",))
    month = planned(posting(date(2015, 1, 1), others=("posting:2",)), ruled(talk), until=date(2015, 1, 31))[0]

    assert summary(judged(month, deed(date(2015, 1, 9), kind="talk", parties=frozenset({TOKEN, "posting:2"})))) == (
        MET,
        1,
        "2015-01-09",
    )
    other = judged(month, deed(date(2015, 1, 9), kind="talk", parties=frozenset({TOKEN, "posting:3"})))
    assert (summary(other), other.uncounted[0].reason) == ((OPEN, 0, None), "没有涉及全部有关各方")


def test_one_record_of_two_kinds_counts_once() -> None:
    month = period(duty(cadence=Cadence.MONTH, fulfilled_by=("visit", "home_visit"), at_least=2), date(2015, 1, 1))

    found = judged(month, deed(date(2015, 1, 9), kind="visit"), deed(date(2015, 1, 9), kind="home_visit"))

    assert summary(found) == (OPEN, 1, None)


def test_a_part_of_a_period_is_exempt_and_says_so() -> None:
    weekly = planned(posting(date(2015, 5, 9)), ruled(duty(cadence=Cadence.WEEK)), until=date(2015, 5, 10))[0]

    found = judged(weekly, deed(date(2015, 5, 9)))

    assert summary(found) == (EXEMPT, 1, "2015-05-09")
    assert said(weekly, found, date(2016, 1, 1)) == (
        Outcome.EXEMPT,
        "2015年5月4日至5月10日这一周“工作报告”因本期内任职或规定不满整期,不作要求。",
    )


def test_an_exemption_takes_out_the_periods_that_it_touches() -> None:
    monthly = duty(cadence=Cadence.MONTH)
    leave = Excuse(date(2015, 5, 20), date(2015, 6, 10), "住院治疗")
    may, june, july = planned(
        posting(date(2015, 1, 1)), ruled(monthly), since=date(2015, 5, 1), until=date(2015, 7, 31)
    )

    states = [judge(monthly, one, (), (leave,), date(2016, 1, 1)).state for one in (may, june, july)]

    assert states == [EXEMPT, EXEMPT, OPEN]
    assert said(may, judge(monthly, may, (), (leave,), date(2016, 1, 1)), date(2016, 1, 1)) == (
        Outcome.EXEMPT,
        "2015年5月“工作报告”已免除:住院治疗。",
    )


def test_what_is_asked_whole_is_excused_only_by_a_whole_exemption() -> None:
    monthly = duty(cadence=Cadence.MONTH, partial=Partial.WHOLE)
    may = period(monthly, date(2015, 5, 1))
    half, rest = Excuse(date(2015, 5, 1), date(2015, 5, 15), "甲"), Excuse(date(2015, 5, 16), None, "乙")

    assert judge(monthly, may, (), (half,), date(2016, 1, 1)).state is OPEN
    assert judge(monthly, may, (), (rest, half), date(2016, 1, 1)).state is EXEMPT


def test_what_stands_is_excused_on_the_days_of_the_exemption() -> None:
    standing = duty(cadence=Cadence.STANDING)
    [found] = planned(posting(date(2015, 1, 1)), ruled(standing))
    away = Excuse(date(2015, 5, 1), date(2015, 5, 31), "暂不派")

    assert judge(standing, found, (), (away,), date(2015, 5, 31)).state is EXEMPT
    assert judge(standing, found, (), (away,), date(2015, 6, 1)).state is OPEN


def test_a_soft_duty_only_warns() -> None:
    soft = period(duty(strictness=Strictness.SOFT), date(2019, 1, 1))

    assert said(soft, judged(soft), date(2019, 4, 1))[0] is Outcome.WARNED


def test_evidence_given_afterwards_does_not_prove_what_was_of_the_period() -> None:
    month = period(duty(cadence=Cadence.MONTH, needs=("evidence",)), date(2019, 1, 1))

    assert judged(month, deed(date(2019, 1, 31), features={"evidence": date(2019, 1, 31)})).state is MET
    assert judged(month, deed(date(2019, 1, 31), features={"evidence": date(2019, 2, 1)})).state is OPEN
    assert judged(month, deed(date(2019, 1, 31))).uncounted[0].reason == "没有佐证材料"

"""What holds of any verdict on presence: the order never matters, and being there never makes it worse."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.judgement.presence_facts import calendar, norm
from tests.plugins.facts import posting
from xuanpai_core.judgement.month import DayMark, DayPart, DayStatus
from xuanpai_core.judgement.presence import PresenceFacts, judge_presence
from xuanpai_core.judgement.presence_periods import period_on, periods_between
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Measure, Shortened, YearOf
from xuanpai_core.vocabulary import Outcome

RANK = {Outcome.UNMET: 0, Outcome.WARNED: 0, Outcome.MET: 1}
FIRST = date(2025, 1, 20)
MARKS = st.builds(
    DayMark,
    day=st.integers(0, 60).map(lambda offset: FIRST + timedelta(days=offset)),
    status=st.sampled_from([DayStatus.ON_DUTY, DayStatus.OFFICIAL_TRIP, DayStatus.LEAVE, DayStatus.ABSENT]),
    confirmed=st.booleans(),
    part=st.sampled_from(DayPart),
)
NIGHTS = st.frozensets(st.integers(0, 60).map(lambda offset: FIRST + timedelta(days=offset)))
NORMS = st.builds(
    norm,
    st.sampled_from([Cadence.WEEK, Cadence.MONTH, Cadence.YEAR, Cadence.TERM]),
    st.integers(1, 7),
    measure=st.sampled_from(Measure),
    strictness=st.sampled_from(Strictness),
    shortened=st.sampled_from(Shortened),
    year_of=st.sampled_from(YearOf),
    official_travel_counts=st.booleans(),
    holidays_count=st.booleans(),
    cap_to_workdays=st.booleans(),
)


def verdict(by: Any, marks: Any, nights: Any, today: date, start: date) -> Any:
    held = posting(start_date=start)
    period = period_on(by.cadence, by.year_of, held, max(today, start))
    assert period is not None
    facts = PresenceFacts(posting=held, marks=tuple(marks), nights=nights, calendar=calendar(), today=today)
    return judge_presence(by, period, facts)


@settings(max_examples=150, deadline=None)
@given(
    by=NORMS,
    marks=st.lists(MARKS, max_size=40),
    more=st.lists(MARKS, max_size=10),
    nights=NIGHTS,
    other_nights=NIGHTS,
    offset=st.integers(0, 60),
    start=st.integers(0, 70),
    random=st.randoms(use_true_random=False),
)
def test_order_never_matters_and_more_presence_never_makes_it_worse(
    by: Any, marks: Any, more: Any, nights: Any, other_nights: Any, offset: int, start: int, random: Any
) -> None:
    today, began = FIRST + timedelta(days=offset), FIRST + timedelta(days=start - 30)
    shuffled = random.sample(marks + marks[:3], len(marks) + len(marks[:3]))
    added = [*marks, *(mark for mark in more if mark.status is DayStatus.ON_DUTY and mark.confirmed)]

    before = verdict(by, marks, nights, today, began)
    again = verdict(by, shuffled, nights, today, began)
    after = verdict(by, added, nights | other_nights, today, began)

    assert again == before
    assert (after.required, after.possible) == (before.required, before.possible)
    assert after.measured >= before.measured
    assert RANK.get(after.outcome, 2) >= RANK.get(before.outcome, 2)
    assert after.reachable or not before.reachable
    assert before.missing == max(Decimal(0), before.required - before.measured)


@given(
    cadence=st.sampled_from([Cadence.WEEK, Cadence.MONTH, Cadence.YEAR]),
    year_of=st.sampled_from(YearOf),
    start=st.dates(date(2019, 1, 1), date(2025, 12, 31)),
    length=st.integers(0, 900),
)
def test_the_periods_of_a_term_follow_on_each_other_and_each_holds_its_days(
    cadence: Cadence, year_of: YearOf, start: date, length: int
) -> None:
    held, last = posting(start_date=start), start + timedelta(days=length)

    periods = periods_between(cadence, year_of, held, start, last)

    for one, following in pairwise(periods):
        assert one.last is not None
        assert following.first == one.last + timedelta(days=1)
    assert periods[0].first <= start
    assert periods[-1].last is not None
    assert periods[-1].first <= last <= periods[-1].last
    assert period_on(cadence, year_of, held, last) == periods[-1]

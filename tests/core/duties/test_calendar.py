"""The periods of each cadence."""

from datetime import date
from itertools import pairwise

import pytest

from xuanpai_core.duties.calendar import period_of, periods_between
from xuanpai_core.plugins.duties import Cadence


@pytest.mark.parametrize(
    ("cadence", "day", "first", "last"),
    [
        (Cadence.DAY, date(2025, 10, 24), date(2025, 10, 24), date(2025, 10, 24)),
        (Cadence.WEEK, date(2025, 10, 26), date(2025, 10, 20), date(2025, 10, 26)),
        (Cadence.WEEK, date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 4)),
        (Cadence.MONTH, date(2020, 2, 3), date(2020, 2, 1), date(2020, 2, 29)),
        (Cadence.MONTH, date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31)),
        (Cadence.BIMONTH, date(2015, 3, 31), date(2015, 3, 1), date(2015, 4, 30)),
        (Cadence.BIMONTH, date(2015, 12, 1), date(2015, 11, 1), date(2015, 12, 31)),
        (Cadence.QUARTER, date(2019, 6, 30), date(2019, 4, 1), date(2019, 6, 30)),
        (Cadence.HALF_YEAR, date(2019, 7, 1), date(2019, 7, 1), date(2019, 12, 31)),
        (Cadence.YEAR, date(2019, 7, 1), date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_day_lies_in_its_period(cadence: Cadence, day: date, first: date, last: date) -> None:
    assert period_of(cadence, day) == (first, last)


@pytest.mark.parametrize(
    ("cadence", "count"),
    [
        (Cadence.DAY, 365),
        (Cadence.WEEK, 53),
        (Cadence.MONTH, 12),
        (Cadence.BIMONTH, 6),
        (Cadence.QUARTER, 4),
        (Cadence.HALF_YEAR, 2),
        (Cadence.YEAR, 1),
    ],
)
def test_the_periods_of_a_year_follow_one_another(cadence: Cadence, count: int) -> None:
    found = list(periods_between(cadence, date(2025, 1, 1), date(2025, 12, 31)))

    assert len(found) == count
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(found))


def test_there_is_no_period_between_a_day_and_the_one_before() -> None:
    assert list(periods_between(Cadence.MONTH, date(2025, 2, 1), date(2025, 1, 31))) == []


@pytest.mark.parametrize("cadence", [Cadence.TERM, Cadence.STANDING])
def test_what_runs_by_the_subject_has_no_period_of_the_calendar(cadence: Cadence) -> None:
    with pytest.raises(ValueError, match=cadence):
        period_of(cadence, date(2025, 1, 1))

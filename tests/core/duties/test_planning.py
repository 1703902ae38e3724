"""Which periods a subject owes."""

from datetime import date

from tests.core.duties.given import TODAY, days, duty, planned, posting, ruled
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.facts import DutySubject, Stretch
from xuanpai_core.plugins.duties import Cadence, Due, Partial, Population, Subject
from xuanpai_core.vocabulary import DispatchLevel, PostingRole, StaffingType


def village(**changes: object) -> DutySubject:
    """A village, there since ever."""
    fields: dict[str, object] = {
        "kind": Subject.VILLAGE,
        "token": "region:210726101201",
        "region_code": "210726101201",
        "first": date.min,
    }
    return DutySubject(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_year_has_four_quarterly_reports_and_two_summaries() -> None:
    """JZ-23."""
    quarterly, summary = duty(grace_days=10), duty("summary", cadence=Cadence.HALF_YEAR, grace_days=15)

    found = planned(
        posting(date(2018, 5, 1)), ruled(quarterly, summary), since=date(2019, 1, 1), until=date(2019, 12, 31)
    )

    assert days(found) == [
        ("2019-01-01", "2019-03-31"),
        ("2019-04-01", "2019-06-30"),
        ("2019-07-01", "2019-09-30"),
        ("2019-10-01", "2019-12-31"),
        ("2019-01-01", "2019-06-30"),
        ("2019-07-01", "2019-12-31"),
    ]
    assert [str(one.due_on) for one in found][:2] == ["2019-04-10", "2019-07-10"]
    assert str(found[5].due_on) == "2020-01-15"
    assert not any(one.partial for one in found)


def test_by_the_end_of_march_2015_one_report_of_two_months_was_due() -> None:
    """DY-07."""
    found = planned(
        posting(date(2014, 5, 1)),
        ruled(duty(cadence=Cadence.BIMONTH)),
        since=date(2015, 1, 1),
        until=date(2015, 12, 31),
    )

    assert days(found)[0] == ("2015-01-01", "2015-02-28")
    assert days(found)[-1] == ("2015-11-01", "2015-12-31")
    assert len(found) == 6
    assert [one.period_start for one in found if one.due_on <= date(2015, 3, 31)] == [date(2015, 1, 1)]


def test_the_first_week_with_two_days_left_is_not_judged() -> None:
    """HD-12: 2015-05-09 is a Saturday."""
    found = planned(posting(date(2015, 5, 9)), ruled(duty(cadence=Cadence.WEEK, at_least=2)), until=date(2015, 5, 17))

    assert days(found) == [("2015-05-04", "2015-05-10"), ("2015-05-11", "2015-05-17")]
    assert [one.partial for one in found] == [True, False]


def test_a_week_across_two_months_is_one_week() -> None:
    """HD-12."""
    found = planned(
        posting(date(2015, 5, 1)), ruled(duty(cadence=Cadence.WEEK)), since=date(2015, 6, 1), until=date(2015, 6, 30)
    )

    assert days(found)[-1] == ("2015-06-29", "2015-07-05")


def test_the_last_week_of_a_posting_is_not_judged_unless_it_is_whole() -> None:
    weekly = ruled(duty(cadence=Cadence.WEEK))

    assert planned(posting(date(2015, 5, 4), date(2015, 5, 24)), weekly)[-1].partial is False
    assert planned(posting(date(2015, 5, 4), date(2015, 5, 25)), weekly)[-1].partial is True


def test_whole_asks_for_everything_in_a_part_of_a_period() -> None:
    found = planned(
        posting(date(2025, 12, 30)), ruled(duty(cadence=Cadence.YEAR, partial=Partial.WHOLE)), until=date(2025, 12, 31)
    )

    assert [(one.partial, str(one.due_on)) for one in found] == [(False, "2025-12-31")]


def test_what_is_due_at_the_start_of_a_period_is_due_by_its_grace() -> None:
    found = planned(
        posting(date(2024, 1, 1)),
        ruled(duty(cadence=Cadence.MONTH, due=Due.START, grace_days=4)),
        since=TODAY,
        until=TODAY,
    )

    assert [str(one.due_on) for one in found] == ["2025-10-05"]


def test_training_is_due_on_the_day_of_coming_into_post() -> None:
    """FJ-10."""
    before = duty(cadence=Cadence.TERM, due=Due.START, early_days=60)

    [found] = planned(posting(date(2016, 6, 1), planned_end=date(2017, 5, 31)), ruled(before))

    assert (found.period_start, found.period_end, found.due_on) == (date(2016, 6, 1), None, date(2016, 6, 1))
    assert found.partial is False


def test_a_term_is_due_when_it_is_planned_to_end_and_then_when_it_ended() -> None:
    """FJ-17: once in the term."""
    visit = ruled(duty(cadence=Cadence.TERM))
    running = posting(date(2016, 6, 1), planned_end=date(2017, 5, 31))
    ended = posting(date(2016, 6, 1), date(2017, 8, 31), planned_end=date(2017, 5, 31))

    assert [(one.period_end, one.due_on) for one in planned(running, visit)] == [(None, date(2017, 5, 31))]
    assert [(one.period_end, one.due_on) for one in planned(ended, visit)] == [(date(2017, 8, 31), date(2017, 8, 31))]


def test_a_term_without_a_planned_end_is_due_at_no_day_yet() -> None:
    assert [str(one.due_on) for one in planned(posting(date(2016, 6, 1)), ruled(duty(cadence=Cadence.TERM)))] == [
        "2199-12-31"
    ]


def test_a_term_that_began_before_the_rule_is_not_judged() -> None:
    [found] = planned(posting(date(2016, 6, 1)), ruled(duty(cadence=Cadence.TERM), first=date(2017, 1, 1)))

    assert found.partial is True


def test_what_is_owed_after_the_end_is_not_owed_before() -> None:
    """FJ-11."""
    back = ruled(duty(cadence=Cadence.TERM, after_end=True, grace_days=30))

    assert planned(posting(date(2016, 6, 1)), back) == []
    assert planned(posting(date(2016, 6, 1), TODAY), back) == []
    [found] = planned(posting(date(2016, 6, 1), date(2025, 10, 23)), back)
    assert (found.period_start, found.period_end, found.due_on) == (date(2025, 10, 23), None, date(2025, 11, 22))


def test_what_stands_is_owed_from_the_later_of_the_subject_and_the_rule() -> None:
    standing = duty(cadence=Cadence.STANDING, grace_days=7)

    assert [
        (str(one.period_start), one.period_end, str(one.due_on))
        for start in (date(2024, 3, 1), date(2025, 3, 1))
        for one in planned(posting(start), ruled(standing, first=date(2025, 1, 1)))
    ] == [("2025-01-01", None, "2025-01-08"), ("2025-03-01", None, "2025-03-08")]


def test_a_standing_duty_goes_on_under_a_changed_rule() -> None:
    earlier, later = duty(cadence=Cadence.STANDING), duty(cadence=Cadence.STANDING, at_least=2)
    rules = {
        "report": [
            Stretch(date(2025, 1, 1), date(2025, 6, 30), new_id(), earlier),
            Stretch(date(2025, 7, 1), None, new_id(), later),
        ]
    }

    assert [(str(one.period_start), one.duty.at_least) for one in planned(posting(date(2024, 1, 1)), rules)] == [
        ("2025-01-01", 2)
    ]
    before = planned(posting(date(2024, 1, 1)), rules, today=date(2025, 6, 30))
    assert [one.duty.at_least for one in before] == [1]


def test_a_changed_rule_leaves_the_period_whole_and_governs_it_from_its_last_day() -> None:
    earlier, later = duty(), duty(at_least=2)
    rules = {
        "report": [
            Stretch(date(2025, 1, 1), date(2025, 5, 15), new_id(), earlier),
            Stretch(date(2025, 5, 16), None, new_id(), later),
        ]
    }

    found = planned(posting(date(2024, 1, 1)), rules, until=date(2025, 9, 30))

    assert [(str(one.period_start), one.duty.at_least, one.partial) for one in found] == [
        ("2025-01-01", 1, False),
        ("2025-04-01", 2, False),
        ("2025-07-01", 2, False),
    ]


def test_the_rule_of_the_last_day_served_governs() -> None:
    rules = {
        "report": [
            Stretch(date(2025, 1, 1), date(2025, 5, 15), new_id(), duty(partial=Partial.WHOLE)),
            Stretch(date(2025, 5, 16), None, new_id(), duty(partial=Partial.WHOLE, at_least=2)),
        ]
    }

    found = planned(posting(date(2024, 1, 1), date(2025, 5, 10)), rules)

    assert [(str(one.period_start), one.duty.at_least) for one in found] == [("2025-01-01", 1), ("2025-04-01", 1)]


def test_a_rule_that_ended_makes_the_period_in_which_it_did_exempt() -> None:
    found = planned(posting(date(2024, 1, 1)), ruled(duty(), first=date(2025, 1, 1), last=date(2025, 5, 15)))

    assert [(str(one.period_start), one.partial) for one in found] == [("2025-01-01", False), ("2025-04-01", True)]


def test_only_the_population_owes() -> None:
    who = Population(
        roles=(PostingRole.FIRST_SECRETARY,),
        dispatch_levels=(DispatchLevel.CITY,),
        staffing_types=(StaffingType.CIVIL_SERVICE,),
    )
    rules = ruled(duty(who=who))
    start = date(2025, 7, 1)

    assert len(planned(posting(start), rules, until=date(2025, 9, 30))) == 1
    assert planned(posting(start, role=PostingRole.TEAM_MEMBER), rules) == []
    assert planned(posting(start, dispatch_level=DispatchLevel.COUNTY), rules) == []
    assert planned(posting(start, staffing_type=StaffingType.PUBLIC_INSTITUTION), rules) == []


def test_a_village_owes_while_it_carries_the_mark() -> None:
    """FJ-06."""
    rules = ruled(
        duty(subject=Subject.VILLAGE, cadence=Cadence.STANDING, who=Population(tags=("weak", "lax"))),
        first=date(2016, 1, 1),
    )
    tags = (
        ("weak", (date(2016, 3, 1), date(2016, 8, 31))),
        ("lax", (date(2016, 9, 1), date(2016, 12, 31))),
        ("weak", (date(2018, 1, 1), None)),
        ("old", (date(2010, 1, 1), None)),
    )

    assert days(planned(village(tags=tags), rules)) == [("2016-03-01", "2016-12-31"), ("2018-01-01", None)]
    assert planned(village(), rules) == []


def test_a_village_owes_while_a_posting_of_the_level_is_held() -> None:
    rules = ruled(
        duty(
            subject=Subject.VILLAGE,
            cadence=Cadence.MONTH,
            who=Population(village_posts=(DispatchLevel.CITY,)),
        )
    )
    posts = (
        (DispatchLevel.CITY, (date(2025, 1, 1), date(2025, 1, 31))),
        (DispatchLevel.CITY, (date(2025, 2, 1), date(2025, 2, 10))),
        (DispatchLevel.COUNTY, (date(2025, 2, 1), None)),
    )

    found = planned(village(posts=posts), rules)

    assert [(str(one.period_start), one.partial) for one in found] == [("2025-01-01", False), ("2025-02-01", True)]


def test_a_unit_owes_by_its_level_and_an_entry_by_its_register_and_field() -> None:
    units = ruled(duty(subject=Subject.UNIT, cadence=Cadence.YEAR, who=Population(unit_levels=(3,))))
    teams = ruled(
        duty(
            subject=Subject.ENTRY,
            cadence=Cadence.WEEK,
            who=Population(forms=("work_team",), where=(("rhythm", ("true",)),)),
        )
    )
    unit = DutySubject(kind=Subject.UNIT, token="unit:1", region_code="2107", first=date.min, unit_level=3)
    team = DutySubject(
        kind=Subject.ENTRY,
        token="entry:1",
        region_code="210726101",
        first=date(2025, 10, 20),
        form="work_team",
        values={"rhythm": "true"},
    )
    other = DutySubject(
        kind=Subject.ENTRY, token="entry:2", region_code="210726101", first=date(2025, 10, 20), form="work_team"
    )

    assert days(planned(unit, units, since=TODAY, until=TODAY)) == [("2025-01-01", "2025-12-31")]
    assert days(planned(team, teams, until=TODAY)) == [("2025-10-20", "2025-10-26")]
    assert planned(other, teams, until=TODAY) == []


def test_nothing_is_planned_for_who_comes_later_than_periods_are_made() -> None:
    assert planned(posting(date(2026, 1, 1)), ruled(duty(cadence=Cadence.STANDING)), until=date(2025, 11, 30)) == []


def test_a_matter_that_changes_its_cadence_leaves_what_is_past() -> None:
    rules = {
        "report": [
            Stretch(date(2025, 1, 1), date(2025, 8, 14), new_id(), duty(cadence=Cadence.MONTH)),
            Stretch(date(2025, 8, 15), None, new_id(), duty(cadence=Cadence.QUARTER)),
        ]
    }

    found = planned(posting(date(2024, 1, 1)), rules, since=date(2025, 6, 1), until=date(2025, 12, 31))

    assert days(found) == [("2025-06-01", "2025-06-30"), ("2025-07-01", "2025-07-31"), ("2025-10-01", "2025-12-31")]

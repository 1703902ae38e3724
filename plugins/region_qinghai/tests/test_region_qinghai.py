"""A stranger's rules in the same few mechanisms."""

from datetime import date

import pytest

from xuanpai_core.plugins.api import Cadence, EntryDraft, PartyFacts, Subject
from xuanpai_region_qinghai.parameters import QinghaiParameters
from xuanpai_region_qinghai.reviewing import review
from xuanpai_region_qinghai.rulebook import rulebook


def _entry(form: str, members: int) -> EntryDraft:
    parties = tuple(
        PartyFacts(code="members", token=f"posting:{number}", region_code="632221100201") for number in range(members)
    )
    return EntryDraft(form=form, region_code="632221100201", valid_from=date(2024, 3, 1), values={}, parties=parties)


@pytest.mark.parametrize(("meetings", "title"), [(1, "乡镇每月召开驻村干部例会"), (2, "乡镇每月召开驻村干部例会")])
def test_townships_meet_each_month(meetings: int, title: str) -> None:
    (duty,) = rulebook(QinghaiParameters(meetings_month=meetings)).duties

    assert (duty.subject, duty.cadence, duty.at_least, duty.title) == (
        Subject.TOWNSHIP,
        Cadence.MONTH,
        meetings,
        title,
    )


@pytest.mark.parametrize("days", [200, 240])
def test_two_hundred_days_a_year_are_asked_and_approved_trips_count(days: int) -> None:
    (norm,) = rulebook(QinghaiParameters(min_days_year=days)).presence

    assert (norm.cadence, norm.at_least, norm.official_travel_counts) == (Cadence.YEAR, days, True)
    assert norm.clause.words == "年驻村不少于200天;参会培训、跑项目离村,报备后视为驻村"


@pytest.mark.parametrize(("kilometres", "metres"), [(30, 30_000), (2, 2000), (100, 100_000)])
def test_a_camp_on_a_far_pasture_is_no_other_village(kilometres: int, metres: int) -> None:
    (rule,) = rulebook(QinghaiParameters(camp_distance_km=kilometres)).signals

    assert (rule.far_m, rule.photo_place_m, rule.together) == (metres, 2000, 6)
    assert rule.clause.words == "牧业村随季节草场驻点"


def test_stations_move_with_the_pasture_and_a_waiver_of_nights_needs_proof() -> None:
    forms = {form.code: form for form in rulebook(QinghaiParameters()).registers}

    assert [value for value, _ in forms["station"].fields[0].choices] == ["WINTER", "SUMMER", "AUTUMN"]
    assert (forms["station"].proof, forms["night_waiver"].proof) == (False, True)


@pytest.mark.parametrize(("members", "codes"), [(2, ["TEAM_TOO_SMALL"]), (3, []), (5, [])])
def test_a_team_has_three_members(members: int, codes: list[str]) -> None:
    assert [objection.code for objection in review(_entry("work_team", members), QinghaiParameters())] == codes


def test_a_tenant_may_ask_for_larger_teams_and_other_entries_are_not_reviewed() -> None:
    assert len(review(_entry("work_team", 3), QinghaiParameters(team_members=4))) == 1
    assert review(_entry("lodging", 1), QinghaiParameters()) == ()

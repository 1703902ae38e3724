"""义县's own rules below Jinzhou's."""

import pytest

from xuanpai_core.plugins.api import Attendees, Cadence, Subject
from xuanpai_region_yixian.parameters import Rhythm, YixianParameters
from xuanpai_region_yixian.rulebook import rulebook


def test_the_county_has_its_committee_and_a_symposium_each_quarter() -> None:
    duties = {duty.matter: duty for duty in rulebook(YixianParameters()).duties}

    assert {matter: (duty.subject, duty.cadence) for matter, duty in duties.items()} == {
        "body": (Subject.COUNTY, Cadence.STANDING),
        "meeting.symposium": (Subject.COUNTY, Cadence.QUARTER),
    }
    assert "县委书记任书记的选派干部工作党工委" in duties["body"].clause.words


@pytest.mark.parametrize(
    ("rhythm", "cadence"),
    [(Rhythm.MONTH, Cadence.MONTH), (Rhythm.QUARTER, Cadence.QUARTER), (Rhythm.HALF_YEAR, Cadence.HALF_YEAR)],
)
def test_how_often_is_what_the_county_sets(rhythm: Rhythm, cadence: Cadence) -> None:
    assert rulebook(YixianParameters(symposium=rhythm)).duties[1].cadence is cadence


def test_everybody_in_post_attends_the_symposium() -> None:
    (form,) = rulebook(YixianParameters()).activities

    assert (form.code, form.must_attend) == ("meeting.symposium", Attendees.POSTED)
    assert form.topics == (("PLANS", "工作计划落实情况"), ("DIFFICULTIES", "工作和生活中的困难"))

"""Who enters which project, and what it counts for."""

from datetime import date
from uuid import uuid4

import pytest

from tests.core.plugins.activating import fresh_key
from tests.core.projects.building import DAY, deeds, notice, project, quantity, titles
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.projects.deeds import notice_features
from xuanpai_core.projects.models import ProjectStatus, PublicNotice
from xuanpai_core.projects.service import ProjectChange, change_project
from xuanpai_core.regions.code import RegionCode


def test_a_notice_counts_from_its_first_day_and_for_so_many_days_from_the_last_of_them() -> None:
    early = PublicNotice(posted_on=date(2025, 12, 28), until=date(2025, 12, 30))
    late = PublicNotice(posted_on=date(2026, 1, 1), until=date(2026, 1, 7))

    features = notice_features([early, late])

    assert features == {
        "notice": date(2025, 12, 28),
        "evidence": date(2025, 12, 28),
        "notice:2": date(2025, 12, 29),
        "notice:3": date(2025, 12, 30),
        "notice:4": date(2026, 1, 4),
        "notice:5": date(2026, 1, 5),
        "notice:6": date(2026, 1, 6),
        "notice:7": date(2026, 1, 7),
    }


def test_a_notice_that_hangs_for_years_is_told_of_for_thirty_days() -> None:
    features = notice_features([PublicNotice(posted_on=date(2025, 1, 1), until=date(2027, 1, 1))])

    assert features["notice:30"] == date(2025, 1, 30)
    assert "notice:31" not in features


async def test_a_project_counts_for_its_posting_and_its_village(world: World) -> None:
    posting_id, village = world.postings["王建国"], world.villages[FANGSHAN][0]

    project_id = await project(world, "王建国", posting_id=posting_id)
    before = await deeds(world)
    await notice(world, project_id, date(2025, 6, 1), date(2025, 6, 1), "王建国")

    assert before == {f"posting:{posting_id}": (DAY, {}), f"region:{village}": (DAY, {})}
    seen = {"notice": "2025-06-01", "evidence": "2025-06-01"}
    assert await deeds(world) == {token: (day, seen) for token, (day, _) in before.items()}


async def test_a_cancelled_project_counts_for_nothing_and_takes_nothing_more(world: World) -> None:
    project_id = await project(world)

    async with world.database.work(world.ctx("clerk")) as work:
        change = ProjectChange(project_id, "资金没有落实", ProjectStatus.CANCELLED)
        await change_project(work, change, fresh_key())
    with pytest.raises(XuanpaiError) as refused:
        await notice(world, project_id, DAY, DAY)

    assert refused.value.error_code == "PROJECT_CANCELLED"
    assert await deeds(world) == {}


@pytest.mark.parametrize(
    ("person", "change", "code"),
    [
        ("clerk", {"established_on": date(2025, 10, 25)}, "INVALID_PROJECT"),
        ("clerk", {"cost_fen": 0}, "INVALID_PROJECT"),
        ("clerk", {"title": "  "}, "INVALID_TEXT"),
        ("county", {"place": "210726"}, "INVALID_PROJECT"),
        ("clerk", {"quantities": (quantity("道路", "0", "公里"),)}, "INVALID_PROJECT"),
        ("clerk", {"quantities": (quantity("道路", "1.0001", "公里"),)}, "INVALID_PROJECT"),
        ("clerk", {"quantities": (quantity("道路", "1", "km"), quantity("道路", "2", "公里"))}, "INVALID_PROJECT"),
        ("clerk", {"place": "210726101999"}, "UNKNOWN_REGION"),
        ("clerk", {"posting_id": uuid4()}, "POSTING_NOT_FOUND"),
        ("other_county", {}, "FORBIDDEN"),
        ("王建国", {}, "FORBIDDEN"),
        ("unit", {}, "FORBIDDEN"),
        ("secretary", {}, "FORBIDDEN"),
    ],
)
async def test_a_project_that_cannot_be_is_refused(
    world: World, person: str, change: dict[str, object], code: str
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await project(world, person, **change)  # type: ignore[arg-type]

    assert refused.value.error_code == code
    assert (await titles(world), await deeds(world)) == ([], {})


@pytest.mark.parametrize(
    ("person", "whose", "place", "on", "code"),
    [
        ("王建国", "李秀英", 1, DAY, "POSTING_NOT_FOUND"),
        ("other_county", "王建国", 0, DAY, "POSTING_NOT_FOUND"),
        ("王建国", "王建国", 1, DAY, "INVALID_PROJECT"),
        ("王建国", "王建国", 0, date(2024, 12, 31), "POSTING_NOT_IN_FORCE"),
    ],
)
async def test_a_project_is_brought_by_ones_own_posting_at_its_place(
    world: World, person: str, whose: str, place: int, on: date, code: str
) -> None:
    village = world.villages[FANGSHAN][place]

    with pytest.raises(XuanpaiError) as refused:
        await project(world, person, village, posting_id=world.postings[whose], established_on=on)

    assert refused.value.error_code == code
    assert (await titles(world), await deeds(world)) == ([], {})


async def test_who_is_posted_to_a_township_brings_projects_to_its_villages(world: World) -> None:
    township = next(code for code in world.villages if code.startswith("210727"))
    village = world.villages[township][0]

    await project(world, "陈静", village, posting_id=world.postings["陈静"])

    assert set(await deeds(world)) == {f"posting:{world.postings['陈静']}", f"region:{village}"}
    assert RegionCode.parse(village).parent == township


async def test_the_same_project_is_not_entered_twice(world: World) -> None:
    await project(world)

    with pytest.raises(XuanpaiError) as refused:
        await project(world, "county")

    assert refused.value.error_code == "PROJECT_TAKEN"
    assert await titles(world) == ["道路硬化"]


@pytest.mark.parametrize(
    ("person", "posted_on", "until", "photos", "code"),
    [
        ("clerk", DAY, DAY, 0, "EVIDENCE_REQUIRED"),
        ("clerk", date(2025, 10, 25), date(2025, 10, 30), 1, "INVALID_PROJECT"),
        ("clerk", DAY, date(2025, 5, 5), 1, "INVALID_PROJECT"),
        ("other_county", DAY, DAY, 1, "PROJECT_NOT_FOUND"),
        ("李秀英", DAY, DAY, 1, "PROJECT_NOT_FOUND"),
    ],
)
async def test_a_notice_that_cannot_be_leaves_the_project_unnoticed(
    world: World, person: str, posted_on: date, until: date, photos: int, code: str
) -> None:
    project_id = await project(world)

    with pytest.raises(XuanpaiError) as refused:
        await notice(world, project_id, posted_on, until, person, photos)

    assert refused.value.error_code == code
    assert [features for _, features in (await deeds(world)).values()] == [{}]

"""When a posting ends, what the cadre may do over his own records ends on the day after."""

from datetime import date

import pytest

from tests.core.identity.people import TODAY, Held, audited, holding, somebody
from tests.factories.world import FANGSHAN, World
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.appointments import NewAppointment, end_own_appointments
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.service import NewPosting, add_postings, end_posting
from xuanpai_core.vocabulary import DispatchLevel, PostingRole

LAST = date(2025, 10, 31)
REOPEN = "UPDATE appointment SET valid_to = NULL WHERE tenant_id = $1 AND account_id = $2"


async def end(world: World, name: str, last_day: date, by: str = "county") -> None:
    async with world.database.work(world.ctx(by)) as work:
        await end_posting(work, world.postings[name], last_day)


async def post_again(world: World, name: str, start: date) -> None:
    async with world.database.work(world.ctx("province")) as work:
        again = NewPosting(
            posting_id=new_id(),
            cadre_id=world.cadres[name],
            role=PostingRole.FIRST_SECRETARY,
            dispatch_level=DispatchLevel.CITY,
            sending_unit_id=world.units["锦州市公安局"],
            region_code=world.villages[FANGSHAN][2],
            start_date=start,
            planned_end=None,
        )
        await add_postings(work, [again])


async def test_the_rights_end_the_day_after_the_last_day(world: World) -> None:
    await end(world, "王建国", LAST)

    assert await holding(world, world.people["王建国"].account_id) == [
        Held("posted_cadre", None, TODAY, date(2025, 11, 1))
    ]
    [event] = await audited(world, "appointment:end")
    assert (event["before"]["valid_to"], event["after"]["valid_to"], event["why"]) == (None, "2025-11-01", "任职结束")


async def test_a_posting_that_ended_in_the_past_leaves_no_rights_today(world: World) -> None:
    zhang = await somebody(
        world, "zhang", NewAppointment("posted_cadre", valid_from=date(2025, 1, 1)), cadre_id=world.cadres["张伟"]
    )

    await end(world, "张伟", date(2025, 9, 30))

    assert await holding(world, zhang) == [Held("posted_cadre", None, date(2025, 1, 1), date(2025, 10, 1))]


async def test_other_roles_of_the_same_person_stay(world: World) -> None:
    wang = await somebody(
        world,
        "wang",
        NewAppointment("posted_cadre"),
        NewAppointment("reader", "210726"),
        cadre_id=world.cadres["王建国"],
    )

    await end(world, "王建国", LAST)

    assert [held.valid_to for held in await holding(world, wang)] == [date(2025, 11, 1), None]


async def test_a_posting_that_follows_keeps_the_rights(world: World) -> None:
    async with world.database.work(world.ctx("county")) as work:
        await end_posting(work, world.postings["王建国"], LAST)
        await work.driver.execute(REOPEN, world.tenant_id, world.people["王建国"].account_id)
    await post_again(world, "王建国", date(2025, 11, 1))
    async with world.database.work(world.ctx("county")) as work:
        await end_own_appointments(work, world.cadres["王建国"], LAST)

    assert await holding(world, world.people["王建国"].account_id) == [Held("posted_cadre", None, TODAY)]


async def test_the_rights_last_as_long_as_the_latest_posting(world: World) -> None:
    await end(world, "王建国", date(2025, 10, 25))
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(REOPEN, world.tenant_id, world.people["王建国"].account_id)
    await post_again(world, "王建国", date(2025, 10, 26))
    async with world.database.work(world.ctx("county")) as work:
        ended = "UPDATE posting SET end_date = $3 WHERE tenant_id = $1 AND cadre_id = $2 AND end_date IS NULL"
        await work.driver.execute(ended, world.tenant_id, world.cadres["王建国"], LAST)
        await end_own_appointments(work, world.cadres["王建国"], date(2025, 10, 25))

    assert await holding(world, world.people["王建国"].account_id) == [
        Held("posted_cadre", None, TODAY, date(2025, 11, 1))
    ]


async def test_an_end_that_is_refused_takes_nothing_away(world: World) -> None:
    with pytest.raises(PostingNotFound):
        await end(world, "王建国", LAST, by="other_county")

    assert await holding(world, world.people["王建国"].account_id) == [Held("posted_cadre", None, TODAY)]

"""That by which signals know a phone, a photo or a text again goes in time, and never while it is still of use."""

from datetime import date, datetime
from uuid import UUID

from tests.core.attendance.footprint import rows
from tests.core.leads.leading import decide, leads
from tests.core.signals.noticing import LI, LIU, WANG, enter, look, moment, photograph, picture, shoot, signals
from tests.factories.world import World
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.leads.models import LeadState
from xuanpai_core.retention.models import RetentionSubject
from xuanpai_core.retention.service import purge
from xuanpai_core.signals.models import DeviceUse, LogPrint, PhotoPrint, PhotoUse, SignalSubject

DEVICES, LOGS, PHOTOS = RetentionSubject.DEVICE_USE, RetentionSubject.LOG_PRINTS, RetentionSubject.PHOTO_PRINTS
# The clock stands at 24 October 2025: 36 months back is 24 October 2022, twelve are 24 October 2024.
LONG_AGO, LAST_OF_ALL, FIRST_TO_STAY = date(2022, 10, 1), date(2022, 10, 23), date(2022, 10, 24)


async def used(world: World, evidence_id: UUID, name: str, *days: date, phash: int = 0x0F1E2D3C4B5A6978) -> None:
    """A photo that was compared, and the check-ins that it proved."""
    async with world.database.work(world.ctx("admin")) as work:
        for day in days:
            at = datetime(day.year, day.month, day.day, 8, tzinfo=SHANGHAI)
            use = PhotoUse(
                tenant_id=world.tenant_id,
                evidence_id=evidence_id,
                record_type=SignalSubject.CHECK_IN,
                record_key=f"{name}:{day}",
                posting_id=world.postings[name],
                day=day,
                at=at,
                compared_at=at,
            )
            work.session.add(use)
        work.session.add(PhotoPrint(tenant_id=world.tenant_id, evidence_id=evidence_id, phash=phash, printed_at=at))


async def test_a_photo_is_forgotten_with_its_last_use_and_known_again_by_a_later_one(world: World) -> None:
    content = picture(1)
    again, once = await photograph(world, content, WANG), await photograph(world, picture(2), LI)
    await used(world, again, WANG, LONG_AGO, date(2024, 5, 1))
    await used(world, once, LI, LONG_AGO, phash=0x1F1E2D3C4B5A0000)

    removed = await purge(world.database, world.tenant_id)

    assert removed[PHOTOS] == 2
    assert [(row["evidence_id"], row["day"]) for row in await rows(world, "photo_use")] == [(again, date(2024, 5, 1))]
    assert [row["evidence_id"] for row in await rows(world, "photo_print")] == [again]
    of_liu = await shoot(world, content, LIU)
    await look(world)
    (found,) = await signals(world, "PHOTO_SEEN_BEFORE")
    assert (found["subject_key"], found["facts"]["otherDay"]) == (str(of_liu), "2024-05-01")


async def test_the_border_is_a_day_and_a_backlog_goes_batch_by_batch(world: World, other_world: World) -> None:
    for number, day in enumerate((LONG_AGO, LAST_OF_ALL, FIRST_TO_STAY)):
        await used(world, await photograph(world, picture(5 + number)), WANG, day, phash=number)
    await used(other_world, await photograph(other_world, picture(9)), WANG, LONG_AGO)

    removed = await purge(world.database, world.tenant_id, batch=1)

    assert removed[PHOTOS] == 2
    assert [row["day"] for row in await rows(world, "photo_use")] == [FIRST_TO_STAY]
    assert len(await rows(world, "photo_print")) == 1
    assert len(await rows(other_world, "photo_use")) == 1
    assert (await purge(world.database, world.tenant_id))[PHOTOS] == 0


async def test_what_an_open_lead_may_be_about_stays_until_a_person_has_decided(world: World) -> None:
    await used(world, await photograph(world, picture(1)), WANG, LONG_AGO)
    await used(world, await photograph(world, picture(2)), LI, LONG_AGO, phash=1)
    await enter(world, WANG, device={"mock": True})
    await look(world)
    (lead,) = await leads(world)

    while_open = await purge(world.database, world.tenant_id)
    kept = [row["posting_id"] for row in await rows(world, "photo_use")]
    await decide(world, "county", lead.id, LeadState.DISMISSED)
    decided = await purge(world.database, world.tenant_id)

    assert (while_open[PHOTOS], kept, decided[PHOTOS]) == (1, [world.postings[WANG]], 1)
    assert await rows(world, "photo_print") == []


async def test_a_phone_is_forgotten_a_year_after_its_month_has_ended(world: World) -> None:
    months = [date(2024, 8, 1), date(2024, 9, 1), date(2024, 10, 1)]
    async with world.database.work(world.ctx("admin")) as work:
        for month in months:
            use = DeviceUse(
                tenant_id=world.tenant_id,
                month=month,
                device="a" * 64,
                posting_id=world.postings[WANG],
                cadre_id=world.cadres[WANG],
                first_day=month,
            )
            work.session.add(use)

    assert (await purge(world.database, world.tenant_id))[DEVICES] == 2
    assert [row["month"] for row in await rows(world, "device_use")] == [date(2024, 10, 1)]


async def test_a_text_is_forgotten_after_a_term(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        for day in (LONG_AGO, LAST_OF_ALL, FIRST_TO_STAY):
            bands = {f"band_{number}": number for number in range(4)}
            printed = LogPrint(
                tenant_id=world.tenant_id,
                posting_id=world.postings[WANG],
                day=day,
                written_at=moment(),
                letters_hash=7,
                **bands,
            )
            work.session.add(printed)

    assert (await purge(world.database, world.tenant_id))[LOGS] == 2
    assert [row["day"] for row in await rows(world, "log_print")] == [FIRST_TO_STAY]

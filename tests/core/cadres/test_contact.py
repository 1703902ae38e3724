"""Changing phone, bank account and address: checked, sealed, and on record without the numbers."""

from datetime import date

import pytest
from sqlalchemy import update

from tests.core.cadres.personal import ADDRESS, BANK_ACCOUNT, PHONE, events, give_contact, stored
from tests.factories.world import World
from xuanpai_core.cadres.contact import Contact, update_contact, update_own_contact
from xuanpai_core.cadres.errors import BadContact, CadreNotFound
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import Conflict, Forbidden, Invalid
from xuanpai_core.postings.models import Posting


async def change(
    world: World, person: str, contact: Contact, name: str = "王建国", key: str = "key-00001"
) -> list[str]:
    async with world.database.work(world.ctx(person)) as work:
        return await update_contact(work, world.cadres[name], contact, "本人申请变更", key)


async def test_what_is_stored_is_sealed_beside_its_masked_form(world: World) -> None:
    await give_contact(world)

    cadre, vault = await stored(world), world.database.ports.vault
    assert (cadre.phone_masked, cadre.bank_account_masked, cadre.address_masked) == (
        "138****1234",
        "***************0128",
        "辽宁省锦州市黑山县芳山镇***",
    )
    sealed = (cadre.phone_sealed, cadre.bank_account_sealed, cadre.address_sealed)
    assert [vault.open(world.tenant_id, value or b"") for value in sealed] == [PHONE, BANK_ACCOUNT, ADDRESS]
    assert cadre.phone_digest == vault.digest(world.tenant_id, PHONE)
    assert cadre.bank_account_digest == vault.digest(world.tenant_id, BANK_ACCOUNT)


async def test_the_record_holds_before_and_after_masked_and_no_number(world: World) -> None:
    await give_contact(world)
    await change(world, "county", Contact(phone="13900005678"))

    event = (await events(world, "cadre:update"))[1]

    assert (event["before"], event["after"]) == ({"phone": "138****1234"}, {"phone": "139****5678"})
    assert event["reason"] == "本人申请变更"
    assert "13900005678" not in str(event)
    assert PHONE not in str(await events(world, "cadre:update"))


async def test_what_is_not_given_stays_and_an_empty_text_removes(world: World) -> None:
    await give_contact(world)

    await change(world, "county", Contact(bank_account="", address=" "))

    cadre = await stored(world)
    assert (cadre.phone_masked, cadre.bank_account_masked, cadre.address_masked) == ("138****1234", None, None)
    assert (cadre.bank_account_sealed, cadre.bank_account_digest, cadre.address_sealed) == (None, None, None)


async def test_an_account_that_fails_the_card_check_is_kept_with_a_warning(world: World) -> None:
    sound = await change(world, "county", Contact(bank_account="6222 0212 3456 7890 128"), key="key-00001")
    odd = await change(world, "county", Contact(bank_account="622202-123456-789013"), key="key-00002")

    assert (len(sound), len(odd)) == (0, 1)
    assert (await stored(world)).bank_account_masked == "**************9013"


@pytest.mark.parametrize(
    ("contact", "code"),
    [
        (Contact(phone="1381234123"), "BAD_PHONE"),
        (Contact(phone="23812341234"), "BAD_PHONE"),
        (Contact(bank_account="12345678901"), "BAD_BANK_ACCOUNT"),
        (Contact(bank_account="6" * 20), "BAD_BANK_ACCOUNT"),
        (Contact(bank_account="62220212345678901X"), "BAD_BANK_ACCOUNT"),
        (Contact(), "NOTHING_TO_CHANGE"),
    ],
)
async def test_what_cannot_be_right_is_refused_without_repeating_it(world: World, contact: Contact, code: str) -> None:
    with pytest.raises(BadContact) as refused:
        await change(world, "county", contact)

    assert [problem.code for problem in refused.value.fields] == [code]
    assert not any(value and value in refused.value.message for value in (contact.phone, contact.bank_account))
    assert (await stored(world)).phone_sealed is None
    assert await events(world, "cadre:update") == []


async def test_an_endless_address_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        await change(world, "county", Contact(address="长" * 201))

    assert refused.value.error_code == "INVALID_TEXT"


@pytest.mark.parametrize("person", ["other_county", "clerk", "finance", "reader", "王建国"])
async def test_whoever_is_not_in_charge_changes_nothing(world: World, person: str) -> None:
    with pytest.raises((CadreNotFound, Forbidden)):
        await change(world, person, Contact(phone=PHONE))

    assert (await stored(world)).phone_sealed is None
    assert await events(world, "cadre:update") == []


async def test_a_cadre_beyond_reach_and_one_who_is_not_there_look_the_same(world: World, other_world: World) -> None:
    refusals = []
    for cadre_id in (world.cadres["刘洋"], other_world.cadres["王建国"], world.tenant_id):
        with pytest.raises(CadreNotFound) as refused:
            async with world.database.work(world.ctx("county")) as work:
                await update_contact(work, cadre_id, Contact(phone=PHONE), "本人申请变更", "key-00001")
        refusals.append((refused.value.message, refused.value.error_code))

    assert len(set(refusals)) == 1


async def test_a_county_is_in_charge_for_a_quarter_after_the_posting_has_ended(world: World, clock: FixedClock) -> None:
    async with world.database.work(world.ctx("county")) as work:
        ended = update(Posting).where(Posting.tenant_id == world.tenant_id, Posting.id == world.postings["王建国"])
        await work.session.execute(ended.values(end_date=date(2025, 10, 24)))
    clock.advance(days=92)
    await change(world, "county", Contact(phone=PHONE))
    clock.advance(days=1)

    with pytest.raises(CadreNotFound):
        await change(world, "county", Contact(phone="13900005678"), key="key-00002")

    assert (await stored(world)).phone_masked == "138****1234"


async def test_one_key_changes_once_and_other_content_is_refused(world: World) -> None:
    await change(world, "county", Contact(phone=PHONE))
    await change(world, "county", Contact(phone=PHONE))

    with pytest.raises(Conflict):
        await change(world, "county", Contact(phone="13900005678"))

    assert len(await events(world, "cadre:update")) == 1
    assert (await stored(world)).phone_masked == "138****1234"


async def test_a_cadre_changes_their_own_phone_and_address_and_nobody_elses(world: World) -> None:
    async with world.database.work(world.ctx("王建国")) as work:
        await update_own_contact(work, PHONE, None, "key-00001")

    assert (await stored(world)).phone_masked == "138****1234"
    assert (await stored(world, "李秀英")).phone_sealed is None
    (event,) = await events(world, "cadre:update_own")
    assert (event["subject_id"], event["after"]) == (str(world.cadres["王建国"]), {"phone": "138****1234"})


async def test_whoever_is_no_cadre_has_no_contact_of_their_own(world: World) -> None:
    async with world.database.work(world.ctx("county")) as work:
        with pytest.raises(Forbidden) as refused:
            await update_own_contact(work, PHONE, None, "key-00001")

    assert refused.value.error_code == "NOT_A_CADRE"

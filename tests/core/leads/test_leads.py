"""Who decides a lead, who is asked, and that it is final."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import update

from tests.core.leads.leading import answer, ask, decide, lead_against, leads
from tests.core.plugins.activating import fresh_key
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from xuanpai_core.context import system_context
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity.models import Account, AccountState
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.leads.models import Lead, LeadKind, LeadState
from xuanpai_core.leads.service import NewLead, open_counts, raise_lead


async def only(world: World) -> Lead:
    """The one lead as it stands."""
    (lead,) = await leads(world)
    return lead


async def trail(world: World) -> list[str]:
    """What was written down about leads."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT action FROM audit_event WHERE tenant_id = $1 AND subject_type = 'lead' ORDER BY at, id",
            world.tenant_id,
        )
    return sorted(row["action"] for row in rows)


async def refusal(world: World, person: str, lead_id: UUID, decision: LeadState = LeadState.CONFIRMED) -> str:
    """The code with which ``person`` may not decide."""
    with pytest.raises(XuanpaiError) as refused:
        await decide(world, person, lead_id, decision)
    return refused.value.error_code


async def test_the_county_asks_the_signer_who_answers_and_then_decides_for_good(world: World) -> None:
    lead_id = await lead_against(world)

    await ask(world, "county", lead_id)
    await answer(world, "secretary", lead_id)
    await decide(world, "county", lead_id, LeadState.CONFIRMED, "核对人失职。")

    lead = await only(world)
    secretary, county = world.people["secretary"].account_id, world.people["county"].account_id
    assert (lead.asked_id, lead.asked_by, lead.question) == (secretary, county, "当天是谁核对的?")
    assert (lead.answered_by, lead.answer) == (secretary, "由村党支部核对。")
    assert (lead.state, lead.decided_by, lead.decision_note) == ("CONFIRMED", county, "核对人失职。")
    assert await trail(world) == ["lead:answer", "lead:ask", "lead:decide", "lead:raise"]
    assert await refusal(world, "county", lead_id, LeadState.DISMISSED) == "LEAD_DECIDED"
    assert await refusal(world, "city", lead_id, LeadState.DISMISSED) == "LEAD_DECIDED"
    with pytest.raises(XuanpaiError) as late:
        await answer(world, "secretary", lead_id, "补充")
    assert late.value.error_code == "LEAD_DECIDED"
    assert ((await only(world)).state, (await only(world)).answer) == ("CONFIRMED", "由村党支部核对。")


async def test_whoever_has_a_part_in_it_neither_decides_nor_learns_that_it_is_there(world: World) -> None:
    """The signer, the cadre and whoever was asked, though each of them organises the county as well."""
    organiser = NewAppointment("county_organiser", "210726")
    await appoint(world, "兼任书记", organiser, NewAppointment("township_secretary", FANGSHAN))
    await appoint(world, "兼任干部", organiser, cadre_id=world.cadres["王建国"])
    lead_id = await lead_against(world, "兼任书记")

    codes = {
        person: await refusal(world, person, lead_id)
        for person in ("兼任书记", "兼任干部", "other_county", "secretary", "王建国", "reader", "unit")
    }
    with pytest.raises(XuanpaiError) as unknown:
        await decide(world, "county", new_id(), LeadState.CONFIRMED)

    assert codes == {
        "兼任书记": "LEAD_NOT_FOUND",
        "兼任干部": "LEAD_NOT_FOUND",
        "other_county": "LEAD_NOT_FOUND",
        "secretary": "FORBIDDEN",
        "王建国": "FORBIDDEN",
        "reader": "FORBIDDEN",
        "unit": "FORBIDDEN",
    }
    assert unknown.value.error_code == "LEAD_NOT_FOUND"
    assert (await only(world)).state == "OPEN"
    assert await trail(world) == ["lead:raise"]


async def test_only_the_one_who_was_asked_answers_once(world: World) -> None:
    lead_id = await lead_against(world)
    codes = []
    for person in ("secretary", "王建国"):
        with pytest.raises(XuanpaiError) as refused:
            await answer(world, person, lead_id)
        codes.append(refused.value.error_code)
    await ask(world, "county", lead_id)
    with pytest.raises(XuanpaiError) as other:
        await answer(world, "王建国", lead_id)
    key = fresh_key()
    await answer(world, "secretary", lead_id, key=key)
    await answer(world, "secretary", lead_id, key=key)
    with pytest.raises(XuanpaiError) as again:
        await answer(world, "secretary", lead_id, "补充")
    with pytest.raises(XuanpaiError) as asked:
        await ask(world, "city", lead_id, "再问一次")

    assert codes == ["LEAD_NOT_FOUND", "LEAD_NOT_FOUND"]
    assert (other.value.error_code, again.value.error_code) == ("LEAD_NOT_FOUND", "LEAD_ANSWERED")
    assert asked.value.error_code == "LEAD_ASKED"
    lead = await only(world)
    assert (lead.question, lead.answer) == ("当天是谁核对的?", "由村党支部核对。")


async def test_without_a_signer_the_cadre_is_asked_and_without_an_account_nobody(world: World) -> None:
    doubt = await lead_against(world, None, kind=LeadKind.PRESENCE_DOUBT)
    of_place = await lead_against(world, None, kind=LeadKind.FIGURES_DIFFER, posting_id=None)

    await ask(world, "county", doubt)
    with pytest.raises(XuanpaiError) as nobody:
        await ask(world, "county", of_place)

    assert nobody.value.error_code == "NOBODY_TO_ASK"
    asked = {lead.id: lead.asked_id for lead in await leads(world)}
    assert asked == {doubt: world.people["王建国"].account_id, of_place: None}


async def test_a_signer_who_can_no_longer_sign_in_is_not_asked_and_nobody_in_their_place(world: World) -> None:
    lead_id = await lead_against(world)
    async with world.database.work(world.ctx("admin")) as work:
        signer = (Account.tenant_id == work.tenant_id, Account.id == world.people["secretary"].account_id)
        await work.session.execute(update(Account).where(*signer).values(state=AccountState.DISABLED))

    with pytest.raises(XuanpaiError) as nobody:
        await ask(world, "county", lead_id)

    assert nobody.value.error_code == "NOBODY_TO_ASK"
    lead = await only(world)
    assert (lead.asked_id, lead.question) == (None, None)
    await decide(world, "county", lead_id, LeadState.CONFIRMED, "本人已调离,另行核实。")
    assert (await only(world)).state == "CONFIRMED"


async def test_a_decision_needs_its_reason_and_must_be_one(world: World) -> None:
    lead_id = await lead_against(world)
    codes = []
    for decision, note in ((LeadState.CONFIRMED, "  "), (LeadState.OPEN, "再看看")):
        with pytest.raises(XuanpaiError) as refused:
            await decide(world, "county", lead_id, decision, note)
        codes.append(refused.value.error_code)

    assert codes == ["INVALID_TEXT", "NOT_A_DECISION"]
    assert (await only(world)).state == "OPEN"


async def test_what_was_dismissed_is_not_raised_again(world: World) -> None:
    lead_id = await lead_against(world, subject_key="sheet-1:line-2")
    await decide(world, "city", lead_id, LeadState.DISMISSED)

    async with world.database.work(system_context(world.tenant_id, "test")) as work:
        again = await raise_lead(
            work,
            NewLead(
                kind=LeadKind.SIGNATURE_CONTRADICTED,
                region_code=FANGSHAN,
                subject_type="sheet_line",
                subject_key="sheet-1:line-2",
                since=date(2025, 9, 3),
                until=date(2025, 9, 3),
                reason="月表记为在岗,抽查时不在岗。",
            ),
        )

    assert again is None
    assert (await only(world)).state == "DISMISSED"


async def test_open_leads_are_counted_where_one_reads_them(world: World) -> None:
    first = await lead_against(world)
    await lead_against(world, None, kind=LeadKind.PRESENCE_DOUBT)
    await lead_against(world, None, kind=LeadKind.PRESENCE_DOUBT, region_code="210727", posting_id=None)
    decided = await lead_against(world)
    await ask(world, "county", first)
    await answer(world, "secretary", first)
    await decide(world, "county", decided, LeadState.DISMISSED)

    counts = {}
    for person, place in (("county", None), ("city", None), ("city", "210727"), ("other_county", "210726")):
        async with world.database.read(world.ctx(person)) as work:
            found = await open_counts(work, place)
        counts[person, place] = [(one.kind, one.open, one.asked, one.answered) for one in found]

    signed = ("SIGNATURE_CONTRADICTED", 1, 1, 1)
    assert counts == {
        ("county", None): [("PRESENCE_DOUBT", 1, 0, 0), signed],
        ("city", None): [("PRESENCE_DOUBT", 2, 0, 0), signed],
        ("city", "210727"): [("PRESENCE_DOUBT", 1, 0, 0)],
        ("other_county", "210726"): [],
    }

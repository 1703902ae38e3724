"""What does not fit together while the browser looks on: signals about 陈静 and 刘洋 in 义县, and a sheet of 芳山镇.

And a question to somebody of 义县 who signed for another, and whose own office reads neither signals nor leads.
"""

from datetime import date, timedelta
from uuid import UUID

import httpx2
from sqlalchemy import select

from tests.acceptance.acts import key, upload
from tests.core.signals.noticing import picture
from tests.factories.world import FANGSHAN, PASSWORD, World
from tests.fixtures.api import SIGN_IN, Client
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.context import Actor, Grant, system_context
from xuanpai_core.db.session import Database, Work
from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.leads.models import LeadKind
from xuanpai_core.leads.service import NewLead, ask_for_answer, raise_lead
from xuanpai_core.periods import month_start
from xuanpai_core.sheets.models import MonthlySheet
from xuanpai_core.signals import wording
from xuanpai_core.signals.doubting import follow_up
from xuanpai_core.signals.found import Found, keep
from xuanpai_core.signals.looks import hash_of
from xuanpai_core.signals.models import PhotoPrint, PhotoUse, SignalSubject
from xuanpai_core.signals.ruling import ruling_of
from xuanpai_core.vocabulary import SignalKind
from xuanpai_graphql.keys import EVIDENCE

DEPUTY, DEPUTYS_PLACE = "deputy_clerk", "210727101"
PHOTOS = (picture(5, (640, 480)), picture(5, (480, 360)))


async def notice(url: str, database: Database, world: World) -> None:
    """陈静 used two photos that look alike; 陈静's phone and 刘洋's reported a made-up place: each a lead.

    And a lead against the secretary's signature under 王建国's sheet of last month. No attendance is touched.
    """
    present = Database(database.settings, database.ports, SystemClock())
    day = today(SystemClock())
    try:
        photos = await _photograph(url, world)
        async with present.work(system_context(world.tenant_id, "signals.sweep")) as work:
            for number, (evidence_id, content) in enumerate(zip(photos, PHOTOS, strict=True)):
                _use(work, world, evidence_id, content, day - timedelta(days=1 - number))
            await work.session.flush()
            ruling = await ruling_of(work)
            await follow_up(work, await keep(work, _found(world, day), ruling), ruling)
            await _doubt_signature(work, world, month_start(month_start(day) - timedelta(days=1)))
        await _ask_deputy(present, world, day)
    finally:
        await present.close()


async def _photograph(url: str, world: World) -> list[UUID]:
    async with httpx2.AsyncClient(base_url=url) as http:
        client = Client(http)
        await client(SIGN_IN, tenant=world.tenant_code, username="陈静", password=PASSWORD)
        return [EVIDENCE(await upload(client, content)) for content in PHOTOS]


def _use(work: Work, world: World, evidence_id: UUID, content: bytes, day: date) -> None:
    """The photo as the look at check-ins would have noted it."""
    tenant_id, posting_id, at = work.tenant_id, world.postings["陈静"], work.clock.now()
    use = PhotoUse(
        tenant_id=tenant_id,
        evidence_id=evidence_id,
        record_type=SignalSubject.CHECK_IN,
        record_key=_key("陈静", day),
        posting_id=posting_id,
        day=day,
        at=at,
        compared_at=at,
    )
    shown = PhotoPrint(tenant_id=tenant_id, evidence_id=evidence_id, phash=hash_of(content), printed_at=at)
    proof = EvidenceLink(
        tenant_id=tenant_id,
        record_type="check_in",
        record_key=use.record_key,
        evidence_id=evidence_id,
        posting_id=posting_id,
    )
    work.session.add_all([use, shown, proof])


def _found(world: World, day: date) -> list[Found]:
    before = day - timedelta(days=1)
    alike = Found(
        kind=SignalKind.PHOTO_LOOKS_ALIKE,
        posting_id=world.postings["陈静"],
        day=day,
        subject_type=SignalSubject.CHECK_IN,
        subject_key=_key("陈静", day),
        reason=wording.photo_alike(day, before, 1, own=True),
        facts={"own": True, "otherDay": before, "bits": 1},
    )
    return [alike, *(_made_up(world, name, day) for name in ("陈静", "刘洋"))]


def _made_up(world: World, name: str, day: date) -> Found:
    return Found(
        kind=SignalKind.MOCK_LOCATION,
        posting_id=world.postings[name],
        day=day,
        subject_type=SignalSubject.CHECK_IN,
        subject_key=_key(name, day),
        reason=wording.mock_location(day),
    )


async def _doubt_signature(work: Work, world: World, month: date) -> None:
    sheet = await work.session.scalar(
        select(MonthlySheet).where(
            MonthlySheet.tenant_id == work.tenant_id,
            MonthlySheet.posting_id == world.postings["王建国"],
            MonthlySheet.month == month,
        )
    )
    assert sheet is not None, "last month has to be signed first"
    await raise_lead(
        work,
        NewLead(
            kind=LeadKind.SIGNATURE_CONTRADICTED,
            region_code=FANGSHAN,
            subject_type="monthly_sheet",
            subject_key=f"{sheet.id}:seen-elsewhere",
            since=month,
            until=month,
            reason="当天有人在县城见到王建国,月表记为在岗。",
            posting_id=world.postings["王建国"],
            responsible_id=sheet.signed_by,
            facts={"sheet": str(sheet.id)},
        ),
    )


async def _ask_deputy(present: Database, world: World, day: date) -> None:
    async with present.work(world.ctx("admin")) as work:
        office = NewAppointment("township_clerk", DEPUTYS_PLACE)
        person = NewAccount(username=DEPUTY, display_name="代签的人", appointment=office)
        account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
    world.people[DEPUTY] = Actor(account_id, "代签的人", None, (Grant("township_clerk", DEPUTYS_PLACE),))
    async with present.work(system_context(world.tenant_id, "inspections")) as work:
        new = NewLead(
            kind=LeadKind.SIGNATURE_CONTRADICTED,
            region_code=DEPUTYS_PLACE,
            subject_type="monthly_sheet",
            subject_key="signed-for-another",
            since=day,
            until=day,
            reason="当天村部无人,月表记为在岗。",
            responsible_id=account_id,
        )
        lead_id = await raise_lead(work, new)
        assert lead_id is not None
    async with present.work(world.ctx("other_county")) as work:
        await ask_for_answer(work, lead_id, "那天您代书记签字,是怎么核对的?", key())


def _key(name: str, day: date) -> str:
    return f"{name}-{day}"

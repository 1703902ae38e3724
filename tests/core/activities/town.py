"""A town whose forms exist only in the test: what it calls its meetings, visits, deliveries and rankings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from tests.core.plugins.activating import activate_on, fresh_key, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.sample_region import region_with
from xuanpai_core.activities.service import NewActivity, record_activity
from xuanpai_core.db.session import Work
from xuanpai_core.parties.known import NamedParty
from xuanpai_core.parties.models import Attendance
from xuanpai_core.plugins.api import (
    ActivityForm,
    ActivityKind,
    Attendees,
    DispatchLevel,
    Field,
    FieldKind,
    Party,
    PartyKind,
    Population,
    Rulebook,
)
from xuanpai_core.plugins.manager import PluginHost

CADRE = Party(code="cadre", title="选派干部", kind=PartyKind.POSTING, least=0, most=60)
FORMS = (
    ActivityForm(
        code="meeting.monthly",
        title="选派工作例会",
        kind=ActivityKind.MEETING,
        topics=(("PROGRESS", "工作开展情况汇报"), ("NEXT_STEPS", "下一个月工作")),
        parties=(CADRE,),
        must_attend=Attendees.POSTED,
    ),
    ActivityForm(
        code="meeting.city_sent",
        title="市派干部例会",
        kind=ActivityKind.MEETING,
        must_attend=Attendees.POSTED,
        who=Population(dispatch_levels=(DispatchLevel.CITY,)),
    ),
    ActivityForm(
        code="delivery",
        title="双联四送",
        kind=ActivityKind.DELIVERY,
        fields=(
            Field(
                code="kind",
                title="送什么",
                kind=FieldKind.CHOICE,
                required=True,
                choices=(
                    ("POLICY", "政策信息"),
                    ("SCIENCE", "科技文化"),
                    ("MEDICAL", "医疗卫生"),
                    ("MATERIALS", "支农物资"),
                ),
                feature=True,
            ),
            Field(code="worth_fen", title="折价", kind=FieldKind.MONEY, least=0),
            Field(code="weight", title="重量", kind=FieldKind.NUMBER, least=0, unit="吨"),
        ),
        parties=(Party(code="village", title="村", kind=PartyKind.VILLAGE, least=0, most=5),),
    ),
    ActivityForm(
        code="publicity",
        title="典型宣传",
        kind=ActivityKind.PUBLICITY,
        parties=(Party(code="cadre", title="宣传的干部", kind=PartyKind.POSTING, most=50),),
    ),
    ActivityForm(
        code="observation",
        title="观摩评比",
        kind=ActivityKind.OBSERVATION,
        parties=(Party(code="village", title="参评村", kind=PartyKind.VILLAGE, least=2, most=20),),
    ),
)


def rulebook() -> Rulebook:
    """All forms."""
    return Rulebook(activities=FORMS)


HOST = PluginHost.of({"region_town": region_with("region_town", rulebook=rulebook)})


async def activate_town(world: World, region_code: str = "2107") -> None:
    """Put the town's forms in force."""
    await activate_on(world, HOST, "region_town", region_code)


@asynccontextmanager
async def writing(world: World, person: str = "clerk") -> AsyncIterator[Work]:
    """A transaction of this person's, with the town's plugin installed."""
    async with work_with(world, person, HOST) as work:
        yield work


async def record(world: World, new: NewActivity, person: str = "clerk", key: str = "") -> UUID:
    """Record ``new`` as ``person``."""
    async with writing(world, person) as work:
        return await record_activity(work, new, key or fresh_key())


def cadres(world: World, *names: str, attendance: Attendance = Attendance.NAMED) -> tuple[NamedParty, ...]:
    """These cadres' postings as parties."""
    return tuple(NamedParty("cadre", str(world.postings[name]), attendance) for name in names)


async def deeds(world: World, activity_id: UUID) -> list[dict[str, Any]]:
    """What the activity counts for, by party."""
    async with world.database.read(world.ctx("city")) as work:
        rows = await work.driver.fetch(
            "SELECT kind, token, day, until, done_on, parties, features FROM deed "
            "WHERE tenant_id = $1 AND record_type = 'activity' AND record_key = $2 ORDER BY token COLLATE \"C\"",
            world.tenant_id,
            str(activity_id),
        )
    return [dict(row) for row in rows]


async def attendance(world: World, activity_id: UUID) -> dict[str, str]:
    """Who is stored as having taken part how, by the cadre's name."""
    async with world.database.read(world.ctx("city")) as work:
        rows = await work.driver.fetch(
            "SELECT c.name, r.attendance FROM record_party r "
            "JOIN posting p ON p.tenant_id = $1 AND p.id = r.posting_id "
            "JOIN cadre c ON c.tenant_id = $1 AND c.id = p.cadre_id "
            "WHERE r.tenant_id = $1 AND r.record_type = 'activity' AND r.record_id = $2",
            world.tenant_id,
            activity_id,
        )
    return {row["name"]: row["attendance"] for row in rows}


async def stored(world: World) -> tuple[int, int, int]:
    """How many activities, parties and deeds there are."""
    async with world.database.read(world.ctx("city")) as work:
        row = await work.driver.fetchrow(
            "SELECT (SELECT count(*) FROM activity a WHERE a.tenant_id = $1), "
            "(SELECT count(*) FROM record_party r WHERE r.tenant_id = $1), "
            "(SELECT count(*) FROM deed d WHERE d.tenant_id = $1)",
            world.tenant_id,
        )
    return tuple(row)


__all__ = [
    "FANGSHAN",
    "FORMS",
    "HOST",
    "activate_town",
    "attendance",
    "cadres",
    "deeds",
    "record",
    "stored",
    "writing",
]

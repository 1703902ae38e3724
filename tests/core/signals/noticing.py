"""Entries, logs and photos as they lie in the database, and what a look makes of them."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import orjson
from PIL import Image, ImageDraw

from tests.factories.world import World
from xuanpai_core.clock import SHANGHAI, civil_date
from xuanpai_core.context import system_context
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.signals.models import PresenceSignal
from xuanpai_core.signals.service import sweep

WANG, LI, LIU = "王建国", "李秀英", "刘洋"
# 芳山镇, more or less.
HERE = (41.7, 122.1)
TODAY = date(2025, 10, 24)
TEXT = "上午到村民张家了解低保申请情况,帮助填写材料;下午与村两委商量冬季取暖用煤的采购和发放,走访四户。"


def moment(day: date = TODAY, hour: int = 8, minute: int = 0) -> datetime:
    """That time of that day in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


async def enter(world: World, name: str = WANG, at: datetime | None = None, **columns: Any) -> UUID:
    """One act of checking in, received as it was made unless ``received_at`` says otherwise."""
    made_at = at or moment()
    device = orjson.dumps(columns.pop("device", {})).decode()
    row = {
        "tenant_id": world.tenant_id,
        "posting_id": world.postings[name],
        "day": civil_date(made_at),
        "id": new_id(),
        "at": made_at,
        "received_at": world.database.clock.now(),
        "latitude": HERE[0],
        "longitude": HERE[1],
        "accuracy_m": 10.0,
        "device": device,
        **columns,
    }
    names = ", ".join(row)
    marks = ", ".join(f"${number}" for number in range(1, len(row) + 1))
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(f"INSERT INTO check_in ({names}) VALUES ({marks})", *row.values())  # noqa: S608
    found: UUID = row["id"]
    return found


async def write(world: World, name: str = WANG, day: date = TODAY, text: str = TEXT, **columns: Any) -> str:
    """A day's log; its key."""
    row = {"content": text, "written_at": world.database.clock.now(), **columns}
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "INSERT INTO work_log (tenant_id, posting_id, day, content, written_at, updated_at) "
            "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, posting_id, day) "
            "DO UPDATE SET content = EXCLUDED.content, updated_at = EXCLUDED.updated_at",
            world.tenant_id,
            world.postings[name],
            day,
            row["content"],
            row["written_at"],
            world.database.clock.now(),
        )
    return f"{world.postings[name]}:{day}"


def picture(seed: int = 1, size: tuple[int, int] = (320, 240), quality: int = 90, **save: Any) -> bytes:
    """A JPEG with enough on it to be known again; another seed is another scene."""
    image = Image.new("RGB", (640, 480), (seed * 37 % 256, 120, 60))
    draw = ImageDraw.Draw(image)
    for number in range(24):
        left, top = (seed * 97 + number * number * 53) % 560, (seed * 61 + number * 131) % 400
        wide, high = 20 + (seed * 13 + number * 29) % 150, 20 + (seed * 7 + number * 41) % 120
        colour = tuple((seed * 31 + number * step) % 256 for step in (71, 43, 17))
        draw.rectangle((left, top, left + wide, top + high), fill=colour)
    content = BytesIO()
    image.resize(size).save(content, "JPEG", quality=quality, **save)
    return content.getvalue()


async def photograph(
    world: World, content: bytes, name: str = WANG, state: EvidenceState = EvidenceState.READY
) -> UUID:
    """A file that passed every check, in the store and in the database."""

    evidence_id = new_id()
    key = f"evidence/{world.tenant_id}/2025/10/{evidence_id}"
    version = await world.database.ports.objects.put(key, content, "image/jpeg")
    async with world.database.work(world.ctx(name)) as work:
        work.session.add(
            Evidence(
                tenant_id=world.tenant_id,
                id=evidence_id,
                kind=EvidenceKind.PHOTO,
                state=state,
                uploaded_by=work.ctx.actor.account_id,
                file_name="现场.jpg",
                content_type="image/jpeg",
                declared_size=len(content),
                object_key=key,
                version_id=version,
                size=len(content),
                sha256=sha256(content).digest(),
                expires_at=work.clock.now() + timedelta(hours=1),
                completed_at=work.clock.now(),
            )
        )
    return evidence_id


async def shoot(world: World, content: bytes, name: str = WANG, at: datetime | None = None, **columns: Any) -> UUID:
    """A check-in with that photo."""
    return await enter(world, name, at, photo_id=await photograph(world, content, name), **columns)


async def look(world: World) -> int:
    """Sweep; how many signals are new."""
    return await sweep(world.database, system_context(world.tenant_id, "signals.sweep"))


async def signals(world: World, *kinds: str) -> list[dict[str, Any]]:
    """Every signal of those kinds, or of all, by kind and subject."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT s.*, s.lead_id IS NOT NULL AS in_lead FROM presence_signal s WHERE s.tenant_id = $1 "
            "ORDER BY s.kind, s.day, s.subject_key",
            world.tenant_id,
        )
    found = [dict(row) for row in rows]
    return [row for row in found if not kinds or row["kind"] in kinds]


async def subjects(world: World) -> set[tuple[str, str]]:
    """Every signal as kind and subject."""
    return {(row["kind"], row["subject_key"]) for row in await signals(world)}


async def signal_of(world: World, kind: str) -> PresenceSignal:
    """The one signal of that kind, as it is stored."""
    (row,) = await signals(world, kind)
    async with world.database.read(world.ctx("admin")) as work:
        return await work.session.get_one(PresenceSignal, (world.tenant_id, row["id"]))

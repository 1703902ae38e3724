"""Files as people upload them, and the browser's part of an upload."""

import asyncio
from dataclasses import replace
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import urllib3
import xlsxwriter
from PIL import Image

from tests.factories.world import World
from xuanpai_core.evidence.inspection import XLSX
from xuanpai_core.evidence.models import Evidence, EvidenceKind
from xuanpai_core.evidence.service import BegunUpload, CompletedUpload, NewUpload, begin_upload, complete_upload
from xuanpai_core.evidence.storage import UploadForm

PAGE = b"<!doctype html><html><script>alert(1)</script></html>"


def photo(width: int = 64, height: int = 48, form: str = "JPEG", colour: int = 90) -> bytes:
    """A picture of one colour."""
    target = BytesIO()
    Image.new("RGB", (width, height), (colour, 120, 60)).save(target, form)
    return target.getvalue()


def workbook() -> bytes:
    """An Excel file with one cell."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "姓名")
    return target.getvalue()


def archive() -> bytes:
    """A ZIP archive that is no workbook."""
    target = BytesIO()
    with ZipFile(target, "w") as made:
        made.writestr("花名册.csv", "姓名")
    return target.getvalue()


def announced(content: bytes, **changes: object) -> NewUpload:
    """``content`` announced as a photo, with changes."""
    return replace(NewUpload(EvidenceKind.PHOTO, "签到.jpg", "image/jpeg", len(content)), **changes)  # type: ignore[arg-type]


def roster(content: bytes) -> NewUpload:
    """``content`` announced as a roster."""
    return NewUpload(EvidenceKind.ROSTER, "花名册.xlsx", XLSX, len(content))


async def post(form: UploadForm, content: bytes, **changes: str) -> int:
    """Post ``content`` as a browser would; the store's answer."""

    def send() -> int:
        with urllib3.PoolManager() as pool:
            fields: dict[str, str | bytes | tuple[str, str | bytes] | tuple[str, str | bytes, str]] = {
                **form.fields,
                **changes,
                "file": ("签到.jpg", content),
            }
            return pool.request("POST", form.url, fields=fields).status

    return await asyncio.to_thread(send)


async def get(url: str) -> tuple[int, bytes, dict[str, str]]:
    """What a link hands out: status, bytes, headers."""

    def fetch() -> tuple[int, bytes, dict[str, str]]:
        with urllib3.PoolManager() as pool:
            answer = pool.request("GET", url)
            return answer.status, answer.data, {name.lower(): value for name, value in answer.headers.items()}

    return await asyncio.to_thread(fetch)


async def begin(world: World, person: str, new: NewUpload) -> BegunUpload:
    """Begin in a transaction of its own."""
    async with world.database.work(world.ctx(person)) as work:
        return await begin_upload(work, new)


async def upload(world: World, person: str, content: bytes, new: NewUpload | None = None) -> UUID:
    """Begin and post, without completing."""
    begun = await begin(world, person, new or announced(content))
    assert await post(begun.form, content) == 204
    return begun.evidence_id


async def complete(world: World, person: str, evidence_id: UUID) -> CompletedUpload:
    """Complete as ``person``."""
    return await complete_upload(world.database, world.ctx(person), evidence_id)


async def ready_photo(world: World, person: str, colour: int = 90) -> UUID:
    """A photo that passed every check."""
    evidence_id = await upload(world, person, photo(colour=colour))
    await complete(world, person, evidence_id)
    return evidence_id


async def stored(world: World, evidence_id: UUID) -> Evidence:
    """The record as it stands."""
    async with world.database.read(world.ctx("admin")) as work:
        return await work.session.get_one(Evidence, (world.tenant_id, evidence_id))


async def objects(world: World, prefix: str) -> list[str]:
    """The tenant's keys under ``quarantine`` or ``evidence``."""
    return await world.database.ports.objects.keys(f"{prefix}/{world.tenant_id}/")

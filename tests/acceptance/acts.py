"""What people do in several acceptance tests, through the API alone."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx2
from PIL import Image

from tests.acceptance.documents import ACTIVATE, BEGIN_UPLOAD, CHECK_IN, COMPLETE_UPLOAD, POSTINGS, REGISTER_DAY
from tests.fixtures.api import Client
from xuanpai_core.clock import SHANGHAI


def key() -> str:
    """A fresh idempotency key, as a client makes it."""
    return str(uuid4())


def photo(colour: str = "green") -> bytes:
    """A small real JPEG."""
    content = BytesIO()
    Image.new("RGB", (320, 240), colour).save(content, "JPEG")
    return content.getvalue()


async def post_file(
    client: Client, content: bytes, kind: str = "PHOTO", name: str = "现场.jpg", content_type: str = "image/jpeg"
) -> tuple[str, httpx2.Response]:
    """Begin an upload and post the file straight to the object store; returns the evidence id and the answer."""
    announced = {"kind": kind, "fileName": name, "contentType": content_type, "size": len(content)}
    begun = (await client(BEGIN_UPLOAD, input=announced))["beginUpload"]
    form = {field["name"]: field["value"] for field in begun["fields"]}
    async with httpx2.AsyncClient() as http:
        answer = await http.post(begun["url"], data=form, files={"file": (name, content, content_type)})
    return begun["evidenceId"], answer


async def upload(client: Client, content: bytes, **announced: str) -> str:
    """Upload a file whole; returns its evidence id."""
    evidence_id, answer = await post_file(client, content, **announced)
    assert answer.status_code == 204, answer.text
    completed = (await client(COMPLETE_UPLOAD, id=evidence_id))["completeUpload"]
    assert completed["state"] == "READY"
    return evidence_id


def at_nine(day: date) -> str:
    """Nine in the morning of ``day`` in Shanghai."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI).isoformat()


async def check_in(client: Client, day: date, **more: Any) -> dict[str, Any]:
    """Check in on ``day``."""
    given = {"idempotencyKey": key(), "id": str(uuid4()), "day": day.isoformat(), "at": at_nine(day), **more}
    taken: dict[str, Any] = (await client(CHECK_IN, input=given))["checkIn"]
    return taken


async def postings(client: Client) -> dict[str, dict[str, Any]]:
    """The postings that ``client`` sees, by the cadre's name."""
    return {node["cadre"]["name"]: node for node in (await client(POSTINGS))["postings"]["nodes"]}


async def register_days(clerk: Client, posting_id: str, first: date, count: int, status: str = "ON_DUTY") -> None:
    """Register ``count`` days in a row, as a township clerk does."""
    for offset in range(count):
        day = first + timedelta(days=offset)
        registered = {"postingId": posting_id, "day": day.isoformat(), "status": status}
        await clerk(REGISTER_DAY, input=registered)


async def activate_jinzhou(admin: Client, valid_from: str = "2025-01-01", **parameters: Any) -> dict[str, Any]:
    """Put 锦州's plugin in force over 2107."""
    given = {
        "idempotencyKey": key(),
        "plugin": "region_jinzhou",
        "regionCode": "2107",
        "validFrom": valid_from,
        "parameters": parameters,
    }
    activated: dict[str, Any] = (await admin(ACTIVATE, input=given))["activatePlugin"]
    return activated

"""The object store is away while people check in: entries are taken, and their photos follow when it is back."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.api.faults.phones import CHECK_IN, Phone, kept, signed_in
from tests.core.attendance.footprint import rows
from tests.core.evidence.files import photo, post
from tests.factories.world import World
from tests.fixtures.api import Refused
from tests.fixtures.server import serving
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.config import Settings
from xuanpai_core.evidence.storage import S3ObjectStore, UploadForm
from xuanpai_core.stack.objectstore import EmbeddedObjectStore

BEGIN = """mutation($input: BeginUploadInput!) {
  beginUpload(input: $input) { evidenceId state url fields { name value } }
}"""
COMPLETE = "mutation($id: ID!) { completeUpload(id: $id) { state size } }"


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedObjectStore]:
    """An object store of this test's own, which it may stop and start."""
    folder: Path = tmp_path_factory.mktemp("store")
    folder.chmod(0o700)
    server = EmbeddedObjectStore(folder, usual_port=None)
    server.start()
    yield server
    server.stop()


@pytest_asyncio.fixture
async def own(settings: Settings, store: EmbeddedObjectStore) -> AsyncIterator[Settings]:
    """Settings for that store, which has its bucket."""
    keys = store.credentials
    own = settings.model_copy(
        update={
            "s3_endpoint": store.endpoint,
            "s3_access_key": SecretStr(keys.s3_access_key),
            "s3_secret_key": SecretStr(keys.s3_secret_key),
        }
    )
    await S3ObjectStore(own).prepare()
    yield own


async def begin(phone: Phone, own_id: UUID, content: bytes) -> dict[str, Any]:
    """Announce a photo under the phone's own id."""
    told = {"kind": "PHOTO", "fileName": "签到.jpg", "contentType": "image/jpeg", "size": len(content)}
    begun: dict[str, Any] = (await phone.client(BEGIN, input={**told, "id": str(own_id)}))["beginUpload"]
    return begun


async def send(begun: dict[str, Any], content: bytes) -> int:
    """The phone's post to the store; the store's answer."""
    fields = {field["name"]: field["value"] for field in begun["fields"]}
    return await post(UploadForm(begun["url"], fields), content)


async def test_entries_are_taken_while_the_object_store_is_away_and_their_photos_follow(
    world: World, own: Settings, store: EmbeddedObjectStore
) -> None:
    day = today(SystemClock())
    days = [day - timedelta(days=back) for back in (1, 0)]
    photos = {one: uuid4() for one in days}
    async with serving(own) as url, signed_in(url, world, "王建国") as phone:
        store.stop()
        begun = {one: await begin(phone, photos[one], photo(colour=number)) for number, one in enumerate(days)}
        for one in days:
            await phone.client(CHECK_IN, input=kept(one, 1, photoId=begun[one]["evidenceId"]))
        with pytest.raises(Refused) as refused:
            await phone.client(COMPLETE, id=begun[day]["evidenceId"])
        before = [(row["status"], row["check_ins"], row["photo_id"]) for row in await rows(world, "attendance_day")]
        store.start()
        ended = []
        for number, one in enumerate(days):
            content = photo(colour=number)
            renewed = await begin(phone, photos[one], content)
            assert await send(renewed, content) == 204
            ended.append((await phone.client(COMPLETE, id=renewed["evidenceId"]))["completeUpload"])

    assert refused.value.codes == ["STORAGE_UNAVAILABLE"]
    assert sorted(before) == sorted(("ON_DUTY", 1, photos[one]) for one in days)
    assert ended == [{"state": "READY", "size": len(photo(colour=number))} for number in range(len(days))]
    assert sorted(row["photo_id"] for row in await rows(world, "check_in")) == sorted(photos.values())
    assert sorted(row["evidence_id"] for row in await rows(world, "evidence_link")) == sorted(photos.values())

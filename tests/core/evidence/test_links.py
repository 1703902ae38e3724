"""Binding files to records, and who is handed them."""

from uuid import UUID

import pytest

from tests.core.attendance.footprint import rows
from tests.core.evidence.files import PAGE, complete, get, photo, ready_photo, stored, upload
from tests.factories.world import World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.models import EvidenceKind
from xuanpai_core.evidence.service import download_link, hold_evidence, link, release_evidence, unlink


async def bind(
    world: World, person: str, *evidence_ids: UUID, kind: EvidenceKind | None = None, checked: bool = False
) -> None:
    """Link to a made-up record of 王建国's posting."""
    async with world.database.work(world.ctx(person)) as work:
        posting_id = world.postings["王建国"]
        await link(work, evidence_ids, "work_log", "记录", posting_id=posting_id, kind=kind, checked=checked)


async def link_for(world: World, person: str, evidence_id: UUID) -> str:
    """A download link for ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await download_link(work, evidence_id)


async def test_a_file_is_handed_out_as_an_attachment_of_its_true_type(world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")

    status, content, headers = await get(await link_for(world, "王建国", evidence_id))

    assert (status, content) == (200, photo())
    assert headers["content-type"] == "image/jpeg"
    assert headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize("person", ["王建国", "village", "clerk", "secretary", "county", "city", "province", "unit"])
async def test_whoever_may_read_the_record_may_read_its_evidence(world: World, person: str) -> None:
    evidence_id = await ready_photo(world, "王建国")
    await bind(world, "王建国", evidence_id)

    url = await link_for(world, person, evidence_id)

    assert (await get(url))[0] == 200
    issued = [row for row in await rows(world, "audit_event") if row["action"] == "evidence:read"]
    assert [(row["subject_id"], row["account_id"]) for row in issued] == [
        (str(evidence_id), world.people[person].account_id)
    ]


@pytest.mark.parametrize("person", ["李秀英", "other_county", "finance", "admin"])
async def test_nobody_else_is_handed_it(world: World, person: str) -> None:
    evidence_id = await ready_photo(world, "王建国")
    await bind(world, "王建国", evidence_id)

    with pytest.raises(XuanpaiError) as refused:
        await link_for(world, person, evidence_id)

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert [row for row in await rows(world, "audit_event") if row["action"] == "evidence:read"] == []


async def test_a_file_bound_to_nothing_is_its_uploaders_alone(world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")

    with pytest.raises(XuanpaiError) as refused:
        await link_for(world, "clerk", evidence_id)

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert (await link_for(world, "王建国", evidence_id)).startswith("http")


async def test_another_tenant_is_handed_nothing(world: World, other_world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")
    await bind(world, "王建国", evidence_id)

    for person in ("王建国", "province"):
        with pytest.raises(XuanpaiError) as refused:
            await link_for(other_world, person, evidence_id)
        assert refused.value.error_code == "EVIDENCE_NOT_FOUND"


async def test_an_unchecked_file_is_not_handed_out_nor_bound_where_it_would_prove_something(world: World) -> None:
    pending = await upload(world, "王建国", photo())

    with pytest.raises(XuanpaiError) as unbound:
        await bind(world, "王建国", pending, checked=True)
    with pytest.raises(XuanpaiError) as withheld:
        await link_for(world, "王建国", pending)

    assert unbound.value.error_code == withheld.value.error_code == "EVIDENCE_NOT_FOUND"
    assert await rows(world, "evidence_link") == []


async def test_an_entry_is_bound_to_a_file_on_its_way_but_to_none_that_was_refused(world: World) -> None:
    coming, refused_one = await upload(world, "王建国", photo()), await upload(world, "王建国", PAGE)
    with pytest.raises(XuanpaiError):
        await complete(world, "王建国", refused_one)

    await bind(world, "王建国", coming)
    with pytest.raises(XuanpaiError) as refused:
        await bind(world, "王建国", refused_one)

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert [row["evidence_id"] for row in await rows(world, "evidence_link")] == [coming]
    await complete(world, "王建国", coming)
    assert (await get(await link_for(world, "clerk", coming)))[0] == 200


async def test_another_persons_file_is_not_bound_and_none_of_the_batch_is(world: World) -> None:
    own, foreign = await ready_photo(world, "王建国"), await ready_photo(world, "李秀英")

    with pytest.raises(XuanpaiError) as refused:
        await bind(world, "王建国", own, foreign)

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert await rows(world, "evidence_link") == []


async def test_a_file_of_another_kind_is_not_bound(world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")

    with pytest.raises(XuanpaiError) as refused:
        await bind(world, "王建国", evidence_id, kind=EvidenceKind.DOCUMENT)

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert await rows(world, "evidence_link") == []


async def test_binding_twice_makes_one_link_and_unlinking_keeps_the_file(world: World) -> None:
    first, second = await ready_photo(world, "王建国"), await ready_photo(world, "王建国", colour=7)
    await bind(world, "王建国", first, second, first)
    await bind(world, "王建国", first)
    assert len(await rows(world, "evidence_link")) == 2

    async with world.database.work(world.ctx("王建国")) as work:
        await unlink(work, "work_log", "记录", keep=[second])

    assert [row["evidence_id"] for row in await rows(world, "evidence_link")] == [second]
    assert (await stored(world, first)).sha256 is not None


async def test_a_held_file_stays_bound_though_the_record_is_written_without_it(world: World) -> None:
    held, free = await ready_photo(world, "王建国"), await ready_photo(world, "王建国", colour=5)
    await bind(world, "王建国", held, free)
    await hold_evidence(world.database, world.ctx("county"), held, "正在核查")

    async with world.database.work(world.ctx("王建国")) as work:
        await unlink(work, "work_log", "记录")

    assert [row["evidence_id"] for row in await rows(world, "evidence_link")] == [held]
    assert (await link_for(world, "county", held)).startswith("http")
    await release_evidence(world.database, world.ctx("county"), held, "核查结束")
    async with world.database.work(world.ctx("王建国")) as work:
        await unlink(work, "work_log", "记录")
    assert await rows(world, "evidence_link") == []


async def test_more_files_than_a_record_takes_are_refused(world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")
    many = [UUID(int=number) for number in range(20)]

    with pytest.raises(XuanpaiError) as refused:
        await bind(world, "王建国", evidence_id, *many)

    assert refused.value.error_code == "TOO_MANY_FILES"
    assert await rows(world, "evidence_link") == []

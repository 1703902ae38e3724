"""The virus scanner: what it finds is refused, and while it is away files wait."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.evidence.files import announced, complete, objects, photo, stored, upload
from tests.core.evidence.scanner import DEADLY, SIGNATURE, clamd
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.completion import complete_upload
from xuanpai_core.evidence.inspection import PDF
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.evidence.scanning import ClamAv, ScannerUnavailable, make_scanner
from xuanpai_core.evidence.service import NewUpload
from xuanpai_core.evidence.upkeep import finish_requested

NOBODY = "tcp://127.0.0.1:1"


async def pieces(*contents: bytes) -> AsyncIterator[bytes]:
    for content in contents:
        yield content


def scanned(world: World, address: str, **changes: object) -> Database:
    """The world's database, with a scanner at ``address``."""
    settings = world.database.settings.model_copy(
        update={"clamd_address": address, "clamd_timeout_seconds": 0.5, **changes}
    )
    ports = replace(world.database.ports, settings=settings, scanner=make_scanner(settings))
    return Database(settings, ports, world.database.clock)


async def refusal(database: Database, world: World, evidence_id: object) -> str:
    with pytest.raises(XuanpaiError) as refused:
        await complete_upload(database, world.ctx("王建国"), evidence_id)  # type: ignore[arg-type]
    return refused.value.error_code


async def test_clamd_is_asked_over_tcp_and_over_its_socket(tmp_path: Path) -> None:
    for socket in (None, tmp_path / "clamd.ctl"):
        async with clamd(socket) as peer:
            scanner = ClamAv(peer.address, 1, 1024 * 1024)

            assert await scanner.scan(200_001, pieces(bytes(200_000), b"x")) is None
            assert await scanner.scan(100, pieces(SIGNATURE)) == "Eicar-Test-Signature"
            assert peer.received == [bytes(200_000) + b"x", SIGNATURE]


async def test_what_is_too_large_to_scan_is_said_and_what_is_no_answer_is_no_scanner() -> None:
    async with clamd() as peer:
        scanner = ClamAv(peer.address, 0.3, 1000)
        with pytest.raises(XuanpaiError) as ours:
            await scanner.scan(1001, pieces(bytes(1001)))
        peer.stream_limit = 500
        with pytest.raises(XuanpaiError) as theirs:
            await scanner.scan(900, pieces(bytes(900)))
        assert ours.value.error_code == theirs.value.error_code == "UPLOAD_TOO_LARGE_TO_SCAN"
        peer.answer = b"stream: Can't allocate memory ERROR\0"
        with pytest.raises(ScannerUnavailable):
            await scanner.scan(3, pieces(b"abc"))
        peer.answer, peer.silent = None, True
        with pytest.raises(ScannerUnavailable):
            await scanner.scan(3, pieces(b"abc"))


async def test_an_answer_in_pieces_is_one_answer_and_half_of_one_is_none() -> None:
    async with clamd() as peer:
        scanner = ClamAv(peer.address, 0.5, 1000)
        peer.pieces = [b"stream: Win.Trojan.OK", b"-1234 FOUND\0"]
        assert await scanner.scan(3, pieces(b"abc")) == "Win.Trojan.OK-1234"
        peer.pieces = [b"stream: O", b"K\0"]
        assert await scanner.scan(3, pieces(b"abc")) is None
        for nonsense in ([b"stream: OK"], [b"NOT OK\0"], [b"\xff\xfe FOUND\0"], [b"\0"], [bytes([65]) * 5000]):
            peer.pieces = nonsense
            with pytest.raises(ScannerUnavailable):
                await scanner.scan(3, pieces(b"abc"))


async def test_a_file_on_which_the_scanner_dies_keeps_nobody_else_waiting(world: World, clock: FixedClock) -> None:
    content = b"%PDF-1.7\n" + DEADLY + b"\n%%EOF\n"
    poison = [
        await upload(world, "王建国", content, NewUpload(EvidenceKind.DOCUMENT, f"{number}.pdf", PDF, len(content)))
        for number in range(3)
    ]
    harmless = await upload(world, "王建国", photo())
    away = scanned(world, NOBODY)
    for evidence_id in (*poison, harmless):
        assert await refusal(away, world, evidence_id) == "SCANNER_UNAVAILABLE"
        clock.advance(seconds=1)
    await away.close()
    async with clamd() as peer:
        back = scanned(world, peer.address)

        settled = []
        for _ in range(2):
            settled.append(await finish_requested(back, world.ctx("admin")))
            clock.advance(minutes=10)
        await back.close()

    assert settled == [0, 1]
    assert (await stored(world, harmless)).state is EvidenceState.READY
    assert {(await stored(world, one)).state for one in poison} == {EvidenceState.PENDING}


async def test_a_file_with_a_virus_is_refused_for_good_and_removed(world: World) -> None:
    content = b"%PDF-1.7\n" + SIGNATURE + b"\n%%EOF\n"
    new = NewUpload(EvidenceKind.DOCUMENT, "通知.pdf", PDF, len(content))
    evidence_id = await upload(world, "王建国", content, new)
    async with clamd() as peer:
        database = scanned(world, peer.address)

        assert await refusal(database, world, evidence_id) == "MALWARE_FOUND"
        assert await refusal(database, world, evidence_id) == "MALWARE_FOUND"
        assert peer.received == [content]
        await database.close()

    assert (await stored(world, evidence_id)).state is EvidenceState.REJECTED
    assert await objects(world, "quarantine") == await objects(world, "evidence") == []


async def test_while_the_scanner_is_away_the_file_waits_and_the_job_goes_on(world: World) -> None:
    evidence_id = await upload(world, "王建国", photo())
    away = scanned(world, NOBODY)

    assert await refusal(away, world, evidence_id) == "SCANNER_UNAVAILABLE"

    row = await stored(world, evidence_id)
    assert (row.state, row.requested_at) == (EvidenceState.PENDING, world.database.clock.now())
    assert len(await objects(world, "quarantine")) == 1
    assert await objects(world, "evidence") == []
    assert await finish_requested(away, world.ctx("admin")) == 0
    async with clamd() as peer:
        back = scanned(world, peer.address)
        assert await finish_requested(back, world.ctx("admin")) == 1
        await back.close()
    await away.close()
    row = await stored(world, evidence_id)
    assert (row.state, row.scanned_at, row.requested_at) == (EvidenceState.READY, world.database.clock.now(), None)
    assert (await complete(world, "王建国", evidence_id)).sha256 == row.sha256


async def test_where_scanning_is_no_must_a_file_is_taken_and_its_record_says_that_nobody_looked(world: World) -> None:
    evidence_id = await upload(world, "王建国", photo(), announced(photo()))
    database = scanned(world, NOBODY, clamd_required=False)

    await complete_upload(database, world.ctx("王建国"), evidence_id)
    await database.close()

    row = await stored(world, evidence_id)
    assert (row.state, row.scanned_at) == (EvidenceState.READY, None)

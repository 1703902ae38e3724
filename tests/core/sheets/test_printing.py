"""The 月考勤登记表 as a file: asked for, written by a real worker, fetched through a link; the PDF and the workbook."""

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import load_workbook

from tests.core.attendance.acts import register
from tests.core.attendance.footprint import rows
from tests.core.sheets.test_reopening import verify
from tests.core.sheets.test_sheets import OCTOBER, ON_DUTY, november, seal, sheet_of, sign, total, under_jinzhou
from tests.factories.appointing import appoint
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity.service import NewAppointment
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.sheets.models import DocumentFormat, SheetDocument
from xuanpai_core.sheets.page import page
from xuanpai_core.sheets.printing import Wanted, document_link, print_sheets
from xuanpai_core.sheets.register import read_register
from xuanpai_core.sheets.workbook import HEADER_ROWS, SHEET, SIGNATURES
from xuanpai_core.sheets.writing import sweep_documents

__all__ = ["november"]

# A machine on which the text engine finds no font at all: the refusal's code, as the worker would store it.
_WITHOUT_FONTS = """
from xuanpai_core.sheets.errors import PdfUnavailable
from xuanpai_core.sheets.pdf import pdf
try:
    pdf("<p>芳山镇</p>")
except PdfUnavailable as refusal:
    print(refusal.error_code, refusal.message)
"""


async def ask(
    world: World,
    person: str = "clerk",
    form: DocumentFormat = DocumentFormat.XLSX,
    place: str | None = FANGSHAN,
    posting_id: UUID | None = None,
) -> UUID:
    """Ask for October's register as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await print_sheets(work, Wanted(OCTOBER, form, place, posting_id), str(new_id()))


async def stored(world: World, document_id: UUID) -> SheetDocument:
    """The document as it is in the database."""
    async with world.database.read(world.ctx("province")) as work:
        return await work.session.get_one(SheetDocument, (world.tenant_id, document_id))


async def work_off(world: World) -> None:
    """Let a worker do what is queued."""
    await run_worker(world.database, world.database.settings, until_empty=True)


async def content(world: World, document: SheetDocument) -> bytes:
    """The file's bytes."""
    assert document.object_key is not None
    return await world.database.ports.objects.read(document.object_key, 10_000_000)


async def cells(world: World, document_id: UUID, name: str = SHEET) -> list[list[str]]:
    """The cells of one sheet of the written workbook."""
    document = await stored(world, document_id)
    assert document.state == "READY", document.failure
    book = load_workbook(BytesIO(await content(world, document)))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).iter_rows()]


async def refusal(world: World, *args: object, **rest: object) -> str:
    """The code with which asking is refused; nothing is written down."""
    before = await rows(world, "sheet_document")
    with pytest.raises(XuanpaiError) as refused:
        await ask(world, *args, **rest)  # type: ignore[arg-type]
    assert await rows(world, "sheet_document") == before
    return refused.value.error_code


async def october(world: World) -> None:
    """王建国 was there for twenty days, then away; 李秀英's month is empty."""
    await under_jinzhou(world)
    for number in range(1, 21):
        await register(world, "clerk", "王建国", date(2025, 10, number), ON_DUTY)
    for number, status in ((21, "LEAVE"), (22, "OFFICIAL_TRIP"), (23, "ABSENT")):
        await register(world, "clerk", "王建国", date(2025, 10, number), AttendanceStatus(status))


async def test_the_workbook_and_the_pdf_hold_the_townships_month(world: World, november: None) -> None:
    await october(world)
    await total(world)
    await sign(world)
    await seal(world)
    await verify(world)
    asked = await ask(world), await ask(world, form=DocumentFormat.PDF)

    await work_off(world)

    workbook, paper = [await stored(world, one) for one in asked]
    assert (workbook.file_name, paper.file_name) == (
        "芳山镇2025年10月选派干部考勤登记表.xlsx",
        "芳山镇2025年10月选派干部考勤登记表.pdf",
    )
    assert (workbook.state, workbook.row_count, paper.state, paper.row_count) == ("READY", 3, "READY", 3)
    made = await content(world, paper)
    assert (made[:5], made.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")
    table = await cells(world, asked[0])
    assert table[1][0] == "芳山镇2025年10月选派干部考勤登记表"
    assert table[2][0] == "单位:辽宁省锦州市黑山县芳山镇  已查验 3 人"
    line = next(row for row in table[HEADER_ROWS:] if row[1] == "王建国")
    assert line[2:5] == ["锦州市公安局", "第一书记", "芳山村民委员会"]
    assert line[5:36] == ["√"] * 20 + ["○", "△", "×"] + [""] * 8
    assert line[36:41] == ["20", "1", "1", "1", "达标"]
    below = "\n".join(row[0] for row in table[HEADER_ROWS + 3 :])
    assert "王建国:2025年10月到岗20天,达到不少于20天的要求。" in below
    assert "每月到岗率不少于20天" in below
    proofs = {row[0]: row for row in await cells(world, asked[0], SIGNATURES)}
    sheet = await sheet_of(world, "王建国")
    assert proofs["王建国"][1:] == [
        "secretary(芳山镇党委书记)",
        "2025-11-01 00:00",
        "已查验",
        "clerk 2025-11-01 00:00",
        "county 2025-11-01 00:00",
        sheet["content_hash"].hex(),
    ]


async def test_the_page_has_the_hands_the_clause_the_signature_and_its_hash(world: World, november: None) -> None:
    await october(world)
    await total(world)
    await sign(world)
    await register(world, "clerk", "李秀英", date(2025, 10, 5), ON_DUTY)
    ctx = world.ctx("clerk")
    async with world.database.read(ctx) as work:
        printed = await read_register(work, extent(ctx, Action.SHEET_READ), FANGSHAN, OCTOBER, None)

    made = page(printed, "辽宁省 <clerk>", "")

    for words in ("村党组织登记人(签字)", "乡镇党委书记(签字认定)", "乡镇党委(盖章)", "县委组织部查验"):
        assert words in made
    assert "电子签字:secretary(芳山镇党委书记) 2025-11-01 00:00" in made
    assert (await sheet_of(world, "王建国"))["content_hash"].hex() in made
    # Somebody's days have changed since: on paper, too, that signature is void.
    assert [line.signature and line.signature.valid for line in printed.lines] == [True, False, True]
    assert made.count("签字已失效") == 1
    assert "辽宁省 &lt;clerk&gt;" in made


async def test_the_county_reads_unsealed_in_place_of_the_days_and_the_village_its_own(
    world: World, november: None
) -> None:
    await october(world)
    await total(world)
    await sign(world)
    village = world.villages[FANGSHAN][0]
    asked = {person: await ask(world, person) for person in ("county", "clerk", "village", "unit")}
    asked["whole village"] = await ask(world, "county", place=village)

    await work_off(world)

    seen = {
        who: {row[1]: row for row in (await cells(world, one))[HEADER_ROWS:] if len(row) > 40 and row[1]}
        for who, one in asked.items()
    }
    assert {who: set(lines) for who, lines in seen.items()} == {
        "county": {"王建国", "李秀英", "张伟"},
        "clerk": {"王建国", "李秀英", "张伟"},
        "village": {"王建国"},
        "unit": {"王建国"},
        "whole village": {"王建国"},
    }
    for who in ("county", "whole village"):
        assert seen[who]["王建国"][5:41] == [""] * 35 + ["未盖章"]
    for who in ("clerk", "village", "unit"):
        assert seen[who]["王建国"][36:41] == ["20", "1", "1", "1", "达标"]


async def test_a_cadre_prints_nobodys_month_but_his_own(world: World, november: None) -> None:
    mine, other = world.postings["王建国"], world.postings["李秀英"]
    asked = await ask(world, "王建国", place=None, posting_id=mine)

    await work_off(world)

    assert (await stored(world, asked)).file_name == "王建国2025年10月选派干部考勤登记表.xlsx"
    assert [row[1] for row in (await cells(world, asked))[HEADER_ROWS:] if len(row) > 40 and row[1]] == ["王建国"]
    assert await refusal(world, "王建国", place=None, posting_id=other) == "NOTHING_TO_PRINT"
    assert await refusal(world, "王建国", place=None, posting_id=new_id()) == "NOTHING_TO_PRINT"
    assert await refusal(world, "other_county") == "NOTHING_TO_PRINT"
    assert await refusal(world, place=FANGSHAN + "999") == "NOTHING_TO_PRINT"
    assert await refusal(world, place="210726") == "DOCUMENT_OF_NOTHING"
    assert await refusal(world, place=None) == "DOCUMENT_OF_NOTHING"
    assert await refusal(world, posting_id=mine) == "DOCUMENT_OF_NOTHING"
    assert await refusal(world, "finance") == "FORBIDDEN"


async def test_a_file_is_handed_to_its_asker_alone_for_a_day_and_every_time_on_record(
    world: World, november: None, clock: FixedClock
) -> None:
    asked = await ask(world)
    for person, code in (("clerk", "DOCUMENT_NOT_READY"), ("secretary", "DOCUMENT_NOT_FOUND")):
        with pytest.raises(XuanpaiError) as refused:
            async with world.database.work(world.ctx(person)) as work:
                await document_link(work, asked)
        assert refused.value.error_code == code
    await work_off(world)

    async with world.database.work(world.ctx("clerk")) as work:
        link = await document_link(work, asked)

    assert "response-content-disposition=attachment" in link
    read = [row for row in await rows(world, "audit_event") if row["action"] == "sheet:print"]
    assert [row["kind"] for row in read if row["kind"] == "READ"] == ["READ"]
    clock.instant += timedelta(hours=world.database.settings.export_keep_hours)
    assert await sweep_documents(world.database, world.tenant_id) == 1
    assert (await stored(world, asked)).state == "EXPIRED"
    with pytest.raises(XuanpaiError) as gone:
        async with world.database.work(world.ctx("clerk")) as work:
            await document_link(work, asked)
    assert gone.value.error_code == "DOCUMENT_NOT_READY"


async def test_whose_rights_have_ended_when_the_worker_comes_gets_no_file(
    world: World, november: None, clock: FixedClock
) -> None:
    await appoint(world, "临时", NewAppointment("township_clerk", FANGSHAN))
    asked = await ask(world, "临时")
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE appointment SET valid_to = $3 WHERE tenant_id = $1 AND account_id = $2",
            world.tenant_id,
            world.people["临时"].account_id,
            date(2025, 11, 1),
        )

    await work_off(world)

    document = await stored(world, asked)
    assert (document.state, document.failure, document.object_key) == ("FAILED", "RIGHTS_ENDED", None)
    assert document.finished_at == datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)


def test_a_machine_without_chinese_fonts_says_so(tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings), "FONTCONFIG_PATH": str(tmp_path)}

    told = subprocess.run(
        [sys.executable, "-c", _WITHOUT_FONTS], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.split()[0] == "PDF_UNAVAILABLE"
    assert "服务器缺少中文字体,无法生成 PDF" in told.stdout

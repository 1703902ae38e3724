"""The calendar of holidays from the shell."""

import os
import subprocess
import sys
from pathlib import Path

import orjson

from tests.factories.world import World
from tests.fixtures.cluster import Cluster
from xuanpai_core.calendars.service import PublishedYear, published_year

ROOT = Path(__file__).resolve().parents[2]
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
CSV = "日期,类别,节日\n2027-01-01,放假,元旦\n2027-02-05,放假,春节\n2027-02-14,上班,春节\n"


def calendar(cluster: Cluster, *words: str) -> subprocess.CompletedProcess[str]:
    """``xuanpai calendar …``."""
    settings = {
        "XUANPAI_DATABASE_URL": cluster.app_url,
        "XUANPAI_DATABASE_ADMIN_URL": cluster.admin_url,
        "XUANPAI_S3_ENDPOINT": cluster.s3_endpoint,
        "XUANPAI_S3_ACCESS_KEY": cluster.s3_access_key,
        "XUANPAI_S3_SECRET_KEY": cluster.s3_secret_key,
        "XUANPAI_MASTER_KEY": "11" * 32,
    }
    command = [sys.executable, "-m", "xuanpai_graphql", "calendar", *words]
    return subprocess.run(command, env=os.environ | settings, cwd=ROOT, capture_output=True, text=True, check=False)


async def known(world: World) -> PublishedYear:
    async with world.database.read(world.ctx("county")) as work:
        return await published_year(work, 2027)


async def test_a_year_is_imported_from_a_table_shown_and_replaced_with_a_reason(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    table, document, wrong = tmp_path / "2027.csv", tmp_path / "2027.json", tmp_path / "wrong.csv"
    table.write_text(CSV, encoding="utf-8")
    wrong.write_text(CSV + "2027-02-15,上班,春节\n2027-05-01,调休,劳动节\n", encoding="utf-8")
    days = [{"day": "2027-01-01", "name": "元旦"}, {"day": "2027-01-02", "name": "元旦"}]
    told = {"year": 2027, "document": NOTICE, "publishedOn": "2026-11-04", "holidays": days}
    document.write_bytes(orjson.dumps(told))
    here = ("--tenant", world.tenant_code)

    unknown = calendar(cluster, "show", *here, "--year", "2027")
    unread = calendar(cluster, "import", str(wrong), *here, "--document", NOTICE)
    taken = calendar(cluster, "import", str(table), *here, "--document", NOTICE)
    shown = calendar(cluster, "show", *here, "--year", "2027")
    refused = calendar(cluster, "import", str(document), *here)
    kept = await known(world)
    replaced = calendar(cluster, "import", str(document), *here, "--reason", "以正式通知为准")

    assert unknown.stdout.strip() == "2027年的放假安排尚未公布,或还没有导入。", unknown.stderr
    assert (unread.returncode, unread.stderr.startswith("错误:第 6 行看不懂")) == (1, True)
    assert taken.stdout.strip() == "辽宁省:2027年放假 2 天、调休上班 1 天,已导入。", taken.stderr
    assert shown.stdout.splitlines() == [
        f"2027年,{NOTICE},全年工作日 260 天。",
        "2027-01-01  放假  元旦",
        "2027-02-05  放假  春节",
        "2027-02-14  上班  春节",
    ]
    assert (refused.returncode, "请写明理由" in refused.stderr) == (1, True)
    assert len(kept.days) == 3
    assert replaced.returncode == 0, replaced.stderr
    assert [row.day.isoformat() for row in (await known(world)).days] == ["2027-01-01", "2027-01-02"]

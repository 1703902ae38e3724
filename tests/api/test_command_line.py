"""The command an operator types, as a process of its own against the real parts."""

import os
import subprocess
import sys
from pathlib import Path

from tests.fixtures.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "correct horse battery"


def _run(cluster: Cluster, *words: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "XUANPAI_DATABASE_URL": cluster.app_url,
        "XUANPAI_DATABASE_ADMIN_URL": cluster.admin_url,
        "XUANPAI_S3_ENDPOINT": cluster.s3_endpoint,
        "XUANPAI_S3_ACCESS_KEY": cluster.s3_access_key,
        "XUANPAI_S3_SECRET_KEY": cluster.s3_secret_key,
        "XUANPAI_MASTER_KEY": "11" * 32,
    }
    command = [sys.executable, "-m", "xuanpai_graphql", *words]
    return subprocess.run(command, env=os.environ | settings, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_province_is_opened_surveyed_suspended_and_exported_from_the_shell(
    cluster: Cluster, database: object, tmp_path: Path
) -> None:
    migrated = _run(cluster, "migrate")
    operator = _run(cluster, "tenant", "operator", "--username", "ops", "--password", "Right-Opens-7")
    opened = _run(cluster, "tenant", "create", "--province", "46")
    again = _run(cluster, "tenant", "create", "--province", "46")
    platform = ("--password", "Right-Opens-8", "--role", "platform_auditor")
    auditor = _run(cluster, "tenant", "operator", "--username", "platform-audit", *platform)
    renewed = _run(cluster, "tenant", "renew-password", "46", "--username", "security", "--reason", "忘记密码")
    bad = tmp_path / "bad.csv"
    bad.write_text("46,海南省\n4601,海口市\n460105,\n", encoding="utf-8")
    refused = _run(cluster, "regions", "import", str(bad), "--tenant", "46")
    good = tmp_path / "good.csv"
    good.write_text("46,海南省\n4601,海口市\n460199,试验新区\n", encoding="utf-8")
    taken = _run(cluster, "regions", "import", str(good), "--tenant", "46")
    suspended = _run(cluster, "tenant", "suspend", "46", "--reason", "演练")
    exported = _run(cluster, "tenant", "export", "46", "--to", str(tmp_path), "--passphrase", PASSPHRASE)

    assert (migrated.returncode, operator.returncode) == (0, 0), migrated.stderr + operator.stderr
    assert opened.returncode == 0, opened.stderr
    assert "海南省已开通。租户 46,三名管理员" in opened.stdout
    told = [line.split("(")[0] for line in opened.stdout.splitlines() if "初始密码" in line]
    assert [line.rsplit(" ", 1)[0] for line in told] == [
        "租户系统管理员:用户名 admin,初始密码",
        "租户安全管理员:用户名 security,初始密码",
        "租户审计管理员:用户名 audit,初始密码",
    ]
    assert (auditor.returncode, "已建立平台审计管理员" in auditor.stdout) == (0, True), auditor.stderr
    assert renewed.returncode == 0, renewed.stderr
    assert "海南省 security:初始密码 " in renewed.stdout
    assert again.returncode == 0, again.stderr
    assert refused.returncode == 1
    assert "没有写入" in refused.stderr
    assert "新增 1" in taken.stdout, taken.stderr
    assert suspended.returncode == 0, suspended.stderr
    assert exported.returncode == 0, exported.stderr
    assert len([path for path in tmp_path.iterdir() if path.suffix == ".zip"]) == 1


def test_a_refusal_ends_the_command_with_its_message(cluster: Cluster, database: object) -> None:
    ended = _run(cluster, "tenant", "create", "--province", "99")

    assert ended.returncode == 1
    assert ended.stderr.strip().endswith("请填写两位省级代码,例如 21。")

"""The keys of personal data from the shell."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.world import World
from tests.fixtures.cluster import Cluster
from xuanpai_core.crypto import Vault

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "11" * 32, "22" * 32


def keys(cluster: Cluster, *words: str, previous: str = OLD) -> subprocess.CompletedProcess[str]:
    """``xuanpai keys …`` with a new master key."""
    settings = {
        "XUANPAI_DATABASE_URL": cluster.app_url,
        "XUANPAI_DATABASE_ADMIN_URL": cluster.admin_url,
        "XUANPAI_S3_ENDPOINT": cluster.s3_endpoint,
        "XUANPAI_S3_ACCESS_KEY": cluster.s3_access_key,
        "XUANPAI_S3_SECRET_KEY": cluster.s3_secret_key,
        "XUANPAI_MASTER_KEY": NEW,
        "XUANPAI_PREVIOUS_MASTER_KEYS": previous,
        "XUANPAI_CIPHER": "sm4",
    }
    command = [sys.executable, "-m", "xuanpai_graphql", "keys", *words]
    return subprocess.run(command, env=os.environ | settings, cwd=ROOT, capture_output=True, text=True, check=False)


async def test_a_tenant_is_resealed_under_the_present_key(cluster: Cluster, world: World) -> None:
    wrong = keys(cluster, "reseal", "--tenant", world.tenant_code, "--reason", "更换密钥", previous="")
    done = keys(cluster, "reseal", "--tenant", world.tenant_code, "--reason", "更换密钥")
    again = keys(cluster, "reseal", "--tenant", world.tenant_code, "--reason", "更换密钥", previous="")

    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "核对主密钥设置" in wrong.stderr
    assert (done.returncode, done.stdout.strip()) == (0, "辽宁省:cadre 5 行"), done.stderr
    assert again.stdout.strip() == "辽宁省:已全部使用当前密钥", again.stderr
    async with world.database.read(world.ctx("province")) as work:
        sealed = await work.driver.fetch("SELECT id_number_sealed FROM cadre WHERE tenant_id = $1", world.tenant_id)
    vault = Vault(bytes.fromhex(NEW), cipher="sm4")
    assert {vault.open(world.tenant_id, row[0])[:14] for row in sealed} == {"21070019800101"}


@pytest.mark.parametrize("words", [[], ["--tenant", "21", "--all"]])
def test_it_is_said_which_tenants_are_meant(cluster: Cluster, words: list[str]) -> None:
    ended = keys(cluster, "reseal", "--reason", "更换密钥", *words)

    assert ended.returncode == 1
    assert "--all" in ended.stderr


def test_the_present_key_is_named_without_being_told(cluster: Cluster) -> None:
    shown = keys(cluster, "show")

    assert shown.stdout.strip() == f"密钥编号 {Vault(bytes.fromhex(NEW)).key_id},算法 sm4", shown.stderr
    assert NEW not in shown.stdout

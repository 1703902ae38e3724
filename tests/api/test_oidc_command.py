"""Providers are registered at the server's shell and nowhere else."""

import os
import re
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from tests.factories.world import World
from tests.fixtures.cluster import Cluster
from tests.single_sign_on_provider.misbehaving import misbehaving
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.single_sign_on.models import ExternalIdentity, OidcProvider
from xuanpai_tenants.operators import SERVER_ACCOUNT_ID

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret of the shell"


def _run(cluster: Cluster, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    settings = {
        "XUANPAI_DATABASE_URL": cluster.app_url,
        "XUANPAI_S3_ENDPOINT": cluster.s3_endpoint,
        "XUANPAI_S3_ACCESS_KEY": cluster.s3_access_key,
        "XUANPAI_S3_SECRET_KEY": cluster.s3_secret_key,
        "XUANPAI_MASTER_KEY": "11" * 32,
    }
    command = [sys.executable, "-m", "xuanpai_graphql", "oidc", *words]
    return subprocess.run(
        command, env=os.environ | settings, cwd=ROOT, input=typed, capture_output=True, text=True, check=False
    )


def _add(cluster: Cluster, world: World, issuer: str) -> subprocess.CompletedProcess[str]:
    words = ["--tenant", world.tenant_code, "--issuer", issuer, "--client-id", "xuanpai", "--title", "统一身份认证"]
    return _run(cluster, "add", *words, "--client-secret-stdin", typed=SECRET + "\n")


async def test_a_provider_is_added_listed_linked_to_and_removed(cluster: Cluster, world: World) -> None:
    tenant = ("--tenant", world.tenant_code)
    with misbehaving() as provider:
        added = _add(cluster, world, provider.issuer)
        listed = _run(cluster, "list", *tenant)
        linking = ("--username", "admin", "--issuer", provider.issuer, "--subject", "the-admin")
        linked = _run(cluster, "link", *tenant, *linking)
    found = re.search(r"[0-9a-f-]{36}", added.stdout)
    assert found is not None, added.stderr
    removed = _run(cluster, "remove", *tenant, found[0])

    assert [run.returncode for run in (added, listed, linked, removed)] == [0, 0, 0, 0], linked.stderr
    assert provider.issuer in listed.stdout
    assert SECRET not in added.stdout + listed.stdout
    async with world.database.read(world.ctx("admin")) as work:
        providers = await work.session.scalars(select(OidcProvider.id).where(OidcProvider.tenant_id == work.tenant_id))
        link = await work.session.scalar(select(ExternalIdentity).where(ExternalIdentity.tenant_id == work.tenant_id))
        trail = await work.session.execute(
            select(AuditEvent.action, AuditEvent.account_id)
            .where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.address == "server")
            .order_by(AuditEvent.at, AuditEvent.id)
        )
        assert list(providers) == []
        assert link is not None
        assert (link.subject, link.account_id) == ("the-admin", world.people["admin"].account_id)
        assert [tuple(row) for row in trail] == [
            ("oidc_provider:add", SERVER_ACCOUNT_ID),
            ("external_identity:link", SERVER_ACCOUNT_ID),
            ("oidc_provider:remove", SERVER_ACCOUNT_ID),
        ]


def test_an_address_that_is_no_provider_is_not_registered(cluster: Cluster, world: World) -> None:
    silent = _add(cluster, world, "http://127.0.0.1:1")
    unsafe = _add(cluster, world, "http://id.example.cn")
    listed = _run(cluster, "list", "--tenant", world.tenant_code)

    assert (silent.returncode, unsafe.returncode, listed.stdout) == (1, 1, "")
    assert "统一身份认证暂时连接不上" in silent.stderr
    assert "issuer 应是以 https:// 开头的地址" in unsafe.stderr


def test_an_unknown_tenant_is_said_to_be_unknown(cluster: Cluster, database: object) -> None:
    ended = _run(cluster, "list", "--tenant", "99")

    assert ended.returncode == 1
    assert "没有代码为 99 的租户" in ended.stderr

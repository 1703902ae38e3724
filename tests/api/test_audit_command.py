"""``xuanpai audit``: as an operator types it, in a process of its own."""

import asyncio

from tests.api.test_command_line import _run
from tests.core.audit.trail import act, own_lane, tamper
from tests.factories.world import World
from tests.fixtures.cluster import Cluster


async def test_the_command_tells_what_it_checked_and_names_the_first_broken_link(
    cluster: Cluster, world: World
) -> None:
    ids = await act(world, 3)

    anchored = await asyncio.to_thread(_run, cluster, "audit", "anchor", "--tenant", world.tenant_code)
    sound = await asyncio.to_thread(_run, cluster, "audit", "verify", "--tenant", world.tenant_code)
    await tamper(
        world,
        "UPDATE audit_event SET reason = '改写' WHERE tenant_id = $1 AND id = $2",
        world.tenant_id,
        ids[1],
    )
    broken = await asyncio.to_thread(_run, cluster, "audit", "verify", "--tenant", world.tenant_code)

    assert anchored.returncode == 0, anchored.stderr
    assert "已写下" in anchored.stdout
    assert sound.returncode == 0, sound.stderr + sound.stdout
    assert "1 个每日锚点" in sound.stdout
    assert "完整,没有发现改动。" in sound.stdout
    assert broken.returncode == 1
    assert f"第一处断裂:链 {own_lane(world)} 序号" in broken.stdout
    assert f"事件 {ids[1]}:内容被改动" in broken.stdout


async def test_the_command_asks_which_tenant(cluster: Cluster, world: World) -> None:
    nothing = await asyncio.to_thread(_run, cluster, "audit", "verify")
    unknown = await asyncio.to_thread(_run, cluster, "audit", "verify", "--tenant", "nobody")

    assert (nothing.returncode, unknown.returncode) == (1, 1)
    assert "--all" in nothing.stderr
    assert "没有代码为 nobody 的租户" in unknown.stderr

"""A run that is cut off in the middle is finished by the next: everything once."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.tenants.directory import NINGXIA, entry, signed_in
from tests.tenants.whole import KEY, QUOTAS, STEP_NAMES, THREE, found
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.regions.pack import read_province
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.provisioning import (
    STEPS,
    Province,
    Step,
    create_tenant,
)
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID


class CutOff(Exception):
    """The run ends here."""


def cut_off_after(name: str) -> Sequence[Step]:
    """The steps, of which one does its work and then breaks off, before it is committed."""

    def breaking(step: Step) -> Step:
        async def act(work: Work, province: Province) -> dict[str, Any]:
            await step.act(work, province)
            raise CutOff

        return replace(step, act=act)

    return [breaking(step) if step.name == name else step for step in STEPS]


@pytest.mark.parametrize("step", [step.name for step in STEPS])
async def test_a_run_that_breaks_off_in_a_step_is_finished_by_the_next_with_nothing_twice(
    home: Database, operator: RequestContext, step: str
) -> None:
    with pytest.raises(CutOff):
        await create_tenant(home, operator, NINGXIA, QUOTAS, KEY, steps=cut_off_after(step))
    half_way = await entry(home, "64")
    assert half_way is not None
    assert half_way.state is TenantState.PROVISIONING
    earlier = [each.name for each in STEPS[: [each.name for each in STEPS].index(step)]]
    assert (await found(home, half_way.id))["steps"] == (sorted(earlier) or None)

    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    whole = await found(home, created.tenant_id)
    assert created.tenant_id == half_way.id
    assert whole["regions"] == len(list(read_province("64")))
    assert (whole["accounts"], whole["steps"], whole["state"]) == (sorted(THREE), STEP_NAMES, "ACTIVE")
    assert whole["units"] == ["中共宁夏回族自治区委员会组织部"]
    for one in created.administrators:
        assert one.one_time_password is not None
        await signed_in(home, created.tenant_id, one.username, one.one_time_password)


async def test_another_operator_may_finish_what_was_left_half_way(home: Database, operator: RequestContext) -> None:
    with pytest.raises(CutOff):
        await create_tenant(home, operator, NINGXIA, QUOTAS, KEY, steps=cut_off_after("units"))
    colleague = replace(operator, actor=replace(operator.actor, account_id=new_id()))

    created = await create_tenant(home, colleague, NINGXIA, Quotas(max_cadres=7), "create-tenant-2")

    async with home.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        limits = await transaction.driver.fetchval(
            "SELECT (quotas ->> 'max_cadres')::int FROM tenant WHERE id = $1", created.tenant_id
        )
    assert (await found(home, created.tenant_id))["steps"] == STEP_NAMES
    assert limits == 7


KILLED = """
import asyncio, sys, time
from dataclasses import replace

from xuanpai_core.config import Settings
from xuanpai_core.crypto import Vault
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.plugins.manager import load_plugins
from xuanpai_core.ports import Ports
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.provisioning import STEPS, create_tenant
from xuanpai_tenants.quotas import Quotas


def waiting(step):
    async def act(work, province):
        detail = await step.act(work, province)
        print("in the middle", flush=True)
        time.sleep(120)
        return detail

    return replace(step, act=act)


async def main():
    settings = Settings()
    vault = Vault(bytes.fromhex(settings.master_key.get_secret_value()))
    database = Database(settings, Ports(settings, S3ObjectStore(settings), load_plugins(), vault))
    name, key = sys.argv[1:]
    steps = [waiting(step) if step.name == name else step for step in STEPS]
    await create_tenant(database, server_operator(), "64", Quotas(max_accounts=500), key, steps=steps)


asyncio.run(main())
"""


def environment(settings: Settings) -> dict[str, str]:
    given = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "S3_ENDPOINT": settings.s3_endpoint,
        "S3_BUCKET": settings.s3_bucket,
        "MASTER_KEY": settings.master_key.get_secret_value(),
    }
    return {**os.environ, **{f"XUANPAI_{name}": value for name, value in given.items()}}


@pytest.mark.parametrize(("step", "kept"), [("regions", None), ("administrators", ["regions", "units"])])
async def test_a_process_that_is_killed_half_way_leaves_a_province_that_the_next_run_finishes(
    home: Database, step: str, kept: list[str] | None
) -> None:
    key = f"create-{new_id()}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, step, key, stdout=asyncio.subprocess.PIPE, env=environment(home.settings)
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"in the middle\n"
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    half_way = await entry(home, "64")
    assert half_way is not None

    assert (await found(home, half_way.id))["steps"] == kept
    created = await create_tenant(home, server_operator(), NINGXIA, QUOTAS, key)

    whole = await found(home, half_way.id)
    assert created.tenant_id == half_way.id
    assert (whole["regions"], whole["accounts"]) == (len(list(read_province("64"))), sorted(THREE))
    assert (whole["steps"], whole["state"]) == (STEP_NAMES, "ACTIVE")

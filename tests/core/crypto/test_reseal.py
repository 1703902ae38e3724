"""A change of keys: everything is brought under the new one, and the old one can be thrown away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from tests.factories.world import World
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.cadres.service import find_by_id_numbers
from xuanpai_core.context import RequestContext, system_context
from xuanpai_core.crypto import CannotOpen, Vault
from xuanpai_core.crypto.reseal import reseal_tenant, sealed_tables
from xuanpai_core.db.session import Database

OLD, NEW = b"\x11" * 32, b"\x22" * 32
NUMBERS = [f"21070019800101{number:03d}0" for number in range(5)]


@asynccontextmanager
async def under(world: World, vault: Vault) -> AsyncIterator[Database]:
    """The same database, as a process with other keys sees it."""
    ports = replace(world.database.ports, vault=vault)
    database = Database(world.database.settings, ports, world.database.clock)
    try:
        yield database
    finally:
        await database.close()


def shell(world: World) -> RequestContext:
    """Whoever runs the command."""
    return system_context(world.tenant_id, "keys")


async def sealed(world: World) -> dict[UUID, tuple[bytes, bytes]]:
    """Each cadre's sealed ID number and its digest."""
    async with world.database.read(shell(world)) as work:
        rows = await work.session.execute(
            select(Cadre.id, Cadre.id_number_sealed, Cadre.id_number_digest).where(Cadre.tenant_id == world.tenant_id)
        )
        return {row[0]: (row[1], row[2]) for row in rows}


async def give_phones(world: World) -> None:
    """A phone for two of the five; the others keep none."""
    vault = world.database.ports.vault
    async with world.database.work(shell(world)) as work:
        for name in ("王建国", "张伟"):
            cadre = await work.session.get_one(Cadre, (world.tenant_id, world.cadres[name]))
            cadre.phone_sealed = vault.seal(world.tenant_id, "13812341234")
            cadre.phone_digest = vault.digest(world.tenant_id, "13812341234")


async def acts(world: World) -> list[asyncpg.Record]:
    """The events of resealing."""
    async with world.database.read(shell(world)) as work:
        rows: list[asyncpg.Record] = await work.driver.fetch(
            "SELECT reason, detail FROM audit_event WHERE tenant_id = $1 AND action = 'keys:reseal' ORDER BY at",
            world.tenant_id,
        )
    return rows


async def test_old_readable_then_resealed_then_readable_without_the_old_key(world: World) -> None:
    await give_phones(world)
    async with under(world, Vault(NEW, [OLD], cipher="sm4")) as database:
        async with database.read(shell(world)) as work:
            found_before = await find_by_id_numbers(work, NUMBERS)
        done = await reseal_tenant(database, shell(world), "每年更换密钥", batch=2)
        again = await reseal_tenant(database, shell(world), "再运行一次")

    assert len(found_before) == 5
    assert (done.rows["cadre"], again.total) == (5, 0)
    async with under(world, Vault(NEW, cipher="sm4")) as database, database.read(shell(world)) as work:
        cadres = list(await work.session.scalars(select(Cadre).where(Cadre.tenant_id == world.tenant_id)))
        opened = {work.ports.vault.open(world.tenant_id, cadre.id_number_sealed) for cadre in cadres}
        phones = [
            work.ports.vault.open(world.tenant_id, cadre.phone_sealed)
            for cadre in cadres
            if cadre.phone_sealed is not None
        ]
        found_after = await find_by_id_numbers(work, NUMBERS)
    assert opened == set(NUMBERS)
    assert phones == ["13812341234", "13812341234"]
    assert found_after == found_before
    assert {row[0] for row in (value[0:1] for value in await headers(world))} == {0x12}


async def headers(world: World) -> list[bytes]:
    """The first bytes of what is sealed."""
    return [value[:5] for value, _ in (await sealed(world)).values()]


async def test_resealing_is_one_act_on_record_without_anybodys_numbers(world: World) -> None:
    async with under(world, Vault(NEW, [OLD])) as database:
        await reseal_tenant(database, shell(world), "每年更换密钥", batch=1)

    (act,) = await acts(world)
    assert act["reason"] == "每年更换密钥"
    assert act["detail"] == {"rows": {"cadre": 5}, "cipher": "aes", "key_id": Vault(NEW).key_id}


async def test_a_wrong_key_refuses_and_changes_nothing(world: World) -> None:
    before = await sealed(world)

    async with under(world, Vault(NEW)) as database:
        with pytest.raises(CannotOpen):
            await reseal_tenant(database, shell(world), "忘了旧密钥", batch=1)

    assert await sealed(world) == before
    assert await acts(world) == []


async def test_one_unreadable_value_among_many_refuses_before_anything_is_written(world: World) -> None:
    async with world.database.work(shell(world)) as work:
        cadre = await work.session.get_one(Cadre, (world.tenant_id, max(world.cadres.values())))
        cadre.id_number_sealed = Vault(b"\x99" * 32).seal(world.tenant_id, NUMBERS[4])
    before = await sealed(world)

    async with under(world, Vault(NEW, [OLD])) as database:
        with pytest.raises(CannotOpen):
            await reseal_tenant(database, shell(world), "有一行用了别的密钥", batch=1)

    assert await sealed(world) == before


async def test_work_that_stopped_halfway_goes_on_where_it_stopped(world: World) -> None:
    renewed = Vault(NEW, [OLD])
    first = min(world.cadres.values())
    async with world.database.work(shell(world)) as work:
        cadre = await work.session.get_one(Cadre, (world.tenant_id, first))
        number = work.ports.vault.open(world.tenant_id, cadre.id_number_sealed)
        cadre.id_number_sealed = renewed.seal(world.tenant_id, number)
        cadre.id_number_digest = renewed.digest(world.tenant_id, number)
    halfway = await sealed(world)

    async with under(world, renewed) as database:
        done = await reseal_tenant(database, shell(world), "接着做完")

    assert done.rows == {"cadre": 4}
    after = await sealed(world)
    assert after[first] == halfway[first]
    assert {value[:5] for value, _ in after.values()} == {renewed.header}


async def test_another_tenants_rows_are_left_alone(world: World, other_world: World) -> None:
    before = await sealed(other_world)

    async with under(world, Vault(NEW, [OLD])) as database:
        await reseal_tenant(database, shell(world), "只换这一个租户")

    assert await sealed(other_world) == before


def test_every_sealed_column_of_the_model_is_found() -> None:
    assert "cadre" in {table.name for table in sealed_tables()}

"""Signing in, and what the signed-in person learns of themselves."""

from datetime import date

import pytest

from tests.factories.world import FANGSHAN, PASSWORD, World
from tests.fixtures.api import SIGN_IN, Api, Refused
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Appointment

VIEWER = """{ viewer { username name mustChangePassword isCadre tenant { code name }
  roles { role title regionCode placeName unitName } permissions } }"""


async def test_without_a_session_there_is_no_viewer(api: Api) -> None:
    assert await api.browser()(VIEWER) == {"viewer": None}


async def test_a_county_organiser_sees_role_and_place(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")

    viewer = (await county(VIEWER))["viewer"]

    assert viewer["username"] == "county"
    assert viewer["tenant"] == {"code": world.tenant_code, "name": "辽宁省"}
    assert viewer["roles"] == [
        {
            "role": "county_organiser",
            "title": "县(市、区)委组织部",
            "regionCode": "210726",
            "placeName": "辽宁省锦州市黑山县",
            "unitName": None,
        }
    ]
    assert "stipend:prepare" in viewer["permissions"]
    assert "tenant:create" not in viewer["permissions"]


async def test_whoever_stands_in_sees_for_whom_and_until_when(api: Api, world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        work.session.add(
            Appointment(
                tenant_id=world.tenant_id,
                id=new_id(),
                account_id=world.people["clerk"].account_id,
                role="township_secretary",
                region_code=FANGSHAN,
                acting_for=world.people["secretary"].account_id,
                valid_from=date(2025, 10, 20),
                valid_to=date(2025, 11, 1),
            )
        )
    clerk = await api.sign_in(world, "clerk")

    viewer = (await clerk("{ viewer { roles { role validFrom validTo actingFor } } }"))["viewer"]

    assert viewer["roles"] == [
        {"role": "township_clerk", "validFrom": "2025-10-24", "validTo": None, "actingFor": None},
        {
            "role": "township_secretary",
            "validFrom": "2025-10-20",
            "validTo": "2025-11-01",
            "actingFor": "secretary",
        },
    ]


async def test_a_wrong_password_an_unknown_name_and_an_unknown_tenant_look_the_same(api: Api, world: World) -> None:
    tries = [
        (world.tenant_code, "county", "Wrong-1234"),
        (world.tenant_code, "nobody", PASSWORD),
        ("no-such-tenant", "county", PASSWORD),
    ]
    seen = []
    for tenant, username, password in tries:
        with pytest.raises(Refused) as refused:
            await api.browser()(SIGN_IN, tenant=tenant, username=username, password=password)
        seen.append((refused.value.codes, refused.value.errors[0]["message"]))

    assert seen == [(["SIGN_IN_REFUSED"], "租户、用户名或密码不正确。")] * 3


async def test_signing_out_ends_the_session_at_once(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    kept = dict(client.http.cookies)

    await client("mutation { signOut }")
    client.http.cookies.update(kept)

    assert await client(VIEWER) == {"viewer": None}


async def test_an_idle_session_ends(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    world.database.clock.advance(minutes=31)  # type: ignore[attr-defined]

    assert await client(VIEWER) == {"viewer": None}


async def test_a_session_in_use_does_not_end_before_its_absolute_limit(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    for _ in range(28):
        world.database.clock.advance(minutes=25)  # type: ignore[attr-defined]
        assert (await client(VIEWER))["viewer"] is not None
    world.database.clock.advance(minutes=25)  # type: ignore[attr-defined]

    assert await client(VIEWER) == {"viewer": None}

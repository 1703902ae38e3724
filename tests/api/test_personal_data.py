"""Personal data through the API: masked, found by the exact number alone, shown in clear only on record."""

import base64
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from tests.api.personal_data import CADRES, LIU, STEP_UP, UNMASK, UPDATE, WANG, application, cadre_id, no_audit, proven
from tests.core.cadres.personal import ADDRESS, BANK_ACCOUNT, PHONE, REASON, events, give_contact
from tests.factories.world import PASSWORD, World
from tests.fixtures.api import Api, Refused
from tests.fixtures.cluster import Cluster
from xuanpai_core.cadres.allowance import used
from xuanpai_core.cadres.models import Allowance
from xuanpai_core.clock import FixedClock
from xuanpai_core.logs import configure_logs


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """All that is logged."""
    lines = StringIO()
    monkeypatch.setattr(sys, "stderr", lines)
    configure_logs()
    yield lines
    monkeypatch.undo()
    configure_logs()


async def misses(world: World, person: str) -> int:
    async with world.database.read(world.ctx(person)) as work:
        return await used(work, Allowance.SEARCH_MISS)


async def test_lists_and_nodes_show_personal_data_masked(api: Api, world: World) -> None:
    await give_contact(world)
    county = await api.sign_in(world, "county")

    node = next(node for node in (await county(CADRES))["cadres"]["nodes"] if node["name"] == "王建国")
    again = await county(
        "query($id: ID!) { node(id: $id) { ... on Cadre { phone bankAccount address } } }", id=node["id"]
    )

    shown = {"phone": "138****1234", "bankAccount": "***************0128", "address": "辽宁省锦州市黑山县芳山镇***"}
    assert {key: node[key] for key in shown} == again["node"] == shown
    assert node["idNumber"] == "210***********0000"


async def test_unmask_shows_what_was_asked_and_nothing_else(api: Api, world: World) -> None:
    await give_contact(world)
    county = await proven(api, world, "county")
    wang = await cadre_id(county)

    one = await county(UNMASK, id=wang, fields=["PHONE"], reason=REASON)
    every = await county(
        UNMASK, id=wang, fields=["ID_NUMBER", "PHONE", "BANK_ACCOUNT", "ADDRESS", "NAME"], reason=REASON
    )

    assert one["unmask"] == {"idNumber": None, "phone": PHONE, "bankAccount": None, "address": None, "name": None}
    assert every["unmask"] == {
        "idNumber": WANG,
        "phone": PHONE,
        "bankAccount": BANK_ACCOUNT,
        "address": ADDRESS,
        "name": "王建国",
    }
    assert [event["detail"]["fields"] for event in await events(world, "cadre:unmask")] == [
        ["PHONE"],
        ["ADDRESS", "BANK_ACCOUNT", "ID_NUMBER", "NAME", "PHONE"],
    ]


async def test_the_answer_to_unmask_is_kept_by_nobody(api: Api, world: World) -> None:
    county = await proven(api, world, "county")
    variables = {"id": await cadre_id(county), "fields": ["ID_NUMBER"], "reason": REASON}

    answer = await county.http.post("/graphql", json={"query": UNMASK, "variables": variables})

    assert answer.json()["data"]["unmask"]["idNumber"] == WANG
    assert answer.headers["cache-control"] == "no-store"


async def test_unmask_without_a_step_up_or_long_after_one_is_refused(api: Api, world: World, clock: FixedClock) -> None:
    county = await api.sign_in(world, "county")
    wang = await cadre_id(county)
    with pytest.raises(Refused) as never:
        await county(UNMASK, id=wang, fields=["PHONE"], reason=REASON)
    await county(STEP_UP, password=PASSWORD)
    clock.advance(minutes=6)
    with pytest.raises(Refused) as late:
        await county(UNMASK, id=wang, fields=["PHONE"], reason=REASON)

    assert never.value.codes == late.value.codes == ["STEP_UP_REQUIRED"]
    assert (never.value.data, await events(world, "cadre:unmask")) == (None, [])


async def test_unmask_beyond_reach_looks_like_nobody(api: Api, world: World, other_world: World) -> None:
    county, elsewhere = await proven(api, world, "county"), await api.sign_in(world, "other_county")
    abroad = await api.sign_in(other_world, "county")

    refusals = []
    for beyond in (await cadre_id(elsewhere, "刘洋"), await cadre_id(abroad)):
        with pytest.raises(Refused) as refused:
            await county(UNMASK, id=beyond, fields=["PHONE"], reason=REASON)
        refusals.append((refused.value.codes, refused.value.errors[0]["message"]))

    assert refusals == [(["CADRE_NOT_FOUND"], "没有找到这名选派干部,或不在您的管辖范围内。")] * 2
    assert await events(world, "cadre:unmask") == []


@pytest.mark.parametrize("person", ["clerk", "unit", "reader", "admin", "王建国"])
async def test_whoever_may_not_unmask_is_refused_whatever_the_id(api: Api, world: World, person: str) -> None:
    county, other = await api.sign_in(world, "county"), await proven(api, world, person)

    with pytest.raises(Refused) as refused:
        await other(UNMASK, id=await cadre_id(county), fields=["PHONE"], reason=REASON)

    assert refused.value.codes == ["FORBIDDEN"]


async def test_over_the_limit_no_value_leaves_and_nothing_is_counted_twice(world: World) -> None:
    async with application(world, unmask_per_hour=2) as api:
        county = await proven(api, world, "county")
        wang = await cadre_id(county)
        for _ in range(2):
            await county(UNMASK, id=wang, fields=["ID_NUMBER", "PHONE"], reason=REASON)
        with pytest.raises(Refused) as refused:
            await county(UNMASK, id=wang, fields=["ID_NUMBER"], reason=REASON)

    assert refused.value.codes == ["UNMASK_LIMIT"]
    assert refused.value.data is None
    async with world.database.read(world.ctx("county")) as work:
        assert await used(work, Allowance.UNMASK) == 2
    assert len(await events(world, "cadre:unmask")) == 2


async def test_when_the_audit_cannot_be_written_no_value_leaves(api: Api, world: World, cluster: Cluster) -> None:
    county = await proven(api, world, "county")
    wang = await cadre_id(county)

    async with no_audit(cluster):
        with pytest.raises(Refused) as refused:
            await county(UNMASK, id=wang, fields=["ID_NUMBER"], reason=REASON)

    assert (refused.value.codes, refused.value.data) == (["INTERNAL"], None)
    assert WANG not in str(refused.value.errors)
    async with world.database.read(world.ctx("county")) as work:
        assert await used(work, Allowance.UNMASK) == 0


async def test_a_search_by_exact_number_finds_only_within_reach(api: Api, world: World) -> None:
    await give_contact(world)
    county = await api.sign_in(world, "county")

    by_phone = (await county(CADRES, phone=PHONE))["cadres"]
    by_bank = (await county(CADRES, bank=BANK_ACCOUNT))["cadres"]
    by_id = (await county(CADRES, id=WANG))["cadres"]
    beyond = (await county(CADRES, id=LIU))["cadres"]
    wrong = (await county(CADRES, id="21070019800101999X"))["cadres"]

    assert [[node["name"] for node in found["nodes"]] for found in (by_phone, by_bank, by_id)] == [["王建国"]] * 3
    assert beyond == wrong == {"totalCount": 0, "nodes": [], "pageInfo": {"endCursor": None}}
    assert await misses(world, "county") == 2


async def test_guessing_numbers_ends_after_so_many_misses_also_within_one_request(world: World) -> None:
    aliases = "".join(f' a{n}: cadres(idNumber: "21070019800101{n:03d}9") {{ totalCount }}' for n in range(5))
    async with application(world, search_misses_per_hour=7) as api:
        county = await api.sign_in(world, "county")
        await county("{" + aliases + "}")
        with pytest.raises(Refused) as refused:
            await county("{" + aliases + "}")
        with pytest.raises(Refused) as after:
            await county(CADRES, id=WANG)

    assert refused.value.codes == ["SEARCH_LIMIT"]
    assert after.value.codes == ["SEARCH_LIMIT"]
    assert await misses(world, "county") == 7


async def test_a_contact_is_changed_and_shown_masked(api: Api, world: World) -> None:
    county = await api.sign_in(world, "county")
    wang = await cadre_id(county)

    updated = await county(
        UPDATE, id=wang, phone=PHONE, bank="622202123456789013", address=ADDRESS, reason="登记", key="contact-01"
    )

    node = (await county(CADRES, phone=PHONE))["cadres"]["nodes"][0]
    assert len(updated["updateCadreContact"]["warnings"]) == 1
    assert (node["phone"], node["bankAccount"]) == ("138****1234", "**************9013")


async def test_a_cadre_changes_their_own_contact(api: Api, world: World) -> None:
    wang = await api.sign_in(world, "王建国")

    answer = await wang(
        'mutation($phone: String) { updateMyContact(phone: $phone, idempotencyKey: "contact-01") { name phone } }',
        phone=PHONE,
    )

    assert answer["updateMyContact"] == {"name": "王建国", "phone": "138****1234"}


async def test_under_the_name_rule_readers_see_the_family_name_alone(world: World) -> None:
    async with application(world, name_mask="given") as api:
        reader, county = await api.sign_in(world, "reader"), await api.sign_in(world, "county")
        own = await api.sign_in(world, "王建国")
        shown = [node["name"] for node in (await reader(CADRES))["cadres"]["nodes"]]
        nested = await reader("{ postings { nodes { cadre { name } } } }")
        whole = [node["name"] for node in (await county(CADRES))["cadres"]["nodes"]]
        mine = (await own(CADRES))["cadres"]["nodes"]

    assert sorted(shown) == ["张*", "李*", "王*"]
    assert sorted(node["cadre"]["name"] for node in nested["postings"]["nodes"]) == ["张*", "李*", "王*"]
    assert whole == sorted(["王建国", "李秀英", "张伟"])
    assert [node["name"] for node in mine] == ["王建国"]


async def test_under_the_name_rule_neither_search_nor_cursor_tells_the_given_name(world: World) -> None:
    async with application(world, name_mask="given") as api:
        reader = await api.sign_in(world, "reader")
        by_family = (await reader(CADRES, name="王"))["cadres"]
        by_whole = (await reader(CADRES, name="王建"))["cadres"]
        page = (await reader(CADRES, first=1))["cadres"]
        padded = page["pageInfo"]["endCursor"] + "=="
        second = (await reader(CADRES, first=1, after=page["pageInfo"]["endCursor"]))["cadres"]["nodes"]

    assert ([node["name"] for node in by_family["nodes"]], by_whole["totalCount"]) == (["王*"], 0)
    cursor = base64.urlsafe_b64decode(padded).decode(errors="replace")
    assert not any(name in cursor for name in world.cadres)
    assert second[0]["id"] != page["nodes"][0]["id"]


async def test_refusals_and_logs_never_repeat_a_number(api: Api, world: World, logged: StringIO) -> None:
    county = await api.sign_in(world, "county")
    wang = await cadre_id(county)
    documents = [
        (UPDATE, {"id": wang, "phone": "138123412345", "reason": PHONE, "key": "contact-01"}),
        (UPDATE, {"id": wang, "bank": BANK_ACCOUNT + "9", "reason": "登记", "key": "contact-02"}),
        (CADRES, {"first": PHONE}),
        (CADRES, {"name": {"nested": WANG}}),
        ('{ cadres(first: "' + PHONE + '") { totalCount } }', {}),
        ('mutation { updateMyContact(phone: "' + PHONE + '", idempotencyKey: "' + BANK_ACCOUNT + '") { id } }', {}),
    ]

    answers = [
        (await county.http.post("/graphql", json={"query": text, "variables": variables})).text
        for text, variables in documents
    ]

    assert all('"errors"' in answer for answer in answers)
    for number in (PHONE, "138123412345", WANG, BANK_ACCOUNT, BANK_ACCOUNT + "9"):
        assert not any(number in answer for answer in answers)
        assert number not in logged.getvalue()


async def test_a_failure_while_writing_numbers_is_logged_without_them(
    api: Api, world: World, cluster: Cluster, logged: StringIO
) -> None:
    county = await api.sign_in(world, "county")
    wang = await cadre_id(county)

    async with no_audit(cluster):
        with pytest.raises(Refused) as refused:
            await county(
                UPDATE, id=wang, phone=PHONE, bank=BANK_ACCOUNT, address=ADDRESS, reason="登记", key="contact-01"
            )

    told = logged.getvalue()
    assert refused.value.codes == ["INTERNAL"]
    assert refused.value.errors[0]["extensions"]["incident"] in told
    assert "InsufficientPrivilege" in told
    assert not any(secret in told for secret in (PHONE, BANK_ACCOUNT, ADDRESS, WANG, PASSWORD))

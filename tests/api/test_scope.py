"""Each person reads exactly their part, on every root; another tenant's people read nothing of it."""

import pytest

from tests.factories.world import World
from tests.fixtures.api import Api, Refused

POSTINGS = "{ postings(first: 50) { totalCount nodes { id placeName cadre { name idNumber } sendingUnit { name } } } }"

SEEN = {
    "province": {"王建国", "李秀英", "张伟", "刘洋", "陈静"},
    "city": {"王建国", "李秀英", "张伟", "刘洋", "陈静"},
    "county": {"王建国", "李秀英", "张伟"},
    "other_county": {"刘洋", "陈静"},
    "secretary": {"王建国", "李秀英", "张伟"},
    "village": {"王建国"},
    "unit": {"王建国", "刘洋"},
    "王建国": {"王建国"},
}


@pytest.mark.parametrize(("person", "names"), SEEN.items(), ids=list(SEEN))
async def test_each_person_reads_exactly_their_part(api: Api, world: World, person: str, names: set[str]) -> None:
    client = await api.sign_in(world, person)

    postings = (await client(POSTINGS))["postings"]

    assert {node["cadre"]["name"] for node in postings["nodes"]} == names
    assert postings["totalCount"] == len(names)


async def test_another_tenants_people_read_nothing_of_it(api: Api, world: World, other_world: World) -> None:
    mine = await api.sign_in(world, "province")
    theirs = await api.sign_in(other_world, "province")
    ids = [node["id"] for node in (await mine(POSTINGS))["postings"]["nodes"]]

    foreign = [await theirs("query($id: ID!) { node(id: $id) { id } }", id=global_id) for global_id in ids]

    assert foreign == [{"node": None}] * 5
    seen = {node["id"] for node in (await theirs(POSTINGS))["postings"]["nodes"]}
    assert seen.isdisjoint(ids)


async def test_unknown_and_forbidden_look_the_same(api: Api, world: World) -> None:
    province, other = await api.sign_in(world, "province"), await api.sign_in(world, "other_county")
    nodes = (await province(POSTINGS))["postings"]["nodes"]
    forbidden = next(node["id"] for node in nodes if node["cadre"]["name"] == "王建国")

    answers = [await other("query($id: ID!) { posting(id: $id) { id } }", id=forbidden)]

    assert answers == [{"posting": None}]


async def test_a_finance_officer_may_not_read_work_logs(api: Api, world: World) -> None:
    finance = await api.sign_in(world, "finance")

    with pytest.raises(Refused) as refused:
        await finance('{ postings { nodes { workLogs(month: "2025-10") { content } } } }')

    assert refused.value.codes == ["FORBIDDEN"]


async def test_identity_numbers_are_masked(api: Api, world: World) -> None:
    city = await api.sign_in(world, "city")

    nodes = (await city(POSTINGS))["postings"]["nodes"]

    assert {node["cadre"]["idNumber"][3:14] for node in nodes} == {"*" * 11}

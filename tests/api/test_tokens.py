"""Programs at the door: a token opens what its owner may do today and its scopes say, and nothing else."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.factories.tokens import make_token
from tests.factories.world import PASSWORD, World
from tests.fixtures.api import SIGN_IN, Api, Client, Refused
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.authz.actions import Action
from xuanpai_core.identity.models import Account, AccountState, Appointment, Session
from xuanpai_core.tokens.models import ApiToken
from xuanpai_core.tokens.rights import PERSONS_ONLY
from xuanpai_core.tokens.service import revoke_token
from xuanpai_tenants.models import Tenant, TenantState

POSTINGS = "{ postings(first: 50) { nodes { cadre { name } } } }"
CREATE = """mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { id token expiresAt } }"""
TOKENS = "{ apiTokens { nodes { id name owner mine scopes expiresAt lastUsedAt revokedAt } } }"
REVOKE = "mutation($id: ID!) { revokeApiToken(id: $id) }"
UNAUTHENTICATED = (["UNAUTHENTICATED"], "访问令牌无效、已到期或已吊销,请向令牌所属的人要一个新的。")


async def _refusal(client: Client, query: str = POSTINGS, **variables: Any) -> tuple[list[str | None], str]:
    with pytest.raises(Refused) as refused:
        await client(query, **variables)
    return refused.value.codes, refused.value.errors[0]["message"]


async def _program(api: Api, world: World, person: str, *scopes: str) -> Client:
    return api.program((await make_token(world, person, *scopes)).text)


async def _change(world: World, statement: Any) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(statement)


def _names(answer: Any) -> set[str]:
    return {node["cadre"]["name"] for node in answer["postings"]["nodes"]}


async def test_a_token_sees_what_its_owner_sees(api: Api, world: World) -> None:
    person = await api.sign_in(world, "county")
    program = await _program(api, world, "county", Action.POSTING_READ, Action.CADRE_READ)

    assert _names(await program(POSTINGS)) == {"王建国", "李秀英", "张伟"}
    assert await program(POSTINGS) == await person(POSTINGS)


async def test_two_tokens_of_one_person_do_not_share_each_others_scopes(api: Api, world: World) -> None:
    wide = await _program(api, world, "county", Action.POSTING_READ, Action.WORKLOG_READ)
    half = await _program(api, world, "county", Action.POSTING_READ)
    narrow = await _program(api, world, "county", Action.REGION_READ)
    logs = "{ postings { nodes { latestLog { day } } } }"

    seen = await wide(logs)
    codes = [(await _refusal(half, logs))[0], (await _refusal(narrow, logs))[0], (await _refusal(narrow))[0]]

    assert len(seen["postings"]["nodes"]) == 3
    assert codes == [["FORBIDDEN"]] * 3
    assert _names(await half(POSTINGS)) == {"王建国", "李秀英", "张伟"}
    assert await narrow('{ region(code: "210726") { name } }') == {"region": {"name": "黑山县"}}
    assert await wide(logs) == seen


async def test_a_role_that_ended_today_ends_in_the_token_too(api: Api, world: World) -> None:
    program = await _program(api, world, "county", Action.POSTING_READ, Action.CADRE_READ)
    before = _names(await program(POSTINGS))

    mine = Appointment.account_id == world.people["county"].account_id
    await _change(
        world,
        update(Appointment).where(Appointment.tenant_id == world.tenant_id, mine).values(valid_to=date(2025, 10, 24)),
    )

    assert before == {"王建国", "李秀英", "张伟"}
    assert (await _refusal(program))[0] == ["FORBIDDEN"]


async def test_an_expired_a_revoked_an_unknown_and_a_malformed_token_look_the_same(api: Api, world: World) -> None:
    expired = await make_token(world, "county", Action.POSTING_READ, days=1)
    revoked = await make_token(world, "county", Action.POSTING_READ)
    async with world.database.work(world.ctx("county")) as work:
        await revoke_token(work, revoked.token_id)
    world.database.clock.advance(days=1)  # type: ignore[attr-defined]
    foreign = f"xp_{'0' * 32}_{revoked.text[-64:]}"
    texts = [expired.text, revoked.text, revoked.text[:-1] + "x", foreign, "nonsense", ""]

    assert [await _refusal(api.program(text)) for text in texts] == [UNAUTHENTICATED] * len(texts)


async def test_nor_does_a_token_open_when_its_owner_could_not_sign_in(api: Api, world: World) -> None:
    disabled = await _program(api, world, "county", Action.POSTING_READ)
    changing = await _program(api, world, "city", Action.POSTING_READ)
    accounts = update(Account).where(Account.tenant_id == world.tenant_id)

    await _change(
        world,
        accounts.where(Account.id == world.people["county"].account_id).values(state=AccountState.DISABLED),
    )
    await _change(
        world, accounts.where(Account.id == world.people["city"].account_id).values(must_change_password=True)
    )

    assert [await _refusal(disabled), await _refusal(changing)] == [UNAUTHENTICATED] * 2


async def test_a_suspended_tenants_tokens_open_nothing(api: Api, world: World) -> None:
    program = await _program(api, world, "county", Action.POSTING_READ, Action.CADRE_READ)
    assert len(_names(await program(POSTINGS))) == 3

    await _change(world, update(Tenant).where(Tenant.id == world.tenant_id).values(state=TenantState.SUSPENDED))

    assert await _refusal(program) == UNAUTHENTICATED


async def test_a_bad_token_does_not_pass_for_nobody(api: Api) -> None:
    assert await _refusal(api.program("nonsense"), "{ viewer { username } }") == UNAUTHENTICATED


async def test_a_token_of_one_tenant_finds_nothing_in_another(api: Api, world: World, other_world: World) -> None:
    token = (await make_token(world, "county", Action.POSTING_READ)).text
    moved = f"xp_{other_world.tenant_id.hex}_{token[-64:]}"

    assert await _refusal(api.program(moved)) == UNAUTHENTICATED


async def test_session_and_token_together_are_ambiguous(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    token = (await make_token(world, "county", Action.POSTING_READ)).text

    answer = await client.http.post("/graphql", json={"query": POSTINGS}, headers={"authorization": f"Bearer {token}"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "AMBIGUOUS_CREDENTIALS"
    assert "data" not in answer.json()


async def test_a_program_gets_no_cookie(api: Api, world: World) -> None:
    program = await _program(api, world, "county", Action.POSTING_READ, Action.CADRE_READ)

    reading = await program.http.post("/graphql", json={"query": POSTINGS})
    leaving = await program.http.post("/graphql", json={"query": "mutation { signOut }"})

    assert "set-cookie" not in reading.headers
    assert "set-cookie" not in leaving.headers
    assert leaving.json()["errors"][0]["extensions"]["code"] == "TOKEN_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("mutation { signOut }", {}),
        ('mutation { changePassword(oldPassword: "Right-1234", newPassword: "Other-56789") }', {}),
        (TOKENS, {}),
        (REVOKE, {"id": "QXBpVG9rZW46MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw"}),
        (CREATE, {"input": {"name": "再生", "scopes": ["posting:read"], "expiresInDays": 1}}),
    ],
    ids=["sign-out", "password", "list", "revoke", "create"],
)
async def test_what_is_for_persons_is_refused_to_tokens(
    api: Api, world: World, query: str, variables: dict[str, Any]
) -> None:
    program = await _program(api, world, "county", Action.POSTING_READ)

    codes, _ = await _refusal(program, query, **variables)

    assert codes == ["TOKEN_NOT_ALLOWED"]
    async with world.database.read(world.ctx("admin")) as work:
        tokens = await work.session.scalars(select(ApiToken.revoked_at).where(ApiToken.tenant_id == work.tenant_id))
        assert list(tokens) == [None]
    await api.sign_in(world, "county")


async def test_a_token_cannot_sign_a_person_in(api: Api, world: World) -> None:
    program = await _program(api, world, "county", Action.POSTING_READ)

    codes, _ = await _refusal(program, SIGN_IN, tenant=world.tenant_code, username="county", password=PASSWORD)

    assert codes == ["TOKEN_NOT_ALLOWED"]
    async with world.database.read(world.ctx("admin")) as work:
        sessions = await work.session.scalars(select(Session.account_id).where(Session.tenant_id == work.tenant_id))
        assert list(sessions) == []


async def test_a_scope_that_slipped_in_does_not_open_a_personal_act(api: Api, world: World) -> None:
    created = await make_token(world, "county", Action.POSTING_READ)
    token = update(ApiToken).where(ApiToken.tenant_id == world.tenant_id, ApiToken.id == created.token_id)
    await _change(world, token.values(scopes=["posting:read", *PERSONS_ONLY]))
    new = {"username": "neu", "displayName": "新", "role": "township_clerk", "regionCode": "210726101"}

    codes, message = await _refusal(
        api.program(created.text),
        "mutation($input: CreateAccountInput!) { createAccount(input: $input) { username } }",
        input=new,
    )

    assert codes == ["TOKEN_NOT_ALLOWED"]
    assert "要由本人负责" in message


async def test_the_use_of_a_token_is_noted_at_most_once_a_minute(api: Api, world: World) -> None:
    created = await make_token(world, "county", Action.POSTING_READ, Action.CADRE_READ)
    program, clock = api.program(created.text), world.database.clock
    seen = []
    for seconds in (0, 30, 31):
        clock.advance(seconds=seconds)  # type: ignore[attr-defined]
        await program(POSTINGS)
        async with world.database.read(world.ctx("admin")) as work:
            seen.append((await work.session.get_one(ApiToken, (work.tenant_id, created.token_id))).last_used_at)

    assert seen[0] is not None
    assert seen[1] == seen[0]
    assert seen[2] == clock.now()


async def test_a_person_makes_lists_and_revokes_their_tokens(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    mine = Session.account_id == world.people["county"].account_id
    stepped = update(Session).where(Session.tenant_id == world.tenant_id, mine)
    wanted = {"name": "数据对接", "scopes": ["posting:read", "cadre:read"], "expiresInDays": 90}

    without = await _refusal(client, CREATE, input=wanted)
    await _change(world, stepped.values(stepped_up_at=world.database.clock.now()))
    created = (await client(CREATE, input=wanted))["createApiToken"]
    program = api.program(created["token"])
    used = _names(await program(POSTINGS))
    listed = (await client(TOKENS))["apiTokens"]["nodes"]
    await client(REVOKE, id=created["id"])
    ended = (await client(TOKENS))["apiTokens"]["nodes"]

    assert without[0] == ["STEP_UP_REQUIRED"]
    assert used == {"王建国", "李秀英", "张伟"}
    assert [(token["name"], token["mine"], token["scopes"]) for token in listed] == [
        ("数据对接", True, ["cadre:read", "posting:read"])
    ]
    assert listed[0]["revokedAt"] is None
    assert listed[0]["lastUsedAt"] is not None
    assert ended[0]["revokedAt"] is not None
    assert await _refusal(program) == UNAUTHENTICATED


@pytest.mark.parametrize(
    ("person", "owners"),
    [
        ("county", ["county"]),
        ("city", ["city"]),
        ("province", []),
        ("admin", ["city", "county"]),
        ("security", ["city", "county"]),
    ],
)
async def test_only_administrators_see_other_peoples_tokens(
    api: Api, world: World, other_world: World, person: str, owners: list[str]
) -> None:
    await make_token(world, "county", Action.POSTING_READ)
    await make_token(world, "city", Action.POSTING_READ)
    await make_token(other_world, "county", Action.POSTING_READ)
    client = await api.sign_in(world, person)

    listed = (await client(TOKENS))["apiTokens"]["nodes"]

    assert sorted(token["owner"] for token in listed) == owners


async def test_what_a_program_does_is_recorded_with_its_token(api: Api, world: World) -> None:
    created = await make_token(world, "county", Action.PARK_MANAGE, Action.PARK_READ)
    program = api.program(created.text)

    await program(
        """mutation { createPark(countyCode: "210726", name: "试验园", idempotencyKey: "park-by-program") { id } }"""
    )

    async with world.database.read(world.ctx("admin")) as work:
        event = await work.session.scalar(
            select(AuditEvent).where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.action == Action.PARK_MANAGE)
        )
    assert event is not None
    assert event.account_id == world.people["county"].account_id
    assert event.detail["token"] == str(created.token_id)


async def test_what_may_be_given_to_a_token_is_told_with_its_name(api: Api, world: World) -> None:
    client = await api.sign_in(world, "security")

    scopes = (await client("{ tokenScopes { action title } }"))["tokenScopes"]

    assert {"action": "account:read", "title": "查看账号"} in scopes
    assert [scope["action"] for scope in scopes] == [
        "account:read",
        "approval:propose",
        "approval:read",
        "policy:read",
        "region:read",
        "rulebook:read",
        "unit:read",
    ]

"""What the tests of personal data over HTTP share: documents, people who have proved who they are, other settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg

from tests.factories.world import PASSWORD, World
from tests.fixtures.api import Api, Client
from tests.fixtures.cluster import Cluster
from xuanpai_core.db.session import Database
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application

WANG, LIU = "210700198001010000", "210700198001010030"
CADRES = """query($name: String, $id: String, $phone: String, $bank: String, $after: String, $first: Int) {
  cadres(nameStartsWith: $name, idNumber: $id, phone: $phone, bankAccount: $bank, after: $after, first: $first) {
    totalCount nodes { id name idNumber phone bankAccount address } pageInfo { endCursor }
  }
}"""
STEP_UP = "mutation($password: String!) { stepUp(password: $password) }"
UNMASK = """mutation($id: ID!, $fields: [PersonalField!]!, $reason: String!) {
  unmask(cadreId: $id, fields: $fields, reason: $reason) { idNumber phone bankAccount address name }
}"""
UPDATE = """mutation($id: ID!, $phone: String, $bank: String, $address: String, $reason: String!, $key: String!) {
  updateCadreContact(
    cadreId: $id, phone: $phone, bankAccount: $bank, address: $address, reason: $reason, idempotencyKey: $key
  ) { warnings }
}"""


async def cadre_id(client: Client, name: str = "王建国") -> str:
    """The global id of a cadre whom the client may see."""
    nodes = (await client(CADRES))["cadres"]["nodes"]
    found: str = next(node["id"] for node in nodes if node["name"] == name)
    return found


async def proven(api: Api, world: World, person: str) -> Client:
    """Someone who has signed in and proved anew who they are."""
    client = await api.sign_in(world, person)
    await client(STEP_UP, password=PASSWORD)
    return client


@asynccontextmanager
async def application(world: World, **changed: object) -> AsyncIterator[Api]:
    """The application as it runs with other settings."""
    settings = world.database.settings.model_copy(update=changed)
    database = Database(settings, replace(world.database.ports, settings=settings), world.database.clock)
    opened = Api(create_app(settings, Application(settings, database)), [])
    try:
        yield opened
    finally:
        for http in opened.opened:
            await http.aclose()
        await database.close()


@asynccontextmanager
async def no_audit(cluster: Cluster) -> AsyncIterator[None]:
    """The audit trail cannot be written."""
    admin = await asyncpg.connect(cluster.admin_url.replace("postgresql+psycopg", "postgresql"))
    await admin.execute("REVOKE INSERT ON audit_event FROM xuanpai_app")
    try:
        yield
    finally:
        await admin.execute("GRANT INSERT ON audit_event TO xuanpai_app")
        await admin.close()

"""Sessions: the offices sign in as everybody does; the cadres' sessions are there already."""

import asyncio

from tests.bench import operations, traffic
from tests.bench.population import PASSWORD, Population, session_secret
from xuanpai_graphql.context import Ticket

# As the server names it in production.
_COOKIE = "__Host-xuanpai"
_SET_COOKIE = "set-cookie: "


async def sign_in(port: int, tenant: str, username: str) -> str:
    """Sign in over HTTP; the cookie to send from then on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    variables = {"tenant": tenant, "username": username, "password": PASSWORD}
    writer.write(traffic.request_bytes("", operations.SIGN_IN, variables))
    head = (await reader.readuntil(traffic.END)).decode()
    writer.close()
    found = [line.removeprefix(_SET_COOKIE) for line in head.split("\r\n") if line.startswith(_SET_COOKIE)]
    if not found:
        raise RuntimeError(f"no session for {username}: {head}")
    return found[0].partition(";")[0]


def own_cookie(people: Population, number: int) -> str:
    """The cookie of cadre ``number``."""
    return f"{_COOKIE}={Ticket(people.tenant_id, session_secret(number))}"


def ticket_of(cookie: str) -> Ticket:
    """What a cookie holds."""
    ticket = Ticket.parse(cookie.partition("=")[2])
    if ticket is None:
        raise ValueError(f"not a session's cookie: {cookie}")
    return ticket

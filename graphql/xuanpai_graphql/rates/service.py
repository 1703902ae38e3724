"""The limits of one process: requests by address, requests and cost by person or by token."""

from ipaddress import IPv6Address, ip_address

from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.errors import RateLimited
from xuanpai_graphql.rates.buckets import Buckets


class Rates:
    """Asked before anything is done; raises ``RateLimited`` with the seconds to wait."""

    def __init__(self, settings: Settings) -> None:
        self._addresses = Buckets(settings.rate_address_requests)
        self._person = Buckets(settings.rate_person_requests), Buckets(settings.rate_person_cost)
        self._token = Buckets(settings.rate_token_requests), Buckets(settings.rate_token_cost)

    def admit_address(self, address: str) -> None:
        """Count one request from ``address``, whoever sent it."""
        _pass(self._addresses.take(network(address), 1), "来自您所在网络的请求过于频繁")

    def admit_caller(self, ctx: RequestContext, cost: int) -> None:
        """Count one operation of ``cost`` points of whoever ``ctx`` says: a token has a budget of its own."""
        requests, points = self._person if ctx.token_id is None else self._token
        key = (ctx.tenant_id, ctx.token_id or ctx.actor.account_id)
        _pass(requests.take(key, 1), "请求过于频繁")
        _pass(points.take(key, cost), "短时间内查询的数据过多")


def network(address: str) -> str:
    """What counts as one address: of IPv6 the /64, which is what one line is given."""
    if ":" not in address:
        return address
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return parsed.exploded[:19]
    return str(getattr(parsed, "ipv4_mapped", parsed))


def _pass(seconds: int, reason: str) -> None:
    if seconds:
        raise RateLimited(f"{reason},请在 {seconds} 秒后再试。", retry_after=seconds)

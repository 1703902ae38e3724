"""From whose pages the API may be called: our own, and those that the deployment names."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from xuanpai_core.errors import Forbidden

MAX_AGE_SECONDS = 600


class CrossSite(Forbidden):
    """Another site's page sent the request."""

    code = "CROSS_SITE"

    def __init__(self) -> None:
        super().__init__("请求来自其他网站的页面,已拒绝;请从本系统的页面操作。")


class Origins:
    """The check of where a request comes from, and what a page of another origin may read of the answer.

    A session cookie never travels with such a request (it is SameSite=Strict, and credentials are not allowed here):
    named origins are for pages that hold an access token.
    """

    def __init__(self, named: tuple[str, ...]) -> None:
        self._named = frozenset(named)

    def check(self, headers: Mapping[str, str]) -> None:
        """Raise ``CrossSite`` for a page that is neither ours nor named; programs send no such headers."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin in self._named:
            return
        # The browser's own word counts first: behind a proxy, the Host that we see may not be the page's.
        foreign = site not in {"same-origin", "none"} if site else origin is not None and not _same(origin, headers)
        if foreign:
            raise CrossSite

    def readable(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The headers that let a named origin's page read the answer."""
        origin = headers.get("origin")
        if not self._named or origin not in self._named:
            return {"vary": "Origin"} if self._named else {}
        return {"access-control-allow-origin": origin, "vary": "Origin", "access-control-expose-headers": "Retry-After"}

    def preflight(self, headers: Mapping[str, str]) -> dict[str, str] | None:
        """The answer to a named origin's preflight; ``None`` for anybody else's."""
        if headers.get("origin") not in self._named:
            return None
        return self.readable(headers) | {
            "access-control-allow-methods": "POST",
            "access-control-allow-headers": "Authorization, Content-Type",
            "access-control-max-age": str(MAX_AGE_SECONDS),
        }


def _same(origin: str, headers: Mapping[str, str]) -> bool:
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()

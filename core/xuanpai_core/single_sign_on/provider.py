"""Speaks to an OpenID provider: its metadata, its keys, one code for one ID token.

The HTTP client and the libraries of the protocol weigh several megabytes: a web process that nobody enters by this door
does without them, so they are imported where they are used.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from xuanpai_core.errors import Invalid
from xuanpai_core.libraries import structlog
from xuanpai_core.single_sign_on.errors import ProofRefused, ProviderUnavailable

if TYPE_CHECKING:
    import httpx

log = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 5.0
FRESH_SECONDS = 600.0
PATIENCE_SECONDS = 30.0
"""How soon the keys are asked for again when a token names one that we do not know."""
LARGEST_ANSWER = 256 * 1024
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where the provider's parts are, as its discovery document says."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    names_issuer: bool
    """Whether its callbacks carry ``iss`` (RFC 9207), which is then demanded."""


@dataclass(slots=True)
class _Known:
    metadata: Metadata
    keys: Mapping[str, Any]
    read_at: float


_known: dict[str, _Known] = {}


def check_issuer(issuer: str) -> str:
    """The issuer as given; raises ``Invalid`` (``BAD_ISSUER``) unless it is HTTPS, or a loopback address."""
    parts = urlsplit(issuer)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not secure or not parts.hostname or parts.query or parts.fragment or parts.username:
        message = "issuer 应是以 https:// 开头的地址,不带参数;本机测试可用 http://127.0.0.1。"
        raise Invalid(message, code="BAD_ISSUER")
    return issuer


async def metadata_of(issuer: str) -> Metadata:
    """The provider's metadata, at most ten minutes old; raises ``ProviderUnavailable``."""
    return (await _look_up(issuer, FRESH_SECONDS)).metadata


async def keys_of(issuer: str, *, again: bool = False) -> Mapping[str, Any]:
    """The provider's public keys as a JWK set; ``again`` when the ones at hand lack a token's key."""
    return (await _look_up(issuer, PATIENCE_SECONDS if again else FRESH_SECONDS)).keys


async def exchange(
    metadata: Metadata, *, client_id: str, client_secret: str, code: str, verifier: str, redirect_uri: str
) -> tuple[str, str | None]:
    """The ID token, and the access token if there is one, for ``code``; raises ``ProofRefused`` or unavailable."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    # RFC 6749, section 2.3.1: both are form-encoded before they become a user name and a password.
    credentials = (quote(client_id, safe=""), quote(client_secret, safe=""))
    status, answer = await _call("POST", metadata.token_endpoint, data=form, auth=credentials)
    id_token, access_token = answer.get("id_token"), answer.get("access_token")
    if status != 200 or not isinstance(id_token, str):
        log.warning("code refused", issuer=metadata.issuer, status=status, error=str(answer.get("error"))[:100])
        raise ProofRefused
    return id_token, access_token if isinstance(access_token, str) else None


async def _look_up(issuer: str, fresh_seconds: float) -> _Known:
    known = _known.get(issuer)
    if known is None or time.monotonic() - known.read_at > fresh_seconds:
        metadata = _metadata(issuer, await _read(issuer.rstrip("/") + "/.well-known/openid-configuration"))
        known = _known[issuer] = _Known(metadata, await _read(metadata.jwks_uri), time.monotonic())
    return known


def _metadata(issuer: str, document: Mapping[str, Any]) -> Metadata:
    authorization, token, keys = (
        document.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
    )
    safe = all(_is_safe(issuer, address) for address in (authorization, token, keys))
    if document.get("issuer") != issuer or not safe:
        log.warning("unusable metadata", issuer=issuer, found=str(document.get("issuer"))[:200])
        raise ProviderUnavailable
    names_issuer = document.get("authorization_response_iss_parameter_supported") is True
    return Metadata(issuer, str(authorization), str(token), str(keys), names_issuer)


def _is_safe(issuer: str, address: object) -> bool:
    """An address that the issuer's own scheme is good enough for."""
    return isinstance(address, str) and urlsplit(address).scheme in {"https", urlsplit(issuer).scheme}


async def _read(url: str) -> Mapping[str, Any]:
    status, document = await _call("GET", url)
    if status != 200:
        log.warning("provider answered with an error", url=url, status=status)
        raise ProviderUnavailable
    return document


async def _call(method: str, url: str, **request: Any) -> tuple[int, Mapping[str, Any]]:
    """Status and JSON object of the answer; no redirect is followed, and no long or slow answer is waited for."""
    import httpx  # noqa: PLC0415 -- see the module's text

    try:
        async with (
            httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False) as http,
            http.stream(method, url, headers={"accept": "application/json"}, **request) as answer,
        ):
            body = await _limited(answer)
            document = httpx.Response(answer.status_code, content=body).json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
        log.warning("provider unreachable", url=url, failure=repr(failure)[:200])
        raise ProviderUnavailable from None
    if not isinstance(document, dict):
        raise ProviderUnavailable
    return answer.status_code, document


async def _limited(answer: "httpx.Response") -> bytes:
    parts = bytearray()
    async for part in answer.aiter_bytes():
        parts += part
        if len(parts) > LARGEST_ANSWER:
            raise ValueError("the answer is too long")
    return bytes(parts)

"""A sign-in that is under way: sealed into a cookie of the browser that began it, and worth nothing elsewhere."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from xuanpai_core.crypto import CannotOpen, Vault
from xuanpai_core.single_sign_on.errors import FlowOver

LIFETIME = timedelta(minutes=10)
_KIND = "oidc sign-in"


@dataclass(frozen=True, slots=True)
class Flow:
    """What the callback is held against: the state, the nonce and the code verifier, each 256 random bits."""

    tenant_id: UUID
    provider_id: UUID
    state: str
    nonce: str
    verifier: str
    expires_at: datetime

    @classmethod
    def begin(cls, tenant_id: UUID, provider_id: UUID, now: datetime) -> "Flow":
        """A new flow, good for ten minutes."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(tenant_id, provider_id, state, nonce, verifier, now + LIFETIME)

    def seal(self, vault: Vault) -> str:
        """The cookie's value: readable to nobody but us."""
        text = orjson.dumps({"kind": _KIND, **asdict(self)}, default=str).decode()
        return f"{self.tenant_id.hex}.{urlsafe_b64encode(vault.seal(self.tenant_id, text)).decode()}"

    @classmethod
    def open(cls, vault: Vault, cookie: str | None, state: str | None, now: datetime) -> "Flow":
        """The flow in this browser's cookie, if its state is the callback's; raises ``FlowOver`` otherwise."""
        tenant, _, sealed = (cookie or "").partition(".")
        try:
            tenant_id = UUID(hex=tenant)
            held = orjson.loads(vault.open(tenant_id, urlsafe_b64decode(sealed)))
        except (CannotOpen, NotBase64, ValueError):
            raise FlowOver from None
        if not isinstance(held, dict) or held.pop("kind", None) != _KIND:
            raise FlowOver
        flow = cls(
            tenant_id,
            UUID(held["provider_id"]),
            held["state"],
            held["nonce"],
            held["verifier"],
            datetime.fromisoformat(held["expires_at"]),
        )
        if flow.expires_at <= now or not hmac.compare_digest(flow.state.encode(), (state or "").encode()):
            raise FlowOver
        return flow

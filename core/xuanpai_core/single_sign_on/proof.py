"""An ID token is a proof only if signature, issuer, audience, nonce and times hold (OpenID Connect Core 3.1.3.7).

The libraries are imported where they are used, for the reason that ``provider`` gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuanpai_core.libraries import structlog
from xuanpai_core.single_sign_on.errors import ProofRefused

log = structlog.get_logger(__name__)

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
"""Signatures of the provider's private key alone: neither ``none`` nor a secret that we share."""
LEEWAY_SECONDS = 60
STRONG_METHODS = frozenset({"hwk", "mfa", "otp"})
"""Values of ``amr`` (RFC 8176) that stand for a second factor."""
_LONGEST_SUBJECT = 255


class KeyUnknown(Exception):
    """The token names a key that is not among the provider's known ones."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Whom the provider vouches for, and whether it asked for a second factor."""

    subject: str
    strong: bool


def read_proof(
    id_token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None,
    now: datetime,
) -> Proof:
    """What ``id_token`` proves; raises ``ProofRefused``, or ``KeyUnknown`` when newer keys might help."""
    # Authlib has no type information.
    from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]  # noqa: PLC0415 -- see the module's text
    from joserfc import jwt  # noqa: PLC0415 -- see the module's text
    from joserfc.errors import InvalidKeyIdError, JoseError  # noqa: PLC0415 -- see the module's text
    from joserfc.jwk import KeySet  # noqa: PLC0415 -- see the module's text

    try:
        token = jwt.decode(id_token, KeySet.import_key_set(_signing(keys)), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": client_id},
                "sub": {"essential": True},
            },
            params={"nonce": nonce, "client_id": client_id, "access_token": access_token},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
    except InvalidKeyIdError as unknown:
        raise KeyUnknown from unknown
    except (JoseError, ValueError, TypeError, KeyError) as refused:
        log.warning("ID token refused", issuer=issuer, reason=repr(refused)[:200])
        raise ProofRefused from None
    subject, methods = claims["sub"], claims.get("amr") or []
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise ProofRefused
    return Proof(subject, strong=not STRONG_METHODS.isdisjoint(map(str, methods)))


def _signing(keys: Mapping[str, Any]) -> Any:
    """The public keys that sign; a key of a kind that we do not know must not spoil the others."""
    offered = keys.get("keys")
    listed = offered if isinstance(offered, list) else []
    kinds = {"EC", "OKP", "RSA"}
    usable = [key for key in listed if isinstance(key, dict) and key.get("kty") in kinds and key.get("use") != "enc"]
    return {"keys": usable}

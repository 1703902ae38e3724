"""What an ID token must be to count as a proof."""

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from xuanpai_core.single_sign_on.errors import ProofRefused
from xuanpai_core.single_sign_on.proof import KeyUnknown, Proof, read_proof

ISSUER, CLIENT, NONCE = "https://id.example.cn", "xuanpai", "a-nonce"
NOW = datetime(2025, 10, 24, 1, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
KEYS = KeySet([KEY]).as_dict(private=False)
GOOD = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "zhang-san",
    "nonce": NONCE,
    "iat": SECONDS,
    "exp": SECONDS + 300,
}


def _read(token: str, keys: Any = KEYS, access_token: str | None = None) -> Proof:
    return read_proof(token, keys, issuer=ISSUER, client_id=CLIENT, nonce=NONCE, access_token=access_token, now=NOW)


def _signed(key: RSAKey = KEY, **changes: Any) -> str:
    claims = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


def _forged(algorithm: str, secret: bytes) -> str:
    """A token with good claims, signed with a secret or not at all: no library would make it."""
    head = orjson.dumps({"alg": algorithm, "kid": "one", "typ": "JWT"})
    signed = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in (head, orjson.dumps(GOOD)))
    signature = hmac.digest(secret, signed, "sha256") if secret else b""
    return (signed + b"." + urlsafe_b64encode(signature).rstrip(b"=")).decode()


def test_a_token_that_holds_in_every_part_names_its_subject() -> None:
    assert _read(_signed()) == Proof("zhang-san", strong=False)


@pytest.mark.parametrize(
    ("methods", "strong"),
    [(["pwd"], False), (["pwd", "otp"], True), (["mfa"], True), (["hwk"], True), ([], False), (None, False)],
)
def test_a_second_factor_is_believed_only_when_it_is_named(methods: list[str] | None, strong: bool) -> None:
    assert _read(_signed(amr=methods)).strong is strong


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://id.example.com"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": ["another", "third"]},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": SECONDS - 61},
        {"exp": None},
        {"iat": SECONDS + 600, "exp": SECONDS + 900},
        {"iat": None},
        {"nbf": SECONDS + 600},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": 7},
        {"amr": "otp"},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
def test_a_claim_that_does_not_hold_refuses_the_token(changes: dict[str, Any]) -> None:
    with pytest.raises(ProofRefused):
        _read(_signed(**changes), access_token="opaque")


def test_a_token_for_several_audiences_must_name_us_as_the_party() -> None:
    assert _read(_signed(aud=[CLIENT, "another"], azp=CLIENT)).subject == "zhang-san"


def test_another_key_under_the_same_name_does_not_sign_for_the_provider() -> None:
    with pytest.raises(ProofRefused):
        _read(_signed(OTHER))


def test_a_changed_claim_breaks_the_signature() -> None:
    head, _, signature = _signed().split(".")
    body = _signed(sub="li-si").split(".")[1]

    with pytest.raises(ProofRefused):
        _read(f"{head}.{body}.{signature}")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE"])
def test_an_unsigned_token_is_refused(algorithm: str) -> None:
    with pytest.raises(ProofRefused):
        _read(_forged(algorithm, b""))


@pytest.mark.parametrize("secret", [b"the-clients-secret-that-both-know", KEY.as_pem(private=False)])
def test_a_shared_secret_does_not_sign_nor_does_the_public_key_as_one(secret: bytes) -> None:
    with pytest.raises(ProofRefused):
        _read(_forged("HS256", secret))


def test_an_unknown_key_asks_for_newer_ones() -> None:
    with pytest.raises(KeyUnknown):
        _read(jwt.encode({"alg": "RS256", "kid": "two"}, GOOD, KEY))


def test_keys_of_other_kinds_do_not_spoil_the_good_one() -> None:
    secret = OctKey.import_key("x" * 32, {"kid": "one"}).as_dict(private=True)
    sealing = ECKey.generate_key("P-256", {"kid": "two", "use": "enc"}).as_dict(private=False)
    odd = {"kty": "AKP", "kid": "three"}

    assert _read(_signed(), {"keys": [secret, sealing, odd, "nonsense", *KEYS["keys"]]}).subject == "zhang-san"


@pytest.mark.parametrize("token", ["", "a.b.c", "a.b.c.d.e", "é", "." * 500])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(ProofRefused):
        _read(token)


@pytest.mark.parametrize("keys", [{}, {"keys": None}, {"keys": []}, {"keys": [{"kty": "RSA", "kid": "one"}]}])
def test_a_provider_without_usable_keys_proves_nothing(keys: dict[str, Any]) -> None:
    with pytest.raises((ProofRefused, KeyUnknown)):
        _read(_signed(), keys)

"""Protects personal data at rest: sealed under a key of its tenant, searchable by exact value through a digest."""

import hmac
import os
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"


class Vault:
    """Seals and opens small texts with AES-256-GCM; each tenant's keys derive from the master key.

    The first byte of a sealed value names the scheme, so that a later one (SM4-GCM, a key in a hardware module)
    can live beside it.
    """

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != 32:
            raise ValueError("the master key must be 32 bytes")
        self._master = master_key

    def seal(self, tenant_id: UUID, text: str) -> bytes:
        """Encrypt ``text``; the same text gives another value each time."""
        nonce = os.urandom(12)
        return _VERSION + nonce + AESGCM(self._key(tenant_id, b"seal")).encrypt(nonce, text.encode(), tenant_id.bytes)

    def open(self, tenant_id: UUID, sealed: bytes) -> str:
        """Decrypt; raises ``cryptography.exceptions.InvalidTag`` when the value or the tenant is not the right one."""
        return AESGCM(self._key(tenant_id, b"seal")).decrypt(sealed[1:13], sealed[13:], tenant_id.bytes).decode()

    def digest(self, tenant_id: UUID, text: str) -> bytes:
        """A keyed digest of ``text``, equal for equal texts of one tenant and unlinkable across tenants."""
        return hmac.new(self._key(tenant_id, b"digest"), text.encode(), sha256).digest()

    def _key(self, tenant_id: UUID, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=tenant_id.bytes, info=b"xuanpai:" + purpose).derive(
            self._master
        )

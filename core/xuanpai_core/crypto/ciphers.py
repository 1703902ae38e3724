"""The port to the cryptography: two schemes of our own; a certified module would be a third behind the same port."""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
KEY_ID_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A root of tenants' keys; ``key_id`` tells it from others and tells nothing of it."""

    secret: bytes = field(repr=False)
    key_id: bytes

    @classmethod
    def of(cls, secret: bytes) -> "MasterKey":
        """The key with its id; raises ``ValueError`` unless it has 32 bytes."""
        if len(secret) != 32:
            raise ValueError("a master key must be 32 bytes")
        return cls(secret, HKDF(SHA256(), KEY_ID_BYTES, salt=None, info=b"xuanpai:key-id").derive(secret))


class TenantKeys(Protocol):
    """What can be done with one tenant's keys under one scheme and one master key."""

    def encrypt(self, plain: bytes, bound: bytes) -> bytes:
        """Nonce, ciphertext and tag; ``bound`` must be the same again to decrypt."""

    def decrypt(self, sealed: bytes, bound: bytes) -> bytes:
        """The plain bytes; raises ``InvalidTag`` when the value, the key or ``bound`` is not the right one."""

    def digest(self, content: bytes) -> bytes:
        """32 bytes, equal for equal contents under equal keys."""


class Cipher(Protocol):
    """One scheme; ``scheme`` is the first byte of what it has sealed."""

    @property
    def name(self) -> str:
        """The setting's word for it."""

    @property
    def scheme(self) -> int:
        """The byte that names it in a sealed value."""

    def keys(self, master: MasterKey, tenant_id: UUID) -> TenantKeys:
        """The tenant's keys under ``master``; a module that keeps its keys to itself would look them up by id."""


class Aes256Gcm:
    """AES-256-GCM, digests by HMAC-SHA256, keys by HKDF-SHA256."""

    name: Final = "aes"
    scheme: Final = 0x11

    def keys(self, master: MasterKey, tenant_id: UUID) -> TenantKeys:
        """Derive the tenant's keys."""
        return _AesKeys(
            AESGCM(_derive(master, tenant_id, b"xuanpai:seal", 32, SHA256())),
            _derive(master, tenant_id, b"xuanpai:digest", 32, SHA256()),
        )


class Sm4Gcm:
    """SM4-GCM, digests by HMAC-SM3, keys by HKDF-SM3 (GB/T 32907, GB/T 32905)."""

    name: Final = "sm4"
    scheme: Final = 0x12

    def keys(self, master: MasterKey, tenant_id: UUID) -> TenantKeys:
        """Derive the tenant's keys."""
        return _Sm4Keys(
            _derive(master, tenant_id, b"xuanpai:sm4:seal", 16, SM3()),
            HMAC(_derive(master, tenant_id, b"xuanpai:sm4:digest", 32, SM3()), SM3()),
        )


CIPHERS: Final[Mapping[str, Cipher]] = MappingProxyType({cipher.name: cipher for cipher in (Aes256Gcm(), Sm4Gcm())})
"""Every scheme that this release can read, by the setting's word for it."""


@dataclass(frozen=True, slots=True)
class _AesKeys:
    seal: AESGCM = field(repr=False)
    digest_key: bytes = field(repr=False)

    def encrypt(self, plain: bytes, bound: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self.seal.encrypt(nonce, plain, bound)

    def decrypt(self, sealed: bytes, bound: bytes) -> bytes:
        return self.seal.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)

    def digest(self, content: bytes) -> bytes:
        return hmac.digest(self.digest_key, content, "sha256")


@dataclass(frozen=True, slots=True)
class _Sm4Keys:
    seal_key: bytes = field(repr=False)
    digester: HMAC = field(repr=False)

    def encrypt(self, plain: bytes, bound: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        encryptor = BlockCipher(SM4(self.seal_key), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound)
        sealed = encryptor.update(plain) + encryptor.finalize()
        return nonce + sealed + encryptor.tag

    def decrypt(self, sealed: bytes, bound: bytes) -> bytes:
        if len(sealed) < NONCE_BYTES + TAG_BYTES:
            raise InvalidTag
        nonce, body, tag = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:-TAG_BYTES], sealed[-TAG_BYTES:]
        decryptor = BlockCipher(SM4(self.seal_key), GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(body) + decryptor.finalize()

    def digest(self, content: bytes) -> bytes:
        running = self.digester.copy()
        running.update(content)
        return running.finalize()


def _derive(master: MasterKey, tenant_id: UUID, purpose: bytes, length: int, algorithm: HashAlgorithm) -> bytes:
    return HKDF(algorithm, length, salt=tenant_id.bytes, info=purpose).derive(master.secret)

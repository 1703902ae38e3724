"""Seals and opens small texts, and finds them again by digest, whatever key and scheme they were stored under."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag

from xuanpai_core.config import Settings
from xuanpai_core.crypto.ciphers import CIPHERS, KEY_ID_BYTES, NONCE_BYTES, TAG_BYTES, Cipher, MasterKey, TenantKeys
from xuanpai_core.errors import Invalid, XuanpaiError

HEADER_BYTES: Final = 1 + KEY_ID_BYTES
# Before keys had ids: AES-256-GCM, the tenant alone bound to it.
_FIRST_SCHEME: Final = 0x01
_SHORTEST: Final = 1 + NONCE_BYTES + TAG_BYTES
_BY_SCHEME: Final = {cipher.scheme: cipher for cipher in CIPHERS.values()}
# Deriving a tenant's keys takes some thirty microseconds, and a province is asked about again and again.
_KEPT: Final = 512


class CannotOpen(XuanpaiError):
    """A sealed value that no known key opens, or that was changed, or that belongs to another tenant."""

    code = "CANNOT_OPEN"

    def __init__(self) -> None:
        super().__init__("加密保存的个人信息无法解密:主密钥不对或数据已损坏。请联系系统管理员核对主密钥设置。")


class Vault:
    """Seals under one master key and one scheme; opens, and finds, what any known key and scheme has sealed.

    A sealed value is the scheme's byte, the master key's id (4 bytes), the nonce, the ciphertext and its tag. The
    first five bytes and the tenant are bound to it. ``others`` are further master keys: those used before, or next.
    """

    def __init__(self, master_key: bytes, others: Iterable[bytes] = (), *, cipher: str = "aes") -> None:
        self._cipher: Cipher = CIPHERS[cipher]
        self._master = MasterKey.of(master_key)
        known = {key.key_id: key for key in [self._master, *map(MasterKey.of, others)]}
        self._masters = tuple(known.values())
        self._by_id = known
        self._kept = lru_cache(maxsize=_KEPT)(_tenant_keys)
        self.header = bytes([self._cipher.scheme]) + self._master.key_id

    @property
    def cipher(self) -> str:
        """The scheme under which is sealed, by the setting's word for it."""
        return self._cipher.name

    @property
    def key_id(self) -> str:
        """The id of the master key under which is sealed, as hex."""
        return self._master.key_id.hex()

    def seal(self, tenant_id: UUID, text: str) -> bytes:
        """Encrypt ``text``; the same text gives another value each time."""
        keys = self._kept(self._cipher.scheme, self._master, tenant_id)
        return self.header + keys.encrypt(text.encode(), self.header + tenant_id.bytes)

    def open(self, tenant_id: UUID, sealed: bytes) -> str:
        """Decrypt; raises ``CannotOpen`` when the value, the tenant or every known key is not the right one."""
        if len(sealed) < _SHORTEST:
            raise CannotOpen
        if sealed[0] == _FIRST_SCHEME:
            return self._open_first(tenant_id, sealed)
        header, cipher = sealed[:HEADER_BYTES], _BY_SCHEME.get(sealed[0])
        master = self._by_id.get(header[1:])
        if cipher is None or master is None:
            raise CannotOpen
        try:
            plain = self._kept(cipher.scheme, master, tenant_id).decrypt(
                sealed[HEADER_BYTES:], header + tenant_id.bytes
            )
        except InvalidTag:
            raise CannotOpen from None
        return plain.decode()

    def digest(self, tenant_id: UUID, text: str) -> bytes:
        """The keyed digest to store: equal for equal texts of one tenant, unlinkable across tenants."""
        return self._kept(self._cipher.scheme, self._master, tenant_id).digest(text.encode())

    def digests(self, tenant_id: UUID, text: str) -> list[bytes]:
        """Every digest under which ``text`` may be stored already, the present one first: search for any of them."""
        content = text.encode()
        ways = [(cipher, master) for master in self._masters for cipher in CIPHERS.values()]
        ways.sort(key=lambda way: way != (self._cipher, self._master))
        return [self._kept(cipher.scheme, master, tenant_id).digest(content) for cipher, master in ways]

    def _open_first(self, tenant_id: UUID, sealed: bytes) -> str:
        for master in self._masters:
            try:
                keys = self._kept(CIPHERS["aes"].scheme, master, tenant_id)
                return keys.decrypt(sealed[1:], tenant_id.bytes).decode()
            except InvalidTag:
                continue
        raise CannotOpen


def open_vault(settings: Settings) -> Vault:
    """The vault of these settings; raises ``Invalid`` (``MASTER_KEY_MISSING``) without proper keys."""
    try:
        master_key = bytes.fromhex(settings.master_key.get_secret_value())
        listed = settings.previous_master_keys.get_secret_value().split(",")
        others = [bytes.fromhex(key) for key in listed if key.strip()]
        return Vault(master_key, others, cipher=settings.cipher)
    except ValueError:
        message = (
            "XUANPAI_MASTER_KEY 应为 32 字节(64 位十六进制);XUANPAI_PREVIOUS_MASTER_KEYS 为同样的密钥,用逗号分隔。"
        )
        raise Invalid(message, code="MASTER_KEY_MISSING") from None


def _tenant_keys(scheme: int, master: MasterKey, tenant_id: UUID) -> TenantKeys:
    return _BY_SCHEME[scheme].keys(master, tenant_id)

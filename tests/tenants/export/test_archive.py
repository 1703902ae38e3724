"""The sealed archive: what goes in comes out, and anything else is refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from xuanpai_core.errors import XuanpaiError
from xuanpai_tenants.export.archive import ArchiveReader, ArchiveWriter

PASSPHRASE = "correct horse battery"
LARGE = bytes(range(256)) * 3_000
MEMBERS = {
    "manifest.json": b"{}",
    "tables/01_empty.ndjson.z": b"",
    "tables/02_rows.ndjson.z": b'{"a":1}\n' * 200_000,
    "evidence/1": LARGE,
    "evidence/2": LARGE[::-1],
    "evidence/frame": b"x" * 256 * 1024,
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "export.zip"
    write(path, MEMBERS)
    return path


def write(path: Path, members: dict[str, bytes]) -> None:
    with ArchiveWriter(path, PASSPHRASE) as writer:
        for name, content in members.items():
            with writer.member(name) as member:
                for start in range(0, len(content), 100_000):
                    member.write(content[start : start + 100_000])


def everything(path: Path, passphrase: str = PASSPHRASE) -> dict[str, bytes]:
    with ArchiveReader(path, passphrase) as reader:
        return {name: reader.read(name) for name in MEMBERS}


def rewritten(archive: Path, target: Path, edit: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its sealed bytes changed by ``edit``."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    edit(members)
    with zipfile.ZipFile(target, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return target


def test_what_goes_in_comes_out(archive: Path) -> None:
    assert everything(archive) == MEMBERS


def test_lines_come_out_one_by_one(archive: Path) -> None:
    with ArchiveReader(archive, PASSPHRASE) as reader:
        lines = list(reader.lines("tables/02_rows.ndjson.z"))
        assert list(reader.lines("tables/01_empty.ndjson.z")) == []

    assert lines == [b'{"a":1}'] * 200_000


def test_only_its_owner_may_read_the_file(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_two_archives_of_the_same_content_have_nothing_in_common(archive: Path, tmp_path: Path) -> None:
    write(tmp_path / "again.zip", MEMBERS)

    with zipfile.ZipFile(archive) as first, zipfile.ZipFile(tmp_path / "again.zip") as second:
        for name in MEMBERS:
            assert first.read(name) != second.read(name)


def test_another_passphrase_opens_nothing(archive: Path) -> None:
    with pytest.raises(XuanpaiError) as refused:
        everything(archive, "incorrect horse battery")

    assert refused.value.error_code == "WRONG_PASSPHRASE"


def test_a_short_passphrase_makes_no_archive(tmp_path: Path) -> None:
    with pytest.raises(XuanpaiError) as refused:
        ArchiveWriter(tmp_path / "export.zip", "elevenchars")

    assert refused.value.error_code == "WEAK_PASSPHRASE"
    assert list(tmp_path.iterdir()) == []


def flipped(members: dict[str, bytes]) -> None:
    content = bytearray(members["evidence/1"])
    content[len(content) // 2] ^= 1
    members["evidence/1"] = bytes(content)


def exchanged(members: dict[str, bytes]) -> None:
    members["evidence/1"], members["evidence/2"] = members["evidence/2"], members["evidence/1"]


def without_the_last_frame(members: dict[str, bytes]) -> None:
    members["evidence/1"] = members["evidence/1"][: 2 * (256 * 1024 + 16 + 4)]


def with_a_frame_twice(members: dict[str, bytes]) -> None:
    frame = 256 * 1024 + 16 + 4
    members["evidence/1"] = members["evidence/1"][:frame] + members["evidence/1"]


def with_something_after(members: dict[str, bytes]) -> None:
    members["evidence/1"] += b"x"


def empty(members: dict[str, bytes]) -> None:
    members["evidence/1"] = b""


def missing(members: dict[str, bytes]) -> None:
    del members["evidence/1"]


@pytest.mark.parametrize(
    "edit", [flipped, exchanged, without_the_last_frame, with_a_frame_twice, with_something_after, empty, missing]
)
def test_a_changed_archive_is_refused(archive: Path, tmp_path: Path, edit: Callable[[dict[str, bytes]], None]) -> None:
    changed = rewritten(archive, tmp_path / "changed.zip", edit)

    with pytest.raises(XuanpaiError) as refused:
        everything(changed)

    assert refused.value.error_code == "EXPORT_DAMAGED"


def test_a_file_that_was_cut_off_is_refused(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    (tmp_path / "short.zip").write_bytes(content[: len(content) // 2])

    with pytest.raises(XuanpaiError) as refused:
        everything(tmp_path / "short.zip")

    assert refused.value.error_code == "EXPORT_DAMAGED"


def test_another_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("FORMAT.json", '{"format": "x", "salt": "00", "check": "00"}')

    with pytest.raises(XuanpaiError) as refused:
        everything(tmp_path / "other.zip")

    assert refused.value.error_code == "EXPORT_DAMAGED"

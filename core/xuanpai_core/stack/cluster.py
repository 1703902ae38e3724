"""Where the embedded PostgreSQL lives on disk, and how its cluster is made."""

import hashlib
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xuanpai_core.stack.account import DATABASE_ACCOUNT, ServiceAccount, service_account
from xuanpai_core.stack.child import BARE_ENVIRONMENT, Child, Command, explain
from xuanpai_core.stack.errors import DataVersion, FolderRefused
from xuanpai_core.stack.folder import DataFolder, write_private
from xuanpai_core.stack.home import give, server_folder
from xuanpai_core.stack.programs import postgres_programs, version_of

INIT_SECONDS = 120.0
# The kernel allows 107 bytes for the path of a Unix socket, and the socket's own name needs some of them.
LONGEST_SOCKET_FOLDER = 88


@dataclass(frozen=True, slots=True)
class ClusterSite:
    """The server's own folder (``home``), the programs it runs, and the system user it runs as."""

    folder: DataFolder
    home: Path
    programs: Path
    account: ServiceAccount | None

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "cluster"

    @property
    def socket_folder(self) -> Path:
        """The folder, mode 700, of the Unix socket: in ``home`` unless the path would be too long for a socket."""
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir(), f"xuanpai-{os.geteuid()}-{digest}")

    def make_socket_folder(self) -> None:
        """Make the socket's folder; one that is there already must be the server's alone."""
        folder = self.socket_folder
        try:
            folder.mkdir(mode=0o700)
            give(folder, self.account)
        except FileExistsError:
            status = folder.lstat()
            owner = self.account.uid if self.account else os.geteuid()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner or status.st_mode & 0o077:
                raise FolderRefused(f"套接字目录 {folder} 不是本服务专用的目录。请删除它后重试。") from None

    def command(self, program: str, options: Sequence[str], *, log: str) -> Command:
        """One of PostgreSQL's programs, run as its user; a server shuts down fast should the supervisor die."""
        return Command(
            argv=[str(self.programs / program), *options],
            log=self.folder.log(log),
            env={**BARE_ENVIRONMENT, "HOME": str(self.home)},
            cwd=self.home,
            account=self.account,
            death_signal=signal.SIGINT,
        )

    def says_ready(self, pid: int) -> bool:
        """Whether server ``pid`` says so in its lock file: its process number first, its state in the eighth line."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def make_cluster(self, administrator: str, password: str, *, durable: bool) -> None:
        """Run initdb beside the final place, so that a cluster which is there is always a whole one."""
        draft, secret = self.home / "cluster.new", self.home / "initdb.password"
        shutil.rmtree(draft, ignore_errors=True)
        write_private(secret, password)
        give(secret, self.account)
        options = [
            f"--pgdata={draft}",
            f"--username={administrator}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
        ]
        child = Child(self.command("initdb", options if durable else [*options, "--no-sync"], log="initdb"))
        try:
            child.wait(INIT_SECONDS)
        finally:
            child.stop(())
            secret.unlink(missing_ok=True)
        if child.exit_code() != 0:
            raise explain(child, "数据库初始化失败。")
        draft.rename(self.cluster)

    def require_version(self) -> None:
        """Raise ``DataVersion`` unless the cluster was written by the major version that is installed."""
        ours = version_of(self.programs / "postgres", self.account).split()[-1].split(".")[0]
        written = ours
        if self.cluster.exists():
            written = (self.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        if written != ours:
            raise DataVersion(
                f"数据目录 {self.folder.path} 由 PostgreSQL {written} 写入,当前程序是 PostgreSQL {ours}。"
                f"请安装 PostgreSQL {written} 对应的版本,或用 pg_dump 导出后导入新的数据目录。"
            )


def open_site(folder: DataFolder, name: str, *, wheel: Path | None, ephemeral: bool) -> ClusterSite:
    """Find or make the server's user, programs and folder."""
    account = service_account(DATABASE_ACCOUNT)
    programs = postgres_programs(account, wheel)
    return ClusterSite(folder, server_folder(folder, name, account, ephemeral=ephemeral), programs, account)

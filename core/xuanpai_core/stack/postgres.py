"""PostgreSQL from the wheel, driven by us: loopback only, every connection by password."""

import shutil
import signal
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from xuanpai_core.stack.child import Child, explain
from xuanpai_core.stack.cluster import ClusterSite, open_site
from xuanpai_core.stack.credentials import Credentials, Login
from xuanpai_core.stack.errors import CredentialsRefused, PortTaken, StackError
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.home import remove_server_folder
from xuanpai_core.stack.orphans import end_orphans
from xuanpai_core.stack.ports import LOOPBACK, PortBook
from xuanpai_core.stack.roles import DATABASE, prepare_cluster, prepare_schema

USUAL_PORT = 54329
# Recovery after a crash counts in.
READY_SECONDS = 120.0
# SIGINT is PostgreSQL's fast shutdown (it does not wait for clients), SIGQUIT the one that recovers at the next start.
ESCALATION = ((signal.SIGINT, 8.0), (signal.SIGQUIT, 2.0))

SETTINGS: Mapping[str, str] = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "max_connections": "100",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_line_prefix": "%m [%p] %u@%d ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
NOT_DURABLE: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class EmbeddedPostgres:
    """One PostgreSQL server of the data folder's own: a context manager, or ``start`` and ``stop``.

    ``durable=False`` trades crash safety for speed and ``ephemeral=True`` deletes the data at the end; both are for
    tests. ``settings`` override the server's settings. ``wheel`` is another folder with ``bin``, ``lib`` and ``share``.
    Use it from the main thread.
    """

    name = "postgres"
    title = "数据库 PostgreSQL"

    def __init__(
        self,
        data_dir: Path,
        credentials: Credentials | None = None,
        *,
        durable: bool = True,
        ephemeral: bool = False,
        usual_port: int | None = USUAL_PORT,
        settings: Mapping[str, str] | None = None,
        wheel: Path | None = None,
    ) -> None:
        self.port = 0
        self._data_dir = data_dir
        self._credentials = credentials
        self._durable = durable
        self._ephemeral = ephemeral
        self._usual_port = usual_port
        self._settings = {**SETTINGS, **({} if durable else NOT_DURABLE), **(settings or {})}
        self._wheel = wheel
        self._held = ExitStack()
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and see to its roles and database; raises ``StackError`` and leaves nothing running."""
        try:
            folder = DataFolder.open(self._data_dir)
            self._held.enter_context(folder.held(self.name))
            credentials = self._credentials = self._credentials or Credentials.load_or_create(folder)
            site = open_site(folder, self.name, wheel=self._wheel, ephemeral=self._ephemeral)
            if self._ephemeral:
                self._held.callback(remove_server_folder, folder, self.name)
            site.require_version()
            end_orphans(site.cluster, "postgres", ESCALATION)
            if not site.cluster.exists():
                site.make_cluster(Login.ADMIN, credentials.admin_password, durable=self._durable)
            self._launch(site)
            self._see_to_roles(folder, credentials)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Shut down fast and cleanly; does nothing when it is not running."""
        if self._child is not None:
            self._child.stop(ESCALATION)
            self._child = None
        self._held.close()

    def exit_code(self) -> int | None:
        """None while the server runs, else how it ended."""
        return self._child.exit_code() if self._child is not None else 0

    @property
    def child(self) -> Child | None:
        """The server's process, while it is started."""
        return self._child

    def dsn(self, login: Login = Login.APP, database: str = DATABASE) -> str:
        """``postgresql://…`` for psycopg, asyncpg and psql."""
        return f"postgresql://{self._authority(login)}/{database}"

    def url(self, login: Login = Login.APP, database: str = DATABASE) -> str:
        """``postgresql+asyncpg://…`` for SQLAlchemy."""
        return f"postgresql+asyncpg://{self._authority(login)}/{database}"

    def _authority(self, login: Login) -> str:
        if self._credentials is None:
            raise RuntimeError("start the server before asking where it is")
        return f"{login}:{self._credentials.password_of(login)}@{LOOPBACK}:{self.port}"

    def _launch(self, site: ClusterSite) -> None:
        """Start the server; a port that somebody takes between our look and its own costs another try."""
        ports = PortBook(site.folder)
        site.make_socket_folder()
        if site.socket_folder.parent != site.home:
            self._held.callback(shutil.rmtree, site.socket_folder, ignore_errors=True)
        for _ in range(3):
            self.port = ports.claim(self.name, self._usual_port)
            child = self._child = Child(site.command("postgres", self._options(site), log=self.name))
            child.wait(READY_SECONDS, partial(site.says_ready, child.pid))
            if child.exit_code() is None and site.says_ready(child.pid):
                return
            child.stop(ESCALATION)
            if "Address already in use" not in child.output():
                raise explain(child, "数据库未能启动。")
            ports.forget(self.name)
        raise PortTaken(f"数据库的端口 {self.port} 一再被其他程序抢占。请稍后重试。")

    def _options(self, site: ClusterSite) -> list[str]:
        settings = {
            **self._settings,
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": str(site.socket_folder),
            "unix_socket_permissions": "0700",
            "password_encryption": "scram-sha-256",
            "cluster_name": "xuanpai",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return ["-D", str(site.cluster), *words]

    def _see_to_roles(self, folder: DataFolder, credentials: Credentials) -> None:
        try:
            prepare_cluster(self.dsn(Login.ADMIN, "postgres"), credentials)
            prepare_schema(self.dsn(Login.ADMIN))
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise CredentialsRefused(
                    f"{folder.path}/credentials.json 中的密码与数据库不符。请从备份恢复与这份数据对应的凭据文件。"
                ) from error
            raise StackError(f"数据库已启动但无法连接:{error}") from error

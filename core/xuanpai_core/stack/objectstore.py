"""SeaweedFS from the wheel: one process with an S3 door, loopback only, closed to everybody without the keys."""

import signal
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from xuanpai_core.stack.account import OBJECT_STORE_ACCOUNT, ServiceAccount, service_account
from xuanpai_core.stack.child import BARE_ENVIRONMENT, Child, Command, explain
from xuanpai_core.stack.credentials import Credentials
from xuanpai_core.stack.errors import PortTaken
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.home import give, remove_server_folder, server_folder
from xuanpai_core.stack.orphans import end_orphans
from xuanpai_core.stack.ports import LOOPBACK, PortBook
from xuanpai_core.stack.probes import answers
from xuanpai_core.stack.programs import weed_program
from xuanpai_core.stack.seaweed import PORT_NAMES, S3, inner_sockets, server_options, write_configuration

USUAL_PORT = 8333
READY_SECONDS = 60.0
ATTEMPTS = 3
# On SIGTERM weed refuses new work, then waits fifteen seconds for streams between its own parts that never end. What
# it has acknowledged is with the operating system by then, so it loses nothing when it is not waited for.
ESCALATION = ((signal.SIGTERM, 0.5),)
# A soft limit for the Go runtime: it collects harder instead of growing further.
MEMORY = "256MiB"


class EmbeddedObjectStore:
    """One SeaweedFS of the data folder's own: a context manager, or ``start`` and ``stop``.

    It holds no bucket until somebody makes one; versioning and object lock work. ``ephemeral=True`` deletes the data
    at the end, for tests. ``wheel`` is another ``weed`` program. Use it from the main thread.
    """

    name = "objectstore"
    title = "对象存储 SeaweedFS"

    def __init__(
        self,
        data_dir: Path,
        credentials: Credentials | None = None,
        *,
        ephemeral: bool = False,
        usual_port: int | None = USUAL_PORT,
        wheel: Path | None = None,
    ) -> None:
        self.port = 0
        self._data_dir = data_dir
        self._credentials = credentials
        self._ephemeral = ephemeral
        self._usual_port = usual_port
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

    @property
    def endpoint(self) -> str:
        """``host:port`` of the S3 door, which speaks plain HTTP."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def credentials(self) -> Credentials:
        """Whose ``s3_access_key`` and ``s3_secret_key`` open the S3 door; known once the store is started."""
        if self._credentials is None:
            raise RuntimeError("start the object store before asking for its keys")
        return self._credentials

    def start(self) -> None:
        """Start the store and wait until S3 answers; raises ``StackError`` and leaves nothing running."""
        try:
            folder = DataFolder.open(self._data_dir)
            self._held.enter_context(folder.held(self.name))
            keys = self._credentials = self._credentials or Credentials.load_or_create(folder)
            account = service_account(OBJECT_STORE_ACCOUNT)
            program = weed_program(account, self._wheel)
            home = server_folder(folder, self.name, account, ephemeral=self._ephemeral)
            if self._ephemeral:
                self._held.callback(remove_server_folder, folder, self.name)
            end_orphans(home, "weed", ESCALATION)
            write_configuration(home, account, keys.s3_access_key, keys.s3_secret_key)
            if not (home / "data").exists():
                (home / "data").mkdir(mode=0o700)
                give(home / "data", account)
            self._launch(folder, home, program, account)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the store; does nothing when it is not running."""
        if self._child is not None:
            self._child.stop(ESCALATION)
            self._child = None
        self._held.close()

    def exit_code(self) -> int | None:
        """None while the store runs, else how it ended."""
        return self._child.exit_code() if self._child is not None else 0

    @property
    def child(self) -> Child | None:
        """The store's process, while it is started."""
        return self._child

    def _launch(self, folder: DataFolder, home: Path, program: Path, account: ServiceAccount | None) -> None:
        """Start the process, again when somebody took one of its ports meanwhile or when it sorted itself out badly."""
        book = PortBook(folder)
        for attempt in range(ATTEMPTS):
            ports = {name: book.claim(f"{self.name}.{name}", self._usual(name)) for name in PORT_NAMES}
            _remove_sockets(ports)
            self._held.callback(_remove_sockets, ports)
            self.port = ports[S3]
            child = self._child = Child(_command(folder, home, program, account, ports))
            child.wait(READY_SECONDS, partial(answers, self.port, "/healthz"))
            if child.exit_code() is None and answers(self.port, "/healthz"):
                if _takes_writes(child) or attempt == ATTEMPTS - 1:
                    return
                child.stop(ESCALATION)
                continue
            child.stop(ESCALATION)
            if "address already in use" not in child.output():
                raise explain(child, "对象存储未能启动。")
            for name in PORT_NAMES:
                book.forget(f"{self.name}.{name}")
        raise PortTaken("对象存储的端口一再被其他程序抢占。请稍后重试。")

    def _usual(self, name: str) -> int | None:
        return self._usual_port if name == S3 else None


def _command(
    folder: DataFolder, home: Path, program: Path, account: ServiceAccount | None, ports: Mapping[str, int]
) -> Command:
    return Command(
        argv=[str(program), *server_options(home, ports)],
        log=folder.log(EmbeddedObjectStore.name),
        env={
            **BARE_ENVIRONMENT,
            "HOME": str(home),
            "GOMEMLIMIT": MEMORY,
            # Seven files per bucket, the default, would be six too many here.
            "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1",
        },
        cwd=home,
        account=account,
    )


def _takes_writes(child: Child) -> bool:
    """Whether the volume server has found the master.

    At a first start it may look a moment before the master has elected itself, and looks again only five seconds
    later, while uploads wait. A second start, with the election behind it, takes two.
    """
    return child.wait(1.0, lambda: "added volume server" in child.output())


def _remove_sockets(ports: Mapping[str, int]) -> None:
    for socket in inner_sockets(ports):
        socket.unlink(missing_ok=True)

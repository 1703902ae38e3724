"""A site of the bench's own: durable PostgreSQL and an object store, migrated, gone again at the end."""

import asyncio
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from pydantic import SecretStr

from xuanpai_core.config import Settings
from xuanpai_core.db import migrate
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.stack.credentials import Login
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.home import HOME_SETTING
from xuanpai_core.stack.objectstore import EmbeddedObjectStore
from xuanpai_core.stack.ports import LOOPBACK, PortBook
from xuanpai_core.stack.postgres import EmbeddedPostgres
from xuanpai_core.stack.processes import ProcessSpec, SupervisedProcess

APPLICATION = "xuanpai_graphql.app:create_app"
UNLIMITED = {
    "XUANPAI_RATE_ADDRESS_REQUESTS": "0",
    "XUANPAI_RATE_PERSON_REQUESTS": "0",
    "XUANPAI_RATE_PERSON_COST": "0",
}


@dataclass(frozen=True, slots=True)
class Site:
    """Where everything is: ``settings`` as the product reads them, and the addresses that only a bench may use."""

    folder: Path
    settings: Settings
    admin_dsn: str
    app_dsn: str

    @contextmanager
    def process(self, command: str) -> Iterator[SupervisedProcess]:
        """The product's own ``worker`` or another command of it, started afresh and ended at the end."""
        argv = [sys.executable, "-m", "xuanpai_graphql", command]
        with self._running(ProcessSpec(name=command, title=command, argv=argv, env=dict(os.environ), ready=None)) as it:
            yield it

    @contextmanager
    def web(
        self, factory: str = APPLICATION, port: int | None = None, *, limited: bool = False
    ) -> Iterator[SupervisedProcess]:
        """One web worker of ``factory``, as ``xuanpai web`` runs it, by default on the settings' port.

        ``limited``: with the rates that a release allows, behind a proxy that is believed about who sends what.
        """
        listening = port or self.settings.port
        served = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
        argv = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(listening), *served]
        name = f"web-{listening}"
        env = dict(os.environ)
        if limited:
            env = {key: value for key, value in env.items() if key not in UNLIMITED}
            env["XUANPAI_TRUSTED_PROXIES"] = LOOPBACK
        with self._running(ProcessSpec(name, name, argv, env=env, ready=lambda: _answers(listening))) as it:
            yield it

    @contextmanager
    def _running(self, spec: ProcessSpec) -> Iterator[SupervisedProcess]:
        process = SupervisedProcess(spec, self.folder)
        process.start()
        try:
            yield process
        finally:
            process.stop()


@contextmanager
def open_site(parent: Path) -> Iterator[Site]:
    """Start the parts in a fresh folder below ``parent``; stop them and delete their data at the end."""
    parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        folder = Path(held.enter_context(TemporaryDirectory(dir=parent, prefix="data-", ignore_cleanup_errors=True)))
        # Durable, unlike the tests' server: every commit of ours and of a yardstick waits for the disk.
        postgres = held.enter_context(EmbeddedPostgres(folder, durable=True, ephemeral=True, usual_port=None))
        store = held.enter_context(EmbeddedObjectStore(folder, ephemeral=True, usual_port=None))
        keys = store.credentials
        given = {
            "XUANPAI_DATA_DIR": str(folder),
            "XUANPAI_PORT": str(PortBook(DataFolder.open(folder)).claim("web")),
            "XUANPAI_DATABASE_URL": postgres.url(),
            "XUANPAI_S3_ENDPOINT": store.endpoint,
            "XUANPAI_S3_ACCESS_KEY": keys.s3_access_key,
            "XUANPAI_S3_SECRET_KEY": keys.s3_secret_key,
            "XUANPAI_MASTER_KEY": keys.master_key,
            # The load is ours: it sends its own documents, and more of them than a person may.
            "XUANPAI_PERSISTED_ONLY": "false",
            **UNLIMITED,
        }
        _replace_settings(given)
        migrate.upgrade(Settings(database_admin_url=SecretStr(postgres.url(Login.ADMIN))))
        asyncio.run(_make_bucket(settings := Settings()))
        yield Site(folder, settings, postgres.dsn(Login.ADMIN), postgres.dsn(Login.APP))


async def _make_bucket(settings: Settings) -> None:
    await S3ObjectStore(settings).prepare()


def _replace_settings(given: Mapping[str, str]) -> None:
    """Let this process and those it starts run with ``given`` and the defaults, whatever the shell has set."""
    for name in [name for name in os.environ if name.startswith("XUANPAI_") and name != HOME_SETTING]:
        del os.environ[name]
    os.environ.update(given)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{LOOPBACK}:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False

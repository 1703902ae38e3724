"""How the embedded SeaweedFS is told to keep to itself.

``weed server`` is four servers in one process that talk to each other over loopback ports, and by default they trust
whoever connects: any local user could read every photo past the S3 door. So its gRPC ports ask for a certificate that
only the process itself has, its volume server asks for signed tokens, and its other HTTP doors are shut. Certificate
and signing keys live for one run.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from xuanpai_core.stack.account import ServiceAccount
from xuanpai_core.stack.folder import write_private
from xuanpai_core.stack.home import give
from xuanpai_core.stack.ports import LOOPBACK

S3 = "s3"
# Each server has an HTTP and a gRPC port; the S3 door is the only one that anybody else needs to know.
SERVERS = ("master", "volume", "filer", S3)
PORT_NAMES = tuple(f"{server}{kind}" for server in SERVERS for kind in ("", ".grpc"))
# Fixed in weed, whatever TMPDIR says.
WEED_SOCKETS = Path("/", "tmp")
VOLUME_MEBIBYTES = 512
VOLUMES = 128
_KEY_LIFE = timedelta(days=3650)


def write_configuration(home: Path, account: ServiceAccount | None, access_key: str, secret_key: str) -> None:
    """Write ``s3.json`` and ``security.toml`` with fresh inner keys into ``home``, each of mode 600."""
    certificate, key = _self_signed()
    identity = {
        "name": "xuanpai",
        "credentials": [{"accessKey": access_key, "secretKey": secret_key}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    texts = {
        "s3.json": json.dumps({"identities": [identity]}),
        "security.toml": _security(home),
        "inner.crt": certificate,
        "inner.key": key,
    }
    for name, text in texts.items():
        write_private(home / name, text)
        give(home / name, account)


def server_options(home: Path, ports: Mapping[str, int]) -> Sequence[str]:
    """The words after ``weed``: everything on loopback, nothing preallocated, nothing reported to anybody."""
    numbered = [
        word
        for server in SERVERS
        for word in (f"-{server}.port={ports[server]}", f"-{server}.port.grpc={ports[f'{server}.grpc']}")
    ]
    return [
        "-logtostderr",
        "server",
        f"-dir={home / 'data'}",
        f"-ip={LOOPBACK}",
        f"-ip.bind={LOOPBACK}",
        *numbered,
        "-disableHttp",
        "-filer",
        "-filer.exposeDirectoryData=false",
        # Relative to its working folder: the path of a socket has to be short.
        "-filer.localSocket=filer.sock",
        "-s3",
        f"-s3.config={home / 's3.json'}",
        "-s3.localSocket=s3.sock",
        "-s3.iam=false",
        "-s3.autoCreateBucket=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-master.telemetry=false",
        f"-master.volumeSizeLimitMB={VOLUME_MEBIBYTES}",
        f"-volume.max={VOLUMES}",
        "-volume.preStopSeconds=0",
        # One master elects itself at once; the default raft waits ten seconds before it does so at a restart.
        "-master.raftHashicorp",
        "-master.electionTimeout=500ms",
        "-master.heartbeatInterval=100ms",
    ]


def inner_sockets(ports: Mapping[str, int]) -> list[Path]:
    """The Unix sockets that weed puts under fixed names outside its folder, and leaves there when it is killed."""
    return [WEED_SOCKETS / f"seaweedfs-{server}-grpc-{ports[f'{server}.grpc']}.sock" for server in SERVERS]


def _security(home: Path) -> str:
    signing = "".join(
        f'[{section}]\nkey = "{secrets.token_urlsafe(32)}"\n'
        for section in ("jwt.signing", "jwt.signing.read", "jwt.filer_signing", "jwt.filer_signing.read")
    )
    pair = f'cert = "{home}/inner.crt"\nkey = "{home}/inner.key"\n'
    mutual = "".join(f"[grpc.{part}]\n{pair}" for part in (*SERVERS, "client"))
    return f'{signing}[grpc]\nca = "{home}/inner.crt"\n{mutual}'


def _self_signed() -> tuple[str, str]:
    """A certificate that is its own authority, and its key, both as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "xuanpai embedded object store")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _KEY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode(), private.decode()

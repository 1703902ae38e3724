"""What the network policies let through: nothing but what is listed."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from .helm_command import VALUE_SETS, Helm, Manifest

Rendered = Mapping[str, list[Manifest]]


def policy(manifests: Iterable[Manifest], ending: str) -> dict[str, Any]:
    [found] = [
        each
        for each in manifests
        if each["kind"] == "NetworkPolicy" and each["metadata"]["name"] == f"xuanpai-{ending}"
    ]
    spec: dict[str, Any] = found["spec"]
    return spec


def ports(rules: list[dict[str, Any]]) -> list[list[int]]:
    return [[port["port"] for port in rule["ports"]] for rule in rules]


@pytest.mark.parametrize("value_set", VALUE_SETS)
def test_everything_is_denied_unless_listed(rendered: Rendered, value_set: str) -> None:
    deny = policy(rendered[value_set], "default-deny")

    assert deny == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "xuanpai", "app.kubernetes.io/instance": "xuanpai"}},
        "policyTypes": ["Ingress", "Egress"],
    }
    for manifest in rendered[value_set]:
        pod = manifest if manifest["kind"] == "Pod" else manifest.get("spec", {}).get("template")
        if pod:
            assert deny["podSelector"]["matchLabels"].items() <= pod["metadata"]["labels"].items()


def test_web_is_reached_from_the_ingress_controller_and_the_chart_test_alone(rendered: Rendered) -> None:
    [rule] = policy(rendered["airgap"], "web")["ingress"]

    assert rule["ports"] == [{"protocol": "TCP", "port": 8000}]
    assert rule["from"] == [
        {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "higress-system"}}},
        {
            "podSelector": {
                "matchLabels": {
                    "app.kubernetes.io/name": "xuanpai",
                    "app.kubernetes.io/instance": "xuanpai",
                    "app.kubernetes.io/component": "test",
                }
            }
        },
    ]


def test_web_and_worker_reach_dns_database_and_object_store_alone(rendered: Rendered) -> None:
    runtime = policy(rendered["airgap"], "runtime")

    assert runtime["podSelector"]["matchExpressions"] == [
        {"key": "app.kubernetes.io/component", "operator": "In", "values": ["web", "worker"]}
    ]
    assert runtime["policyTypes"] == ["Egress"]
    assert ports(runtime["egress"]) == [[53, 53], [5432], [8333]]
    assert [rule["to"] for rule in runtime["egress"][1:]] == [
        [{"ipBlock": {"cidr": "192.0.2.10/32"}}],
        [{"ipBlock": {"cidr": "192.0.2.20/32"}}],
    ]


def test_migration_reaches_dns_and_database_alone(rendered: Rendered) -> None:
    migrate = policy(rendered["airgap"], "migrate")

    assert migrate["podSelector"]["matchLabels"]["app.kubernetes.io/component"] == "migrate"
    assert migrate["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in migrate
    assert ports(migrate["egress"]) == [[53, 53], [5432]]


def test_web_alone_reaches_the_identity_providers_that_are_named(helm: Helm, rendered: Rendered) -> None:
    named = '{"identityProviderTo": [{"ipBlock": {"cidr": "192.0.2.30/32"}}]}'

    manifests = helm.manifests("min", (), "xuanpai", "--set-json", f"networkPolicy={named}")

    door = policy(manifests, "single-sign-on")
    assert door["podSelector"]["matchLabels"]["app.kubernetes.io/component"] == "web"
    assert door["policyTypes"] == ["Egress"]
    assert ports(door["egress"]) == [[443]]
    assert door["egress"][0]["to"] == [{"ipBlock": {"cidr": "192.0.2.30/32"}}]
    names = {each["metadata"]["name"] for each in rendered["min"] if each["kind"] == "NetworkPolicy"}
    assert "xuanpai-single-sign-on" not in names


def test_web_and_worker_reach_the_virus_scanner_that_is_named(helm: Helm) -> None:
    named = '{"virusScannerTo": [{"podSelector": {"matchLabels": {"app": "clamav"}}}]}'

    manifests = helm.manifests("min", (), "xuanpai", "--set-json", f"networkPolicy={named}")

    runtime = policy(manifests, "runtime")
    assert ports(runtime["egress"])[-1] == [3310]
    assert runtime["egress"][-1]["to"] == [{"podSelector": {"matchLabels": {"app": "clamav"}}}]
    assert [3310] not in ports(policy(manifests, "migrate")["egress"])


def test_an_empty_list_of_peers_allows_nobody(helm: Helm) -> None:
    empty = '{"webFrom": [], "dnsTo": [], "databaseTo": [], "objectStoreTo": []}'

    manifests = helm.manifests("min", (), "xuanpai", "--set-json", f"networkPolicy={empty}")

    assert "egress" not in policy(manifests, "runtime")
    assert "egress" not in policy(manifests, "migrate")
    [rule] = policy(manifests, "web")["ingress"]
    assert [list(peer) for peer in rule["from"]] == [["podSelector"]]


def test_policies_can_be_left_to_the_cluster(helm: Helm) -> None:
    manifests = helm.manifests("min", ["networkPolicy.enabled=false"])

    assert [each["metadata"]["name"] for each in manifests if each["kind"] == "NetworkPolicy"] == []

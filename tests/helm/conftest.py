"""The helm command and the three rendered value sets, made once for all tests of the chart."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from .helm_command import VALUE_SETS, Helm, Manifest, helm_binary


@pytest.fixture(scope="session")
def helm(tmp_path_factory: pytest.TempPathFactory) -> Helm:
    return Helm(helm_binary(), tmp_path_factory.mktemp("helm-home"))


@pytest.fixture(scope="session")
def rendered(helm: Helm) -> Mapping[str, list[Manifest]]:
    return MappingProxyType({name: helm.manifests(name) for name in VALUE_SETS})

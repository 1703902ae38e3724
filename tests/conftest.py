"""Fixtures that every test shares."""

from pathlib import Path

import pytest

from tests.fixtures.api import api
from tests.fixtures.cluster import cluster
from tests.fixtures.database import clock, database, driver_url, ports, settings
from tests.fixtures.longshan import with_longshan
from tests.fixtures.worlds import other_world, world
from tests.rule_coverage import PROPERTY, RuleCoverage
from tests.single_sign_on_provider.journeys import oidc_provider, present_world
from xuanpai_core.logs import configure_logs

__all__ = [
    "api",
    "clock",
    "cluster",
    "database",
    "driver_url",
    "oidc_provider",
    "other_world",
    "ports",
    "present_world",
    "settings",
    "with_longshan",
    "world",
]

configure_logs()
BROWSER = Path(__file__).parent / "e2e"


def pytest_configure(config: pytest.Config) -> None:
    """Note rule coverage where reports come together: in the one process, or in the controller of several."""
    if not hasattr(config, "workerinput"):
        whole = not [argument for argument in config.invocation_params.args if not str(argument).startswith("-")]
        config.pluginmanager.register(RuleCoverage(whole=whole), "rule-coverage")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first, so that nobody waits for it at the end; carry each test's rule marks with its reports."""
    items.sort(key=lambda item: not item.path.is_relative_to(BROWSER))
    for item in items:
        for mark in item.iter_markers("rule"):
            item.user_properties.extend((PROPERTY, rule) for rule in mark.args)

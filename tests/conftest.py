"""Fixtures that every test shares."""

from tests.fixtures.api import api
from tests.fixtures.cluster import cluster
from tests.fixtures.database import clock, database, driver_url, ports, settings
from tests.fixtures.worlds import other_world, world
from xuanpai_core.logs import configure_logs

__all__ = ["api", "clock", "cluster", "database", "driver_url", "other_world", "ports", "settings", "world"]

configure_logs()

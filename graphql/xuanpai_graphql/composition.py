"""Where the parts are put together: settings in, a working application out."""

import xuanpai_core.db.models  # noqa: F401 -- whatever part of the programme runs, the mapper must know every table
from xuanpai_core.clock import Clock
from xuanpai_core.config import Settings
from xuanpai_core.crypto import open_vault
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.scanning import make_scanner
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.plugins.manager import load_plugins
from xuanpai_core.ports import Ports
from xuanpai_graphql.context import Application


def make_ports(settings: Settings) -> Ports:
    """The outside parts over ``settings``; a plugin that cannot load stops here, with its name and reason.

    Raises ``Invalid`` (``MASTER_KEY_MISSING``) without a proper master key.
    """
    vault = open_vault(settings)
    plugins = load_plugins(trace=settings.trace_plugins, patience=settings.plugin_seconds)
    return Ports(settings, S3ObjectStore(settings), plugins, vault, make_scanner(settings))


def make_application(settings: Settings, clock: Clock | None = None) -> Application:
    """The application over ``settings``."""
    return Application(settings, Database(settings, make_ports(settings), clock))

"""The outside parts that services reach through ports, bundled so that a unit of work carries them together."""

from dataclasses import dataclass

from xuanpai_core.config import Settings
from xuanpai_core.crypto import Vault
from xuanpai_core.evidence.storage import ObjectStore
from xuanpai_core.plugins.manager import PluginHost


@dataclass(frozen=True, slots=True)
class Ports:
    """Object store, plugins, the vault for personal data, and the settings that bound their use."""

    settings: Settings
    objects: ObjectStore
    plugins: PluginHost
    vault: Vault

"""The outside parts that services reach through ports, bundled so that a unit of work carries them together."""

from dataclasses import dataclass

from xuanpai_core.config import Settings
from xuanpai_core.crypto import Vault
from xuanpai_core.evidence.objects import ObjectStore
from xuanpai_core.evidence.scanning import VirusScanner
from xuanpai_core.plugins.manager import PluginHost


@dataclass(frozen=True, slots=True)
class Ports:
    """Object store, plugins, the vault for personal data, the settings that bound their use, and a virus scanner."""

    settings: Settings
    objects: ObjectStore
    plugins: PluginHost
    vault: Vault
    scanner: VirusScanner | None = None

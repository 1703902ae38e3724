"""泸溪县基层党建联点帮村制度: as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_luxi.parameters import LuxiParameters
from xuanpai_region_luxi.reviewing import review
from xuanpai_region_luxi.rulebook import rulebook

metadata = PluginMetadata(
    code="region_luxi",
    name="泸溪县基层党建联点帮村制度",
    version="0.1.0",
    requires_api="1.1",
    category=PluginCategory.REGION,
    description="党建会和组织例会、三联三帮、部门对口、双联四送、包组包户、后备干部和治瘫工程。",
    region_codes=("433122",),
    parameters=LuxiParameters,
)

__all__ = [
    "metadata",
    "review",
    "rulebook",
]

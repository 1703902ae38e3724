"""青海省驻村干部管理规定: as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_qinghai.parameters import QinghaiParameters
from xuanpai_region_qinghai.reviewing import review
from xuanpai_region_qinghai.rulebook import rulebook

metadata = PluginMetadata(
    code="region_qinghai",
    name="青海省驻村干部管理规定",
    version="0.1.0",
    requires_api="1.3",
    category=PluginCategory.REGION,
    description="公开报道的青海省规定:每队3人、乡镇每月例会、住村豁免须县审、牧业村随季节草场驻点、报备外出视为驻村。",
    region_codes=("63",),
    parameters=QinghaiParameters,
)

__all__ = [
    "metadata",
    "review",
    "rulebook",
]

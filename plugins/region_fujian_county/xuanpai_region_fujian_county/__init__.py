"""福建式县干部驻村蹲点制度: as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_fujian_county.parameters import FujianCountyParameters
from xuanpai_region_fujian_county.reviewing import review
from xuanpai_region_fujian_county.rulebook import rulebook
from xuanpai_region_fujian_county.rules import attendance_norm

metadata = PluginMetadata(
    code="region_fujian_county",
    name="福建式县干部驻村蹲点制度",
    version="0.1.0",
    requires_api="1.2",
    category=PluginCategory.REGION,
    description="任期一年、重点村全覆盖、岗前培训、组织关系转接、领队和小组、派出单位到村调研、三条宁可不派。",
    region_codes=("35",),
    parameters=FujianCountyParameters,
)

__all__ = [
    "attendance_norm",
    "metadata",
    "review",
    "rulebook",
]

"""河东区第二批第一书记选派意见: as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_hedong.parameters import HedongParameters
from xuanpai_region_hedong.reviewing import review
from xuanpai_region_hedong.rulebook import rulebook
from xuanpai_region_hedong.rules import attendance_norm, stipend_for

metadata = PluginMetadata(
    code="region_hedong",
    name="河东区第二批第一书记选派意见",
    version="0.1.0",
    requires_api="1.2",
    category=PluginCategory.REGION,
    description="区直和镇街两支队伍:岗位配置、任期两年、选派条件、每月20天、“四个好”“四个新突破”、结对、镇街待遇自定。",
    region_codes=("371312",),
    parameters=HedongParameters,
)

__all__ = [
    "attendance_norm",
    "metadata",
    "review",
    "rulebook",
    "stipend_for",
]

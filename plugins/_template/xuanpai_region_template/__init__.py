"""某县: the rules of 《某县选派干部管理办法》 as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_template.parameters import Parameters
from xuanpai_region_template.rulebook import rulebook
from xuanpai_region_template.rules import attendance_norm

metadata = PluginMetadata(
    code="region_template",
    name="某县选派干部管理办法",
    version="0.1.0",
    requires_api="1.1",
    category=PluginCategory.REGION,
    description="每月到岗不少于20天;每季度书面报告;乡镇每月例会。",
    region_codes=(),
    parameters=Parameters,
)

__all__ = ["attendance_norm", "metadata", "rulebook"]

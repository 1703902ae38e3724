"""定远县界牌集镇选派工作制度: as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_dingyuan.parameters import DingyuanParameters
from xuanpai_region_dingyuan.rulebook import review, rulebook

metadata = PluginMetadata(
    code="region_dingyuan",
    name="定远县界牌集镇选派工作制度",
    version="0.1.0",
    requires_api="1.2",
    category=PluginCategory.REGION,
    description="季度领导小组会、月例会、双月报、每周看望、每月谈心、一对一帮带、目标责任书和办公用房。",
    region_codes=("341125",),
    parameters=DingyuanParameters,
)

__all__ = [
    "metadata",
    "review",
    "rulebook",
]

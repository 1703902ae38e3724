"""锦州市: the rules of 《锦州市选派到乡村工作干部管理办法(试行)》 as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_jinzhou.parameters import JinzhouParameters
from xuanpai_region_jinzhou.rulebook import review, rulebook
from xuanpai_region_jinzhou.rules import (
    attendance_norm,
    insurance_requirement,
    split_revenue,
    stipend_for,
    stipend_gate,
)

metadata = PluginMetadata(
    code="region_jinzhou",
    name="锦州市选派干部管理办法",
    version="0.2.0",
    requires_api="1.3",
    category=PluginCategory.REGION,
    description="每月到岗20天,市级选派干部每月补助1700元、意外险保额50万元,产业园收益对半分;规划、项目、报告、结对、工作组各项责任。",
    region_codes=("2107",),
    parameters=JinzhouParameters,
)

__all__ = [
    "attendance_norm",
    "insurance_requirement",
    "metadata",
    "review",
    "rulebook",
    "split_revenue",
    "stipend_for",
    "stipend_gate",
]

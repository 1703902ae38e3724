"""义县选派干部工作党工委: as a plugin."""

from xuanpai_core.plugins.api import PluginCategory, PluginMetadata
from xuanpai_region_yixian.parameters import YixianParameters
from xuanpai_region_yixian.rulebook import rulebook

metadata = PluginMetadata(
    code="region_yixian",
    name="义县选派干部工作党工委",
    version="0.1.0",
    requires_api="1.1",
    category=PluginCategory.REGION,
    description="县一级在锦州市办法之下自己规定的事项:选派干部工作党工委和定期座谈会。",
    region_codes=("210727",),
    parameters=YixianParameters,
)

__all__ = [
    "metadata",
    "rulebook",
]

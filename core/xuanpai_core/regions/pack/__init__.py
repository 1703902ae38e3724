"""The national tree of regions, carried with the product: one small compressed file per province."""

from xuanpai_core.regions.pack.reader import ProvinceSummary, RegionRow, provinces, read_province

__all__ = ["ProvinceSummary", "RegionRow", "provinces", "read_province"]

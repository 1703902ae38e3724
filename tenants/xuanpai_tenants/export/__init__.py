"""One tenant's data as a file that another installation can take in."""

from xuanpai_tenants.export.dump import Exported, export_tenant
from xuanpai_tenants.export.restore import Imported, import_tenant

__all__ = ["Exported", "Imported", "export_tenant", "import_tenant"]

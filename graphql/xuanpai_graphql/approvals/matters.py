"""Every matter that takes two persons, by name: put together here, because rooms do not know of one another."""

from collections.abc import Mapping
from types import MappingProxyType

from xuanpai_core.approvals.matters import Matter
from xuanpai_core.authz.matters import CHANGE_POLICY
from xuanpai_core.exports.matters import BULK_EXPORT
from xuanpai_core.identity.matters import GRANT_ADMINISTRATION
from xuanpai_core.parameters.matters import CHANGE_PARAMETERS
from xuanpai_core.retention.matters import CHANGE_RETENTION
from xuanpai_core.sheets.matters import OVERRIDE_SEALED_SHEET
from xuanpai_core.units.matters import MERGE_UNITS

_ALL: tuple[Matter, ...] = (
    BULK_EXPORT,
    CHANGE_PARAMETERS,
    CHANGE_POLICY,
    CHANGE_RETENTION,
    GRANT_ADMINISTRATION,
    MERGE_UNITS,
    OVERRIDE_SEALED_SHEET,
)

MATTERS: Mapping[str, Matter] = MappingProxyType({matter.name: matter for matter in _ALL})

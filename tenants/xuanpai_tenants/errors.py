"""Refusals about tenants."""

from xuanpai_core.errors import Conflict, Invalid, NotFound


class TenantNotFound(NotFound):
    """No such province in the directory."""

    code = "TENANT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有这个租户,请核对。")


class TenantExists(Conflict):
    """The province has been opened before."""

    code = "TENANT_EXISTS"


class WrongState(Conflict):
    """The tenant's state does not allow this."""

    code = "WRONG_STATE"


class InvalidQuotas(Invalid):
    """A limit that is no positive whole number."""

    code = "INVALID_QUOTAS"


class InvalidReason(Invalid):
    """A change of a tenant's life without a reason that can be read later."""

    code = "INVALID_REASON"

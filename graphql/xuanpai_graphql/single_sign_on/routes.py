"""The two addresses of the second door: off to the provider, and back from it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity.sign_in import Origin
from xuanpai_core.single_sign_on.errors import DoorNotFound
from xuanpai_core.single_sign_on.flow import LIFETIME
from xuanpai_core.single_sign_on.sign_in import Return, arrive, depart
from xuanpai_graphql.context import Application, Ticket
from xuanpai_graphql.cookies import keep_session
from xuanpai_graphql.single_sign_on import pages
from xuanpai_graphql.single_sign_on.doors import CALLBACK, START, is_open, redirect_uri
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, find_tenant


class SecondDoor:
    """Answers the browser on its way out and on its way in."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._cookie = "__Host-xuanpai-oidc" if application.settings.secure_cookie else "xuanpai_oidc"

    def routes(self) -> list[BaseRoute]:
        """Where it is found."""
        return [Route(CALLBACK, self.come_back), Route(START + "/{tenant_code}/{provider_id}", self.leave)]

    async def leave(self, request: Request) -> Response:
        """Send the browser to the provider, with a sealed flow of ten minutes in a cookie of its own."""
        database = self._application.database
        try:
            tenant_id = await self._tenant(request.path_params["tenant_code"])
            provider_id = _uuid(request.path_params["provider_id"])
            departure = await depart(database, tenant_id, provider_id, redirect_uri(request, database.settings))
        except XuanpaiError as refused:
            return pages.refusal(refused)
        response = RedirectResponse(departure.address, 303, {"cache-control": "no-store"})
        # Lax, unlike the session's: the provider sends the browser back from another site.
        response.set_cookie(
            self._cookie,
            departure.cookie,
            max_age=int(LIFETIME.total_seconds()),
            path="/",
            secure=database.settings.secure_cookie,
            httponly=True,
            samesite="lax",
        )
        return response

    async def come_back(self, request: Request) -> Response:
        """Let in whoever brings a proof; in any case the flow is over, so that nothing of it can be used again."""
        database, asked = self._application.database, request.query_params
        back = Return(asked.get("state"), asked.get("code"), asked.get("iss"), asked.get("error"))
        origin = Origin(
            request.client.host if request.client else "-", request.headers.get("user-agent", ""), str(new_id())
        )
        address = redirect_uri(request, database.settings)
        try:
            tenant_id, opened = await arrive(database, request.cookies.get(self._cookie), back, address, origin)
        except XuanpaiError as refused:
            response: Response = pages.refusal(refused)
        else:
            response = pages.landing()
            keep_session(response, database.settings, str(Ticket(tenant_id, opened.secret)))
        response.delete_cookie(
            self._cookie, path="/", secure=database.settings.secure_cookie, httponly=True, samesite="lax"
        )
        return response

    async def _tenant(self, code: str) -> UUID:
        database = self._application.database
        if not is_open(database.settings):
            raise DoorNotFound
        async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
            tenant = await find_tenant(transaction, code)
        if tenant is None or tenant.state is not TenantState.ACTIVE:
            raise DoorNotFound
        return tenant.id


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise DoorNotFound from None

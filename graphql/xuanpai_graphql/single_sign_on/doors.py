"""Where the second door is, for those who send people there and those who bring them back."""

from starlette.requests import Request

from xuanpai_core.config import Settings

START = "/sign-in/oidc"
CALLBACK = f"{START}/callback"


def is_open(settings: Settings) -> bool:
    """Whether this installation knows its own address; on a developer's machine the request's will do."""
    return bool(settings.public_url) or settings.development


def redirect_uri(request: Request, settings: Settings) -> str:
    """The one address to which providers may send a browser back."""
    return (settings.public_url or str(request.base_url)).rstrip("/") + CALLBACK


def start_address(tenant_code: str, provider_id: object) -> str:
    """Where a browser begins."""
    return f"{START}/{tenant_code}/{provider_id}"

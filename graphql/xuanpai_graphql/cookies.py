"""The cookies that this installation keeps in a browser: never for scripts, never across sites."""

from starlette.responses import Response

from xuanpai_core.config import Settings


def session_cookie(settings: Settings) -> str:
    """The name of the session's cookie; the prefix binds it to this very host over HTTPS."""
    return "__Host-xuanpai" if settings.secure_cookie else "xuanpai_session"


def keep(response: Response, settings: Settings, name: str, value: str, seconds: int) -> None:
    """Have the browser keep ``value`` for our own pages, or forget it when it is empty."""
    response.set_cookie(
        name,
        value,
        max_age=seconds if value else 0,
        path="/",
        secure=settings.secure_cookie,
        httponly=True,
        samesite="strict",
    )


def keep_session(response: Response, settings: Settings, ticket: str) -> None:
    """Have the browser keep a session's ticket until the session ends at the latest, or forget it when it is empty."""
    keep(response, settings, session_cookie(settings), ticket, settings.session_absolute_hours * 3600)

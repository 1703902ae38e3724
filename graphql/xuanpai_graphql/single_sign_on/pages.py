"""The few plain pages of the second door: a landing, and refusals that say what to do."""

from html import escape

from starlette.responses import HTMLResponse

from xuanpai_core.errors import XuanpaiError
from xuanpai_core.single_sign_on.errors import NotLinked

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">{head}
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; margin: 15vh auto; max-width: 32rem; padding: 0 1rem; line-height: 1.8 }}
code {{ overflow-wrap: anywhere; font-size: 1.1em }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{text}</p>
{more}<p><a href="{target}">{link}</a></p>
</body>
</html>
"""

_STATUSES = {"DOOR_NOT_FOUND": 404, "SIGN_IN_FLOW_OVER": 400, "PROVIDER_UNAVAILABLE": 503, "UNAVAILABLE": 503}


def landing() -> HTMLResponse:
    """The session's cookie is strict, so a page of our own must stand between the provider and the first request."""
    page = _PAGE.format(
        head='\n<meta http-equiv="refresh" content="0; url=/">',
        title="登录成功",
        text="正在进入系统…",
        more="",
        target="/",
        link="没有自动进入?点这里",
    )
    return _answer(page, 200)


def refusal(why: XuanpaiError) -> HTMLResponse:
    """Why nobody was let in, and what to do; the subject is shown to its owner, who must tell it to be registered."""
    more = f"<p>您的编号:<code>{escape(why.subject)}</code></p>\n" if isinstance(why, NotLinked) else ""
    page = _PAGE.format(head="", title="没有登录", text=escape(why.message), more=more, target="/", link="回到登录页")
    return _answer(page, _STATUSES.get(why.error_code, 403))


def _answer(page: str, status: int) -> HTMLResponse:
    return HTMLResponse(page, status, {"cache-control": "no-store", "referrer-policy": "no-referrer"})

"""``python -m xuanpai_graphql.web``: the web server, without the command line it was started from."""

from typing import Final

import uvicorn

from xuanpai_core.config import Settings
from xuanpai_core.logs import configure_logs

GRACE_SECONDS: Final = 20


def serve() -> None:
    """Serve until SIGTERM or SIGINT, then finish what was begun."""
    settings = Settings()
    uvicorn.run(
        "xuanpai_graphql.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        # The application does that itself, for XUANPAI_TRUSTED_PROXIES alone.
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


if __name__ == "__main__":
    configure_logs()
    serve()

"""Whether a server on this machine answers."""

from http.client import HTTPConnection, HTTPException

from xuanpai_core.stack.ports import LOOPBACK


def answers(port: int, path: str) -> bool:
    """Whether ``GET path`` on the loopback port says 200; proxies of the environment play no part."""
    connection = HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

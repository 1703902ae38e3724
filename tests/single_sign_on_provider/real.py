"""Starts the npm package ``oidc-provider``, and is a person's browser there."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "single_sign_on_provider" / "provider.mjs"
PACKAGES = ROOT / "frontend"
CLIENT_ID = "xuanpai"
CLIENT_SECRET = "a+secret/with:signs %25"


@dataclass(frozen=True, slots=True)
class RealProvider:
    """Where it listens, and how one signs in there."""

    issuer: str

    async def sign_in(
        self, http: httpx2.AsyncClient, address: str, person: str, methods: str = "pwd", act: str = "accept"
    ) -> str:
        """Follow the browser from ``address`` through the sign-in page to the address it is sent back to."""
        page = await self._follow(http, await http.get(address))
        form = {"login": person, "methods": methods, "act": act}
        back = await self._follow(http, await http.post(page.url, data=form))
        return back.headers["location"]

    async def _follow(self, http: httpx2.AsyncClient, answer: httpx2.Response) -> httpx2.Response:
        """Go on while the provider sends the browser to itself."""
        while answer.has_redirect_location and (onward := answer.headers["location"]).startswith(("/", self.issuer)):
            answer = await http.get(answer.url.join(onward))
        return answer


@contextmanager
def running(redirect_uri: str) -> Iterator[RealProvider]:
    """The provider, for one client that may come back to ``redirect_uri``."""
    node = shutil.which("node")
    assert node is not None, "node is needed to run the OpenID provider"
    assert (PACKAGES / "node_modules" / "oidc-provider").is_dir(), "run `npm ci` in frontend/ first"
    command = [node, "--no-warnings", str(SCRIPT), CLIENT_ID, CLIENT_SECRET, redirect_uri]
    with subprocess.Popen(
        command, cwd=PACKAGES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            issuer = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+", issuer), issuer
            yield RealProvider(issuer)
        finally:
            process.stdin.close()
            process.wait(timeout=10)

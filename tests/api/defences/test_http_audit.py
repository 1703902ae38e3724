"""The audit of GraphQL over HTTP by the npm package graphql-http, against a real server.

It sends text, and one of its questions reads the schema: so this server takes text and may be introspected, and is
otherwise configured as production is. Queries by GET are offered nowhere, which the specification leaves open (MAY).
"""

import asyncio
import json
from typing import Any

from tests.fixtures.server import ROOT, serving
from xuanpai_core.config import Settings

AUDITS = 61
# "MAY accept application/x-www-form-urlencoded formatted GET requests", and its two "MAY allow … in GETs".
BY_GET = {"5A70", "D6D5", "6A70"}


async def test_no_question_of_the_audit_finds_a_warning_or_an_error(settings: Settings) -> None:
    production = {"environment": "production", "persisted_only": False, "introspection": True}

    async with serving(settings.model_copy(update=production)) as url:
        found = await _audit(f"{url}/graphql")

    assert len(found) == AUDITS
    assert [audit for audit in found if audit["status"] in {"warn", "error"}] == []
    assert {audit["id"] for audit in found if audit["status"] != "ok"} == BY_GET


async def _audit(url: str) -> list[dict[str, Any]]:
    process = await asyncio.create_subprocess_exec(
        *("node", "audit.mjs", url), cwd=ROOT / "frontend", stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    found: list[dict[str, Any]] = json.loads(output)
    return found

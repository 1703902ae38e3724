"""pgbench over a statement of ours: prepared, as the application's role, under the tenant, by several clients."""

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import asyncpg

from tests.bench.capture import Sent
from xuanpai_core.stack.programs import postgres_wheel

CLIENTS = 8
_RATE = re.compile(r"^tps = ([0-9.]+) \(without initial connection time\)$", re.MULTILINE)
_DONE = re.compile(r"^number of transactions actually processed: ([0-9]+)", re.MULTILINE)
_FAILED = re.compile(r"^number of failed transactions: ([0-9]+)", re.MULTILINE)
_PARAMETER = re.compile(r"\$([0-9]+)")
_LITERAL = re.compile(r"'[^']*'")
_COLON = re.compile(r":(?=\w)")


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did: how many transactions, and how many a second."""

    count: int
    rate: float


@dataclass(frozen=True, slots=True)
class Script:
    """A transaction for pgbench: its text, and the constants it is given."""

    text: str
    constants: Mapping[str, str]


async def script_of(
    dsn: str, statements: Sequence[Sent], tenant_id: UUID, vary: Mapping[object, str], head: str, *, read_only: bool
) -> Script:
    """The statements in one transaction under the tenant, as the engine runs them.

    Each argument is bound as it was, with the type that the server infers for the engine's own text; one that is a
    key of ``vary`` is replaced by that SQL expression over pgbench's variables, which ``head`` sets.
    """
    constants: dict[str, str] = {}
    begin = "BEGIN READ ONLY" if read_only else "BEGIN"
    lines = [head, f"{begin};", f"SET LOCAL app.tenant = '{tenant_id}';"]
    connection = await asyncpg.connect(dsn)
    try:
        for place, sent in enumerate(statements):
            prepared = await connection.prepare(sent.text)
            kinds = [kind.name for kind in prepared.get_parameters()]
            lines.append(_bound(sent, kinds, vary, f"a{place}", constants))
    finally:
        await connection.close()
    unused = [value for value in vary if not any(value in sent.arguments for sent in statements)]
    if unused:
        raise RuntimeError(f"no statement was given {unused}")
    return Script("\n".join([*lines, "COMMIT;", ""]), constants)


def _bound(sent: Sent, kinds: Sequence[str], vary: Mapping[object, str], prefix: str, constants: dict[str, str]) -> str:
    """The statement with a term in the place of each parameter."""
    terms = []
    for number, (value, kind) in enumerate(zip(sent.arguments, kinds, strict=True)):
        if not isinstance(value, list) and value in vary:
            terms.append(f"({vary[value]})::{kind}")
        else:
            terms.append(_constant(constants, f"{prefix}_{number}", value, kind))
    text = _LITERAL.sub(_without_colon, sent.text)
    return _PARAMETER.sub(lambda found: terms[int(found.group(1)) - 1], text).strip() + ";"


def _constant(constants: dict[str, str], name: str, value: object, kind: str) -> str:
    """The term for a value that is the same each time."""
    if value is None:
        # pgbench knows no null; the planner may not see through it either.
        constants[name] = "-"
        return f"NULLIF(:{name}::text, '-')::{kind}"
    constants[name] = _text(value)
    return f":{name}::{kind}"


def _without_colon(literal: re.Match[str]) -> str:
    """pgbench would take what follows a colon for a variable, within quotes too; the planner folds this back."""
    parts = _COLON.split(literal.group())
    return literal.group() if len(parts) == 1 else "(" + "' || chr(58) || '".join(parts) + ")"


async def run(dsn: str, script: Script, file: Path, amount: list[str]) -> Ran:
    """Run ``script`` for ``amount`` (pgbench's ``-T`` or ``-t``); raises ``RuntimeError`` if any transaction fails."""
    await asyncio.to_thread(file.write_text, script.text, encoding="utf-8")
    constants = [word for name, value in script.constants.items() for word in ("-D", f"{name}={value}")]
    command = [str(postgres_wheel() / "bin" / "pgbench"), "--no-vacuum", f"--client={CLIENTS}", "--jobs=2"]
    process = await asyncio.create_subprocess_exec(
        *command,
        "--protocol=prepared",
        f"--file={file}",
        *amount,
        *constants,
        dsn,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C"},
    )
    out, complaint = (part.decode() for part in await process.communicate())
    rate, done, failed = (pattern.search(out) for pattern in (_RATE, _DONE, _FAILED))
    if process.returncode or not (rate and done and failed) or failed.group(1) != "0":
        raise RuntimeError(f"pgbench failed:\n{out}\n{complaint}")
    return Ran(int(done.group(1)), float(rate.group(1)))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(f'"{_text(item)}"' for item in value) + "}"
    if isinstance(value, str | int | float | UUID):
        return str(value)
    raise TypeError(f"pgbench cannot be given {value!r}")

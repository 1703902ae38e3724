"""``python -m tests.bench [name…]``: measure, print one table, keep each bench's lines in ``var/bench/<name>.json``.

Everything is made for the run and gone after it. Ratios within one run mean something; figures of two runs, or of two
machines, do not compare.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import uvloop

from tests.bench import duties, growth, guarding, pages, peak, photos, reads, regions, roster, sampling, sealing
from tests.bench.outcome import Line, table, write
from tests.bench.site import open_site
from tests.bench.stage import Stage
from xuanpai_graphql.composition import make_application

FOLDER = Path("var/bench")
# The one that asks for an empty table first, the one that leaves twenty million rows last.
BENCHES: dict[str, Callable[[Stage], Awaitable[Sequence[Line]]]] = {
    "regions": regions.run,
    "roster": roster.run,
    "sampling": sampling.run,
    "reads": reads.run,
    "guarding": guarding.run,
    "duties": duties.run,
    "sealing": sealing.run,
    "photos": photos.run,
    "pages": pages.run,
    "growth": growth.run,
    "peak": peak.run,
}


def main() -> int:
    """Run the named benches, or all; 1 when a target was missed, 2 for an unknown name."""
    names = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHES)}\n")
        return 2
    with open_site(FOLDER) as site, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        application = make_application(site.settings)
        stage = Stage(site, application.database)
        try:
            lines = runner.run(_measure(stage, names))
        finally:
            runner.run(application.database.close())
    print(f"\n{table(lines)}")
    return 0 if all(line.ok for line in lines) else 1


async def _measure(stage: Stage, names: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for name in names:
        print(f"{name} …", flush=True)
        found = await BENCHES[name](stage)
        write(FOLDER, name, found)
        lines += found
    return lines


if __name__ == "__main__":
    sys.exit(main())

"""What the cadres of 黑山县 owe while the browser looks on: two visits a month, of which last month's are overdue."""

from datetime import date, timedelta

from tests.api.owed import lay_down
from tests.factories.world import World
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.db.session import Database
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.duties.service import rules_changed
from xuanpai_core.parties import tokens
from xuanpai_core.periods import month_start
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Cadence, Duty, Subject

VISITS = Duty(
    matter="visit.households",
    title="每月走访脱贫户",
    clause=Clause(document="《黑山县驻村工作办法》", words="驻村干部每月走访脱贫户不少于2次。", reference="第十二条"),
    subject=Subject.POSTING,
    cadence=Cadence.MONTH,
    fulfilled_by=("visit",),
    at_least=2,
)


async def owe_visits(database: Database, world: World) -> None:
    """王建国 made one visit last month and one this month, 张伟 two last month, 李秀英 none."""
    this = month_start(today(SystemClock()))
    last = month_start(this - timedelta(days=1))
    visits = [("王建国", last), ("王建国", this), ("张伟", last), ("张伟", last + timedelta(days=9))]
    # Duties are judged on the day on which the browser looks.
    present = Database(database.settings, database.ports, SystemClock())
    try:
        async with present.work(world.ctx("admin")) as work:
            lay_down(work, "210726", [VISITS], last, plugin="region_jinzhou")
            await work.session.flush()
            await rules_changed(work, "210726", last)
            for number, (name, day) in enumerate(visits):
                await tell(work, "visit", str(number), [_visit(world, name, day)])
    finally:
        await present.close()


def _visit(world: World, name: str, day: date) -> Deed:
    return Deed.of_day("visit", frozenset({tokens.of_posting(world.postings[name])}), day)

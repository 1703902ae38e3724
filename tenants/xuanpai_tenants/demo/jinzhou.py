"""What 锦州's people do besides attendance: the plugin, dispatch meetings, stipends, the park (JZ-20 to JZ-30)."""

from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.activities.service import NewActivity, record_activity
from xuanpai_core.parks.service import (
    NewPark,
    NewProject,
    NewRevenue,
    create_park,
    create_project,
    record_revenue,
    reverse_revenue,
)
from xuanpai_core.periods import quarter_end, quarter_start
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.plugins.wording import quarter_name
from xuanpai_core.stipends.service import prepare_batch, release_batch
from xuanpai_core.vocabulary import ActivityKind, PostingRole
from xuanpai_tenants.demo.months import last_quarter, workday_from
from xuanpai_tenants.demo.plan import PlannedPosting
from xuanpai_tenants.demo.stage import Stage
from xuanpai_tenants.demo.texts import MEETING_TOPICS

ACTIVE_SINCE = date(2025, 1, 1)
# Days after the quarter began; 凌河区 held none.
_MEETINGS = (("heishan", 72), ("yixian", 70), ("linghai", 75), ("taihe", 68), ("guta", 66), ("beizhen", 77))
_INCOMPLETE = "beizhen"
_HEISHAN = "210726"


async def put_rules_in_force(stage: Stage) -> None:
    """The plugin over the whole city, with the document's own parameters."""
    since = min(ACTIVE_SINCE, stage.plan.months[0].start)
    new = NewActivation("region_jinzhou", "2107", since)
    async with stage.act("admin", stage.at(since, 9, 0)) as work:
        await activate(work, new, "demo:plugin:region_jinzhou")


async def do_business(stage: Stage) -> None:
    """Meetings first: they open the gate for stipends."""
    quarter = last_quarter(stage.plan.as_of)
    for slug, days in _MEETINGS:
        await _hold_meeting(stage, slug, quarter, workday_from(quarter + timedelta(days=days)))
    running = quarter_start(stage.plan.as_of)
    for slug, days in _MEETINGS[:2]:
        held_on = workday_from(running + timedelta(days=days - 36))
        if held_on < stage.plan.as_of:
            await _hold_meeting(stage, slug, running, held_on)
    await _prepare_stipends(stage, quarter)
    await _found_park(stage, quarter)


async def _hold_meeting(stage: Stage, slug: str, quarter: date, held_on: date) -> None:
    county = str(stage.plan.login(f"{slug}_org").region_code)
    topics = dict(MEETING_TOPICS)
    if slug == _INCOMPLETE:
        del topics["PROBLEMS"]
    title = f"{quarter_name(quarter)}选派干部工作调度会"
    new = NewActivity(ActivityKind.DISPATCH_MEETING, county, held_on, title, topics)
    async with stage.act(f"{slug}_org", stage.at(held_on, 17, 5)) as work:
        await record_activity(work, new, f"demo:meeting:{county}:{held_on}")


async def _prepare_stipends(stage: Stage, quarter: date) -> None:
    """黑山县 is ready, 义县 has paid, 北镇市's gate is shut."""
    day = workday_from(quarter_end(quarter) + timedelta(days=9))
    for slug in ("heishan", "yixian", "beizhen"):
        username = f"{slug}_org"
        county = str(stage.plan.login(username).region_code)
        async with stage.act(username, stage.at(day, 10, 40)) as work:
            batch_id = await prepare_batch(work, county, quarter, f"demo:stipend:{county}:{quarter}")
        if slug == "yixian":
            async with stage.act(username, stage.at(day, 14, 50)) as work:
                await release_batch(work, batch_id, f"demo:release:{county}:{quarter}")


async def _found_park(stage: Stage, quarter: date) -> None:
    """A park in 黑山县, what was brought into it, and what that has earned; one entry was booked by mistake."""
    fangshan = [posting for posting in stage.plan.postings if posting.township_code == "210726101"]
    deputy = next(posting for posting in fangshan if posting.role is PostingRole.TOWNSHIP_FIRST_DEPUTY)
    badaohao = next(posting for posting in stage.plan.postings if posting.township_code == "210726111")
    async with stage.act("heishan_org", stage.at(quarter, 9, 30)) as work:
        park_id = await create_park(work, NewPark(_HEISHAN, "黑山县第一书记产业园"), "demo:park:heishan")
        pellets = NewProject(park_id, "玉米秸秆颗粒燃料加工项目", False, _ids(*fangshan[:3]))
        onions = NewProject(park_id, "大葱冷链分拣项目", False, _ids(badaohao, deputy))
        poultry = NewProject(park_id, "庭院养鹅项目", True, _ids(fangshan[0]))
        pellets_id = await create_project(work, pellets, "demo:project:pellets")
        onions_id = await create_project(work, onions, "demo:project:onions")
        await create_project(work, poultry, "demo:project:poultry")
    entries = (
        (pellets_id, 40, 100_001, "第一笔租金收益"),
        (onions_id, 47, 1_500_001, "加工费收益"),
        (pellets_id, 62, 3_280_055, "半年收益结算"),
        (onions_id, 66, 880_000, "冷库租金(录入项目有误)"),
    )
    for project_id, days, amount_fen, note in entries:
        day = workday_from(quarter + timedelta(days=days))
        async with stage.act("jinzhou_finance", stage.at(day, 11, 15)) as work:
            new = NewRevenue(project_id, day, amount_fen, note)
            entry_id = await record_revenue(work, new, f"demo:revenue:{day}")
    async with stage.act("jinzhou_finance", stage.at(workday_from(quarter + timedelta(days=70)), 9, 45)) as work:
        await reverse_revenue(work, entry_id, "应记入玉米秸秆项目,先行冲回", "demo:reversal:heishan")


def _ids(*postings: PlannedPosting) -> tuple[UUID, ...]:
    return tuple(posting.id for posting in postings)

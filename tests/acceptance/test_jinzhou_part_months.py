"""Arriving in the middle of a month: how it is judged (JZ-03) and paid (JZ-30)."""

from datetime import date
from typing import Any

import pytest

from tests.acceptance.acts import activate_jinzhou, key, postings, register_days, upload
from tests.acceptance.documents import IMPORT, PREPARE, RECORD_ACTIVITY, START_IMPORT, TOTAL_MONTH
from tests.core.roster.people import person, workbook
from tests.factories.world import FANGSHAN, World
from tests.fixtures.api import Api, Client
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.roster.template import CONTENT_TYPE

TOPICS = {"PROGRESS": "平稳。", "PROBLEMS": "缺项目。", "NEXT_STEPS": "会商。"}
MEETING = {"kind": "DISPATCH_MEETING", "regionCode": "210726", "heldOn": "2025-06-20", "title": "二季度调度会"}


async def _arrives(database: Database, county: Client, start: date) -> None:
    """周海 is posted to 芳山村 from ``start`` on, by a roster as any organiser would import it."""
    roster = workbook([person(0, NAME="周海", START_DATE=start)])
    evidence_id = await upload(county, roster, kind="ROSTER", name="名册.xlsx", content_type=CONTENT_TYPE)
    started = (await county(START_IMPORT, evidence=evidence_id, dryRun=False, key=key()))["startRosterImport"]
    await run_worker(database, database.settings, until_empty=True)
    assert (await county(IMPORT, id=started["id"]))["rosterImport"]["state"] == "SUCCEEDED"


async def _second_quarter(county: Client) -> dict[str, int]:
    """What 周海 is paid for each month of the second quarter."""
    await county(RECORD_ACTIVITY, input={"idempotencyKey": key(), **MEETING, "topics": TOPICS})
    batch: dict[str, Any] = await county(PREPARE, county="210726", quarter="2025Q2", key=key())
    lines = batch["prepareStipendBatch"]["lines"]["nodes"]
    return {line["month"]: line["amountFen"] for line in lines if line["posting"]["cadre"]["name"] == "周海"}


@pytest.mark.rule("JZ-30")
@pytest.mark.parametrize(
    ("partial", "may"), [("whole_month", 170_000), ("prorata_day", 93_226)], ids=["whole-month", "by-the-day"]
)
async def test_who_arrives_on_the_fifteenth_of_may_is_paid_by_the_month_or_by_the_day(
    api: Api, world: World, database: Database, partial: str, may: int
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), stipend_partial=partial, stipend_absence="none")
    county = await api.sign_in(world, "county")
    await _arrives(database, county, date(2025, 5, 15))

    paid = await _second_quarter(county)

    assert {month: fen for month, fen in paid.items() if fen} == {"2025-05-01": may, "2025-06-01": 170_000}


@pytest.mark.rule("JZ-03")
@pytest.mark.parametrize(
    ("partial", "days", "outcome"),
    [("exempt", 1, "EXEMPT"), ("prorate_ceil", 7, "UNMET"), ("prorate_ceil", 8, "MET")],
)
async def test_a_month_of_twelve_days_in_post_is_exempt_or_judged_by_its_part(
    api: Api, world: World, database: Database, partial: str, days: int, outcome: str
) -> None:
    await activate_jinzhou(await api.sign_in(world, "admin"), partial_month=partial)
    county, clerk = await api.sign_in(world, "county"), await api.sign_in(world, "clerk")
    await _arrives(database, county, date(2025, 5, 20))
    await register_days(clerk, (await postings(clerk))["周海"]["id"], date(2025, 5, 20), days)

    sheets = (await clerk(TOTAL_MONTH, township=FANGSHAN, month="2025-05", key=key()))["totalMonth"]

    verdicts = {sheet["posting"]["cadre"]["name"]: sheet["outcome"] for sheet in sheets}
    assert verdicts["周海"] == outcome

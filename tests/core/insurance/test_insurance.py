"""Who lacks the 50万 accident insurance, and for exactly which days (JZ-32)."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from tests.core.plugins.activating import activate_jinzhou, activate_on, fresh_key, work_with
from tests.factories.world import FANGSHAN, World
from tests.plugins.sample_region import SampleRegion
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.insurance.models import InsurancePolicy
from xuanpai_core.insurance.service import InsuranceGap, NewPolicy, insurance_gaps, record_policy
from xuanpai_core.judgement.insurance import DayRange
from xuanpai_core.plugins.errors import UnknownPlugin
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.postings.models import Posting

TERM = DayRange(date(2025, 1, 1), date(2027, 12, 31))


def policy(world: World, name: str = "王建国", **changes: Any) -> NewPolicy:
    """50万 over the whole term of the world's postings, with changes."""
    whole = NewPolicy(world.cadres[name], "人保财险锦州分公司", "PEAC2025210700001", 50_000_000, TERM.first, TERM.last)
    return replace(whole, **changes)


async def insure(world: World, new: NewPolicy, person: str = "county", key: str = "") -> UUID:
    async with world.database.work(world.ctx(person)) as work:
        return await record_policy(work, new, key or fresh_key())


async def gaps(world: World, region_code: str = "2107", person: str = "city") -> dict[str, InsuranceGap]:
    async with world.database.read(world.ctx(person)) as work:
        found = await insurance_gaps(work, region_code)
    assert len({gap.posting_id for gap in found}) == len(found)
    return {gap.cadre_name: gap for gap in found}


async def set_term(world: World, name: str, **days: date | None) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(
            update(Posting)
            .where(Posting.tenant_id == world.tenant_id, Posting.id == world.postings[name])
            .values(**days)
        )


async def count(world: World) -> int:
    async with world.database.read(world.ctx("county")) as work:
        query = select(func.count()).select_from(InsurancePolicy).where(InsurancePolicy.tenant_id == world.tenant_id)
        return await work.session.scalar(query) or 0


async def test_city_sent_cadres_without_a_policy_are_listed_and_county_sent_ones_are_not(world: World) -> None:
    await activate_jinzhou(world)

    found = await gaps(world)

    assert set(found) == {"王建国", "李秀英", "刘洋", "陈静"}
    gap = found["王建国"]
    assert gap.posting_id == world.postings["王建国"]
    assert gap.cadre_id == world.cadres["王建国"]
    assert gap.region_code == world.villages[FANGSHAN][0]
    assert gap.place_name.startswith("辽宁省锦州市黑山县芳山镇")
    assert gap.required_fen == 50_000_000
    assert gap.missing == (TERM,)
    assert gap.days == 365 + 365 + 365
    assert gap.clause.reference == "JZ-32"
    assert "50万元" in gap.reason


async def test_whoever_is_covered_throughout_is_not_listed(world: World) -> None:
    await activate_jinzhou(world)
    await insure(world, policy(world))

    assert set(await gaps(world, "210726", "county")) == {"李秀英"}


async def test_one_fen_too_little_covers_nothing_and_more_than_enough_covers_all(world: World) -> None:
    await activate_jinzhou(world)
    await insure(world, policy(world, "王建国", sum_insured_fen=49_999_999))
    await insure(world, policy(world, "李秀英", sum_insured_fen=60_000_000))

    found = await gaps(world, "210726", "county")

    assert set(found) == {"王建国"}
    assert found["王建国"].missing == (TERM,)
    assert "PEAC2025210700001" in found["王建国"].reason


async def test_the_days_between_two_policies_are_told_exactly(world: World) -> None:
    await activate_jinzhou(world)
    await insure(world, policy(world, policy_number="A1", ends_on=date(2025, 12, 31)))
    await insure(world, policy(world, policy_number="A2", starts_on=date(2026, 3, 2), ends_on=date(2027, 12, 30)))

    gap = (await gaps(world))["王建国"]

    assert gap.missing == (
        DayRange(date(2026, 1, 1), date(2026, 3, 1)),
        DayRange(date(2027, 12, 31), date(2027, 12, 31)),
    )
    assert gap.days == 31 + 28 + 1 + 1


async def test_a_policy_of_2019_leaves_ninety_one_days_of_a_term_to_march_2020(world: World) -> None:
    await activate_jinzhou(world)
    await set_term(
        world, "王建国", start_date=date(2019, 1, 1), planned_end=date(2020, 3, 31), end_date=date(2020, 3, 31)
    )
    await insure(world, policy(world, starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31)))

    gap = (await gaps(world))["王建国"]

    assert gap.missing == (DayRange(date(2020, 1, 1), date(2020, 3, 31)),)
    assert gap.days == 91


async def test_an_early_end_shortens_what_must_be_covered(world: World) -> None:
    await activate_jinzhou(world)
    await insure(world, policy(world, ends_on=date(2025, 9, 30)))
    assert "王建国" in await gaps(world)

    await set_term(world, "王建国", end_date=date(2025, 9, 30))

    assert "王建国" not in await gaps(world)


async def test_a_posting_that_runs_past_its_term_must_be_covered_to_this_day(world: World, clock: FixedClock) -> None:
    await activate_jinzhou(world)
    await set_term(world, "王建国", planned_end=date(2025, 9, 30))
    await insure(world, policy(world, ends_on=date(2025, 9, 30)))

    assert (await gaps(world))["王建国"].missing == (DayRange(date(2025, 10, 1), date(2025, 10, 24)),)
    clock.advance(days=7)
    assert (await gaps(world))["王建国"].missing == (DayRange(date(2025, 10, 1), date(2025, 10, 31)),)


async def test_a_posting_without_a_term_is_looked_at_to_this_day(world: World) -> None:
    await activate_jinzhou(world)
    await set_term(world, "王建国", planned_end=None)

    assert (await gaps(world))["王建国"].missing == (DayRange(date(2025, 1, 1), date(2025, 10, 24)),)


async def test_the_rule_of_its_own_time_judges_a_posting_that_is_over(world: World) -> None:
    await activate_jinzhou(world, valid_from=date(2025, 1, 1), valid_to=date(2025, 7, 1))
    await activate_jinzhou(world, valid_from=date(2025, 7, 1), insurance_minimum_fen=60_000_000)
    await set_term(world, "王建国", end_date=date(2025, 6, 30))
    await insure(world, policy(world, "王建国"))
    await insure(world, policy(world, "李秀英"))

    found = await gaps(world, "210726", "county")

    assert set(found) == {"李秀英"}
    assert found["李秀英"].required_fen == 60_000_000


async def test_where_no_rule_is_in_force_nobody_lacks_anything(world: World) -> None:
    await activate_jinzhou(world, region_code="210727")

    assert set(await gaps(world)) == {"刘洋", "陈静"}
    assert await gaps(world, "210726", "county") == {}


async def test_a_rule_whose_plugin_is_gone_fails_rather_than_saying_all_is_well(world: World) -> None:
    await activate_on(world, PluginHost.of({"region_gone": SampleRegion("region_gone")}), "region_gone", "210726")

    async with work_with(world, "county", PluginHost.of({})) as work:
        with pytest.raises(UnknownPlugin, match="region_gone"):
            await insurance_gaps(work, "210726")


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("province", {"王建国", "李秀英", "刘洋", "陈静"}),
        ("city", {"王建国", "李秀英", "刘洋", "陈静"}),
        ("county", {"王建国", "李秀英"}),
        ("other_county", {"刘洋", "陈静"}),
        ("clerk", {"王建国", "李秀英"}),
        ("unit", {"王建国", "刘洋"}),
        ("王建国", {"王建国"}),
        ("张伟", set()),
    ],
)
async def test_each_sees_the_gaps_of_their_own_people(world: World, person: str, seen: set[str]) -> None:
    await activate_jinzhou(world)

    assert set(await gaps(world, "21", person)) == seen


@pytest.mark.parametrize("person", ["village", "admin"])
async def test_who_has_nothing_to_do_with_insurance_is_refused(world: World, person: str) -> None:
    with pytest.raises(Forbidden):
        await gaps(world, "21", person)


async def test_a_narrower_place_shows_fewer(world: World) -> None:
    await activate_jinzhou(world)

    assert set(await gaps(world, world.villages[FANGSHAN][1])) == {"李秀英"}
    assert await gaps(world, "2101") == {}


async def test_another_province_sees_no_gap_and_no_policy(world: World, other_world: World) -> None:
    await activate_jinzhou(world)
    await activate_jinzhou(other_world)
    await insure(world, policy(world))

    assert set(await gaps(other_world)) == {"王建国", "李秀英", "刘洋", "陈静"}
    assert await count(other_world) == 0
    with pytest.raises(NotFound):
        await insure(other_world, policy(world))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_on": date(2024, 12, 31)}, "INVALID_PERIOD"),
        ({"sum_insured_fen": 0}, "INVALID_AMOUNT"),
        ({"sum_insured_fen": -1}, "INVALID_AMOUNT"),
        ({"sum_insured_fen": 10**15 + 1}, "INVALID_AMOUNT"),
        ({"sum_insured_fen": 10**30}, "INVALID_AMOUNT"),
        ({"insurer": " "}, "INVALID_TEXT"),
        ({"policy_number": "A\n1"}, "INVALID_TEXT"),
    ],
)
async def test_a_policy_that_cannot_be_right_is_refused(world: World, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        await insure(world, policy(world, **changes))

    assert refused.value.error_code == code
    assert await count(world) == 0


@pytest.mark.parametrize(
    ("person", "name", "kind"),
    [
        ("other_county", "王建国", NotFound),
        ("county", "刘洋", NotFound),
        ("clerk", "王建国", Forbidden),
        ("unit", "王建国", Forbidden),
        ("王建国", "王建国", Forbidden),
    ],
)
async def test_nobody_records_policies_beyond_their_own_people(
    world: World, person: str, name: str, kind: type[XuanpaiError]
) -> None:
    with pytest.raises(kind):
        await insure(world, policy(world, name), person)

    assert await count(world) == 0


async def test_one_number_may_insure_several_cadres_but_each_once(world: World) -> None:
    await insure(world, policy(world, "王建国"))
    await insure(world, policy(world, "李秀英"))

    with pytest.raises(Conflict) as refused:
        await insure(world, policy(world, "王建国", sum_insured_fen=60_000_000))

    assert refused.value.error_code == "POLICY_ALREADY_RECORDED"
    assert await count(world) == 2


async def test_the_same_policy_from_two_people_at_once_is_recorded_once(world: World) -> None:
    results = await asyncio.gather(
        insure(world, policy(world), "county"), insure(world, policy(world), "city"), return_exceptions=True
    )

    refusals = [result for result in results if isinstance(result, XuanpaiError)]
    assert [refusal.error_code for refusal in refusals] == ["POLICY_ALREADY_RECORDED"]
    assert await count(world) == 1


async def test_a_retry_is_answered_with_the_first_policy(world: World) -> None:
    first = await insure(world, policy(world), key="same-key-1")

    assert await insure(world, policy(world), key="same-key-1") == first
    assert await count(world) == 1

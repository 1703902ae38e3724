"""Campaigns: drafted, written, opened once everything adds up, closed."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.core.campaigns.sending import CAMPAIGN, GROUPS, draft, opened
from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from xuanpai_core.campaigns.joining import join_campaign
from xuanpai_core.campaigns.models import Campaign, CampaignQuota, CampaignState
from xuanpai_core.campaigns.service import (
    Groups,
    campaign_balance,
    close_campaign,
    create_campaign,
    open_campaign,
    set_quotas,
)
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.postings.models import PostingDecision


async def _state(world: World) -> list[tuple[str, CampaignState]]:
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.execute(
            select(Campaign.name, Campaign.state).where(Campaign.tenant_id == world.tenant_id)
        )
        return [(row[0], row[1]) for row in rows]


async def _quotas(world: World) -> int:
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.scalars(select(CampaignQuota.line).where(CampaignQuota.tenant_id == world.tenant_id))
        return len(rows.all())


async def test_the_same_key_creates_once_and_the_same_name_is_refused(world: World) -> None:
    key = fresh_key()
    async with world.database.work(world.ctx("county")) as work:
        first = await create_campaign(work, CAMPAIGN, key)
    async with world.database.work(world.ctx("county")) as work:
        again = await create_campaign(work, CAMPAIGN, key)
    with pytest.raises(XuanpaiError) as taken:
        await draft(world)

    assert first == again
    assert taken.value.error_code == "CAMPAIGN_NAME_TAKEN"
    assert await _state(world) == [("第一批", CampaignState.DRAFT)]


async def test_once_open_the_numbers_stand(world: World) -> None:
    campaign_id = await opened(world)

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("county")) as work:
            await set_quotas(work, campaign_id, Groups(quotas=()), fresh_key())

    assert refused.value.error_code == "CAMPAIGN_NOT_DRAFT"
    assert await _quotas(world) == 1


async def test_a_campaign_is_closed_once_and_only_when_open(world: World) -> None:
    campaign_id = await opened(world)
    async with world.database.work(world.ctx("county")) as work:
        await close_campaign(work, campaign_id, fresh_key())

    for act in (close_campaign, open_campaign):
        with pytest.raises(XuanpaiError) as refused:
            async with world.database.work(world.ctx("county")) as work:
                await act(work, campaign_id, fresh_key())
        assert refused.value.error_code in {"CAMPAIGN_NOT_OPEN", "CAMPAIGN_NOT_DRAFT"}

    assert await _state(world) == [("第一批", CampaignState.CLOSED)]


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        (replace(GROUPS, quotas=GROUPS.quotas * 2), "QUOTA_NAMED_TWICE"),
        (replace(GROUPS, quotas=(replace(GROUPS.quotas[0], cadres=0),)), "INVALID_COUNT"),
        (replace(GROUPS, quotas=(replace(GROUPS.quotas[0], title=" "),)), "INVALID_TEXT"),
        (replace(GROUPS, otherwise_villages=-1), "INVALID_COUNT"),
        (replace(GROUPS, quotas=(replace(GROUPS.quotas[0], per_village=None),)), "PER_VILLAGE_UNKNOWN"),
    ],
)
async def test_numbers_that_mean_nothing_are_refused(world: World, groups: Groups, code: str) -> None:
    """Without a region's template nobody knows how many a village gets."""
    campaign_id = await draft(world)

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("county")) as work:
            await set_quotas(work, campaign_id, groups, fresh_key())

    assert refused.value.error_code == code
    assert await _quotas(world) == 0


async def test_the_neighbouring_county_neither_reads_nor_writes_it(world: World) -> None:
    campaign_id = await draft(world)

    codes = []
    for act in (open_campaign, close_campaign):
        with pytest.raises(XuanpaiError) as refused:
            async with world.database.work(world.ctx("other_county")) as work:
                await act(work, campaign_id, fresh_key())
        codes.append(refused.value.error_code)
    with pytest.raises(XuanpaiError) as unread:
        async with world.database.read(world.ctx("other_county")) as work:
            await campaign_balance(work, campaign_id)
    with pytest.raises(XuanpaiError) as elsewhere:
        await draft(world, by="other_county")

    assert codes == ["CAMPAIGN_NOT_FOUND", "CAMPAIGN_NOT_FOUND"]
    assert (unread.value.error_code, elsewhere.value.error_code) == ("CAMPAIGN_NOT_FOUND", "FORBIDDEN")
    assert await _state(world) == [("第一批", CampaignState.DRAFT)]


async def test_a_reader_reads_the_balance_and_opens_nothing(world: World) -> None:
    campaign_id = await draft(world)
    async with world.database.read(world.ctx("reader")) as work:
        balance = await campaign_balance(work, campaign_id)

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("reader")) as work:
            await open_campaign(work, campaign_id, fresh_key())

    assert len(balance.warnings) == 2
    assert refused.value.error_code == "FORBIDDEN"


async def test_a_posting_counts_under_one_campaign_and_joining_it_again_changes_nothing(world: World) -> None:
    first, second = await opened(world), await draft(world, replace(CAMPAIGN, name="第二批"))
    posting_id = world.postings["张伟"]
    for _ in range(2):
        async with world.database.work(world.ctx("county")) as work:
            await join_campaign(work, first, [posting_id], fresh_key())

    with pytest.raises(XuanpaiError) as refused:
        async with world.database.work(world.ctx("county")) as work:
            await join_campaign(work, second, [posting_id], fresh_key())

    assert refused.value.error_code == "ALREADY_IN_CAMPAIGN"
    async with world.database.read(world.ctx("county")) as work:
        decision = await work.session.get_one(PostingDecision, (world.tenant_id, posting_id))
    assert decision.campaign_id == first

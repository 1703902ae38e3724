"""Campaigns: their numbers, which must add up before cadres are appointed under them (HD-01)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, require_place
from xuanpai_core.campaigns import repository
from xuanpai_core.campaigns.balance import Equation, Plan, Progress, Quota, equations, progress
from xuanpai_core.campaigns.errors import (
    CampaignClosed,
    CampaignNameTaken,
    CampaignNotDraft,
    CampaignNotFound,
    CampaignNotOpen,
    QuotaMismatch,
)
from xuanpai_core.campaigns.models import Campaign, CampaignState
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.plugins.rulebook import PostTemplate
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import one_line
from xuanpai_core.vocabulary import DispatchLevel

MOST = 1_000_000
"""No campaign sends more people, or covers more villages; beyond it somebody's finger slipped."""
_MOST_QUOTAS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    """A campaign to be planned: so many cadres for so many villages of the place."""

    name: str
    region_code: str
    starts_on: date
    cadres: int
    villages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuota:
    """A group; without ``per_village`` the region's template of posts of that level says it (HD-02)."""

    title: str
    dispatch_level: DispatchLevel
    cadres: int
    villages: int
    per_village: int | None = None
    units: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All groups of a campaign, the villages covered otherwise, and by whom."""

    quotas: tuple[NewQuota, ...]
    otherwise_villages: int = 0
    otherwise_by: str | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """What adds up and what does not, and how far the real postings are."""

    campaign_id: UUID
    equations: tuple[Equation, ...]
    progress: tuple[Progress, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of what does not add up."""
        return tuple(equation.sentence for equation in self.equations if not equation.holds)


async def create_campaign(work: Work, new: NewCampaign, key: str) -> UUID:
    """Plan a campaign; returns its id.

    Raises ``Forbidden``, ``CampaignNameTaken``, ``NotFound`` (``UNKNOWN_REGION``), ``Invalid`` (``INVALID_TEXT``,
    ``INVALID_REGION_CODE``, ``INVALID_COUNT``).
    """
    place = RegionCode.parse(new.region_code)
    require_place(work.ctx, Action.CAMPAIGN_MANAGE, place)
    new = replace(new, name=one_line(new.name, path="name", title="批次名称"))
    _demand_count(new.cadres, "cadres", "干部总数", 1)
    _demand_count(new.villages, "villages", "村总数", 1)

    async def act() -> Outcome:
        await known_region(work, place)
        if await repository.name_taken(work, place, new.name):
            raise CampaignNameTaken(new.name)
        campaign_id = new_id()
        work.session.add(
            Campaign(
                tenant_id=work.tenant_id,
                id=campaign_id,
                otherwise_villages=0,
                state=CampaignState.DRAFT,
                recorded_by=work.ctx.actor.account_id,
                **asdict(new),
            )
        )
        await work.session.flush()
        record(work, Action.CAMPAIGN_MANAGE, "campaign", campaign_id, after=asdict(new))
        return {"id": str(campaign_id)}

    return UUID((await once(work, "campaign:create", key, asdict(new), act))["id"])


async def set_quotas(work: Work, campaign_id: UUID, groups: Groups, key: str) -> Balance:
    """Make ``groups`` those of a campaign that is still a draft; they need not add up yet, and the answer says so.

    Raises ``Forbidden``, ``CampaignNotFound``, ``CampaignNotDraft``, ``Invalid`` (``INVALID_TEXT``,
    ``INVALID_COUNT``, ``QUOTA_NAMED_TWICE``, ``PER_VILLAGE_UNKNOWN``, ``TOO_MANY_QUOTAS``).
    """
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)
    groups = _checked(groups)

    async def act() -> Outcome:
        campaign = await _held(work, campaign_id, reach)
        if campaign.state is not CampaignState.DRAFT:
            raise CampaignNotDraft
        quotas = [await _quota(work, campaign, new) for new in groups.quotas]
        await repository.replace_quotas(work, campaign_id, quotas)
        campaign.otherwise_villages, campaign.otherwise_by = groups.otherwise_villages, groups.otherwise_by
        await work.session.flush()
        record(work, Action.CAMPAIGN_MANAGE, "campaign", campaign_id, after=asdict(groups))
        return {}

    await once(work, "campaign:quotas", key, [campaign_id, asdict(groups)], act)
    return await _balance(work, await _held(work, campaign_id, reach))


async def open_campaign(work: Work, campaign_id: UUID, key: str) -> UUID:
    """Let cadres be appointed under it, once every equation holds.

    Raises ``Forbidden``, ``CampaignNotFound``, ``CampaignNotDraft`` and ``QuotaMismatch``, which names each equation.
    """
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)

    async def act() -> Outcome:
        campaign = await _held(work, campaign_id, reach)
        if campaign.state is not CampaignState.DRAFT:
            raise CampaignNotDraft
        failed = [(one.name, one.sentence) for one in (await _balance(work, campaign)).equations if not one.holds]
        if failed:
            raise QuotaMismatch(failed)
        _move(work, campaign, CampaignState.OPEN)
        return {}

    await once(work, "campaign:open", key, [campaign_id], act)
    return campaign_id


async def close_campaign(work: Work, campaign_id: UUID, key: str) -> UUID:
    """End it; raises ``Forbidden``, ``CampaignNotFound``, ``CampaignNotOpen``."""
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)

    async def act() -> Outcome:
        campaign = await _held(work, campaign_id, reach)
        if campaign.state is not CampaignState.OPEN:
            raise CampaignNotOpen(campaign.name)
        _move(work, campaign, CampaignState.CLOSED)
        return {}

    await once(work, "campaign:close", key, [campaign_id], act)
    return campaign_id


async def campaign_balance(work: Work, campaign_id: UUID) -> Balance:
    """What adds up in it; raises ``Forbidden`` and ``CampaignNotFound``."""
    campaign = await repository.campaign_within(work, campaign_id, require(work.ctx, Action.CAMPAIGN_READ))
    if campaign is None:
        raise CampaignNotFound
    return await _balance(work, campaign)


async def require_not_closed(work: Work, campaign_id: UUID, reach: Extent) -> Campaign:
    """The campaign, in which people may still be proposed; raises ``CampaignNotFound`` and ``CampaignClosed``."""
    campaign = await repository.campaign_within(work, campaign_id, reach)
    if campaign is None:
        raise CampaignNotFound
    if campaign.state is CampaignState.CLOSED:
        raise CampaignClosed
    return campaign


async def _held(work: Work, campaign_id: UUID, reach: Extent) -> Campaign:
    campaign = await repository.campaign_within(work, campaign_id, reach, hold=True)
    if campaign is None:
        raise CampaignNotFound
    return campaign


async def _balance(work: Work, campaign: Campaign) -> Balance:
    plan = Plan(
        cadres=campaign.cadres,
        villages=campaign.villages,
        otherwise_villages=campaign.otherwise_villages,
        otherwise_by=campaign.otherwise_by,
        quotas=await repository.quotas(work, campaign.id),
    )
    return Balance(campaign.id, equations(plan), progress(plan, await repository.counted(work, campaign.id)))


async def _quota(work: Work, campaign: Campaign, new: NewQuota) -> Quota:
    if new.per_village is not None:
        return Quota(**asdict(new))
    matter = f"posts:{new.dispatch_level}"
    rule = (await rulebooks(work)).one(PostTemplate, matter, campaign.region_code, campaign.starts_on)
    if rule is None:
        message = f"“{new.title}”没有写明每村几人,本地也没有这一层级的岗位配置规定,请填写每村人数。"
        raise Invalid(message, code="PER_VILLAGE_UNKNOWN")
    return Quota(**{**asdict(new), "per_village": len(rule[1].posts)})


def _move(work: Work, campaign: Campaign, state: CampaignState) -> None:
    before, campaign.state = campaign.state, state
    record(work, Action.CAMPAIGN_MANAGE, "campaign", campaign.id, before={"state": before}, after={"state": state})


def _checked(groups: Groups) -> Groups:
    """What can be told wrong before anything is read."""
    if len(groups.quotas) > _MOST_QUOTAS:
        raise Invalid(f"一个批次最多分{_MOST_QUOTAS}组。", code="TOO_MANY_QUOTAS")
    quotas = tuple(_checked_quota(new, f"quotas.{number}") for number, new in enumerate(groups.quotas))
    _demand_named_once([quota.title for quota in quotas])
    _demand_count(groups.otherwise_villages, "otherwiseVillages", "另行覆盖的村数", 0)
    by = groups.otherwise_by
    if by is not None:
        by = one_line(by, path="otherwiseBy", title="另行覆盖的单位")
    return replace(groups, quotas=quotas, otherwise_by=by)


def _checked_quota(new: NewQuota, path: str) -> NewQuota:
    _demand_count(new.cadres, f"{path}.cadres", "名额人数", 1)
    _demand_count(new.villages, f"{path}.villages", "村数", 1)
    if new.per_village is not None:
        _demand_count(new.per_village, f"{path}.perVillage", "每村人数", 1, 20)
    if new.units is not None:
        _demand_count(new.units, f"{path}.units", "单位数", 1)
    return replace(new, title=one_line(new.title, path=f"{path}.title", title="组名"))


def _demand_named_once(titles: Sequence[str]) -> None:
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        raise Invalid(f"组名“{twice[0]}”出现了两次,请合并或改名。", code="QUOTA_NAMED_TWICE")


def _demand_count(number: int, path: str, title: str, least: int, most: int = MOST) -> None:
    if not least <= number <= most:
        message = f"{title}须在{least}到{most}之间,请改正。"
        raise Invalid(message, code="INVALID_COUNT", fields=[FieldProblem(path, "INVALID_COUNT", message)])

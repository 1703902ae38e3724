"""What organisers do when they send people: candidates, reviews, appointments, through the API alone."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from stdnum.cn import ric

from tests.acceptance.acts import key
from tests.acceptance.documents import ACTIVATE
from tests.acceptance.documents_campaigns import (
    ADD_CANDIDATE,
    APPOINT_TO_POST,
    CREATE_CAMPAIGN,
    OPEN_CAMPAIGN,
    REVIEW_CANDIDATE,
    SET_QUOTAS,
)
from tests.factories.world import World
from tests.fixtures.api import Api, Client
from xuanpai_graphql.lookahead.ids import global_id

VETOES = ("RELUCTANT", "UNABLE", "ILL_REPUTED")
_SERIAL = count(100)


def id_number(born: date) -> str:
    """A sound ID number of a man born that day."""
    head = f"210726{born:%Y%m%d}{next(_SERIAL) * 2 + 1:03d}"
    return head + ric.calc_check_digit(head + "0")


async def activate(admin: Client, plugin: str, region_code: str, valid_from: str, **parameters: Any) -> None:
    """Put a plugin in force."""
    given = {"plugin": plugin, "regionCode": region_code, "validFrom": valid_from, "parameters": parameters}
    await admin(ACTIVATE, input={"idempotencyKey": key(), **given})


@dataclass(slots=True)
class Round:
    """An open campaign in 黑山县, and its organiser."""

    organiser: Client
    world: World
    campaign_id: str

    async def propose(self, name: str, born: date = date(1985, 1, 1), **more: Any) -> str:
        """Propose somebody new; the candidate's id."""
        person = {
            "name": name,
            "idNumber": id_number(born),
            "partyStatus": more.pop("partyStatus", "FULL_MEMBER"),
            "staffingType": "CIVIL_SERVICE",
        }
        unit_id = global_id("OrgUnit", self.world.units["黑山县水利局"])
        given = {"campaignId": self.campaign_id, "unitId": unit_id, "person": person, **more}
        added = await self.organiser(ADD_CANDIDATE, input={"idempotencyKey": key(), **given})
        candidate_id: str = added["addCandidate"]["id"]
        return candidate_id

    async def review(self, candidate_id: str, *found: str) -> dict[str, Any]:
        """All three findings by the county's organisation department; ``found`` are the vetoes that were."""
        findings = [{"veto": veto, "found": veto in found, "decidedBy": "黑山县委组织部"} for veto in VETOES]
        given = {"candidateId": candidate_id, "decidedOn": "2025-10-20", "findings": findings}
        answer = await self.organiser(REVIEW_CANDIDATE, input={"idempotencyKey": key(), **given})
        reviewed: dict[str, Any] = answer["reviewCandidate"]
        return reviewed

    async def send(self, candidate_id: str, village: str, **more: Any) -> dict[str, Any]:
        """Appoint a candidate, as first secretary sent by the county unless told otherwise."""
        given = {
            "candidateId": candidate_id,
            "role": "FIRST_SECRETARY",
            "dispatchLevel": "COUNTY",
            "regionCode": village,
            "startDate": "2025-10-24",
            **more,
        }
        answer = await self.organiser(APPOINT_TO_POST, input={"idempotencyKey": key(), **given})
        posting: dict[str, Any] = answer["appointToPost"]
        return posting


async def create_campaign(organiser: Client, cadres: int, villages: int, name: str = "第二批") -> str:
    """A draft in 黑山县; its id."""
    given = {"name": name, "regionCode": "210726", "startsOn": "2015-05-01", "cadres": cadres, "villages": villages}
    answer = await organiser(CREATE_CAMPAIGN, input={"idempotencyKey": key(), **given})
    campaign_id: str = answer["createCampaign"]["id"]
    return campaign_id


async def set_quotas(organiser: Client, campaign_id: str, *quotas: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Write all groups of a draft; the balance."""
    given = {"campaignId": campaign_id, "quotas": list(quotas), **more}
    answer = await organiser(SET_QUOTAS, input={"idempotencyKey": key(), **given})
    balance: dict[str, Any] = answer["setCampaignQuotas"]
    return balance


async def open_round(api: Api, world: World) -> Round:
    """A campaign of twelve people for ten villages, opened by 黑山县's organiser."""
    organiser = await api.sign_in(world, "county")
    campaign_id = await create_campaign(organiser, 12, 10)
    await set_quotas(
        organiser,
        campaign_id,
        {"title": "区直", "dispatchLevel": "COUNTY", "cadres": 4, "villages": 2, "perVillage": 2},
        {"title": "镇街", "dispatchLevel": "TOWNSHIP", "cadres": 8, "villages": 8, "perVillage": 1},
    )
    await organiser(OPEN_CAMPAIGN, id=campaign_id, key=key())
    return Round(organiser, world, campaign_id)

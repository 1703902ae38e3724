"""A campaign's balance, as the schema shows it."""

import strawberry

from xuanpai_core.campaigns.balance import Equation, Progress
from xuanpai_core.campaigns.service import Balance
from xuanpai_graphql.campaigns.types import BalanceEquation, CampaignBalance, CampaignNumbers, CampaignProgress
from xuanpai_graphql.lookahead.ids import global_id


def shown_balance(balance: Balance) -> CampaignBalance:
    """The balance with its equations and progress."""
    return CampaignBalance(
        campaign_id=strawberry.ID(global_id("Campaign", str(balance.campaign_id))),
        balanced=not balance.warnings,
        equations=[_equation(equation) for equation in balance.equations],
        warnings=list(balance.warnings),
        progress=[_progress(one) for one in balance.progress],
    )


def _equation(equation: Equation) -> BalanceEquation:
    return BalanceEquation(
        name=equation.name,
        title=equation.title,
        left=equation.left,
        right=equation.right,
        difference=equation.difference,
        holds=equation.holds,
        sentence=equation.sentence,
    )


def _progress(one: Progress) -> CampaignProgress:
    planned, actual = one.planned, one.actual
    return CampaignProgress(
        dispatch_level=one.dispatch_level,
        title=one.title,
        planned=CampaignNumbers(cadres=planned.cadres, villages=planned.villages, units=one.planned_units),
        actual=CampaignNumbers(cadres=actual.cadres, villages=actual.villages, units=actual.units),
    )

"""Reading cadres."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.search import ExactNumbers, find_exact
from xuanpai_graphql.cadres.names import by_name, name_search
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.conditions import one_of
from xuanpai_graphql.context import Context, Info
from xuanpai_graphql.cost import SEARCH
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, fetch_connection
from xuanpai_graphql.permissions import Reads


@strawberry.type
class CadreQueries:
    """Root fields for cadres."""

    @strawberry.field(
        description="查选派干部;可按完整的身份证号、手机号或银行账号查(查无结果的次数有限)",
        extensions=[Reads(Action.CADRE_READ)],
        directives=[SEARCH],
    )
    async def cadres(
        self,
        info: Info,
        name_starts_with: str | None = None,
        id_number: str | None = None,
        phone: str | None = None,
        bank_account: str | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Cadre]:
        """Cadres within the caller's reach."""
        context = info.context
        where: Where = name_search(context, name_starts_with)
        exact = ExactNumbers(id_number, phone, bank_account)
        if exact.given():
            where = {**where, one_of: await _found(context, exact)}
        return await fetch_connection(info, Cadre, first=first, after=after, where=where, order=by_name(context))


async def _found(context: Context, exact: ExactNumbers) -> object:
    """The cadres with these numbers; a search in vain is counted before the answer is given."""
    async with context.exclusive() as work:
        found = await find_exact(work, exact, missed_before=context.search_misses)
    context.search_misses += not found
    return found

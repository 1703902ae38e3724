"""Access tokens for the small world's people."""

from dataclasses import replace

from tests.factories.world import World
from xuanpai_core.tokens.service import CreatedToken, NewToken, create_token


async def make_token(world: World, person: str, *scopes: str, days: int = 30) -> CreatedToken:
    """A token of ``person``, who has just proved anew who they are."""
    ctx = replace(world.ctx(person), stepped_up_at=world.database.clock.now())
    async with world.database.work(ctx) as work:
        return await create_token(work, NewToken("对接程序", scopes, days))

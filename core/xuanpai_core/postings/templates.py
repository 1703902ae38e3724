"""Which posts a village has by its region's template, which are taken, and which are missing (HD-02)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.reviews import HeldPost
from xuanpai_core.plugins.rulebook import PostTemplate
from xuanpai_core.postings import repository
from xuanpai_core.postings.errors import PostTaken, PostTooMany
from xuanpai_core.postings.titles import level_title, role_title
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.vocabulary import DispatchLevel, PostingRole


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGap:
    """A village that is covered from a level, but not with the posts that the template has."""

    region_code: str
    place_name: str
    dispatch_level: DispatchLevel
    missing: tuple[PostingRole, ...]
    surplus: int
    sentence: str
    clause: Clause


def demand_vacancy(
    books: Rulebooks, place: tuple[str, str], wanted: HeldPost, on: date, others: Sequence[HeldPost]
) -> None:
    """Raise ``PostTooMany`` or ``PostTaken`` unless the template of the place (code, full name) has room that day.

    Without a template of that level nothing is demanded. A village has one first secretary, whoever sent him.
    """
    (code, village), role, level = place, wanted.role, wanted.dispatch_level
    rule = books.one(PostTemplate, f"posts:{level}", code, on)
    if rule is None:
        return
    posts = rule[1].posts
    held = [other.role for other in others if other.dispatch_level is level]
    titles = [role_title(books, post, code, on) for post in posts]
    if role not in posts or len(held) >= len(posts):
        raise PostTooMany(village, level_title(books, level, code, on), titles, len(held))
    first = role is PostingRole.FIRST_SECRETARY
    taken = sum(other.role is role for other in others) if first else held.count(role)
    if taken >= posts.count(role):
        raise PostTaken(village, role_title(books, role, code, on))


async def post_gaps(work: Work, region_code: str) -> list[PostGap]:
    """Villages within the place and the caller's places whose posts are not those of the template, by code.

    A village belongs to the level that has at least one running posting in it. Raises ``Forbidden`` and
    ``InvalidRegionCode``.
    """
    reach = require(work.ctx, Action.POSTING_READ)
    books, day = await rulebooks(work), today(work.clock)
    found = []
    for village in await repository.held_posts(work, RegionCode.parse(region_code), reach, day):
        rule = books.one(PostTemplate, f"posts:{village.dispatch_level}", village.region_code, day)
        gap = None if rule is None else _gap(books, village, rule[1], day)
        if gap is not None:
            found.append(gap)
    return found


def _gap(books: Rulebooks, village: repository.HeldPosts, template: PostTemplate, day: date) -> PostGap | None:
    missing = tuple((Counter(template.posts) - Counter(village.roles)).elements())
    surplus = sum((Counter(village.roles) - Counter(template.posts)).values())
    if not missing and not surplus:
        return None
    said = [f"缺{role_title(books, role, village.region_code, day)}" for role in missing]
    said += [f"超员{surplus}名"] if surplus else []
    return PostGap(
        region_code=village.region_code,
        place_name=village.place_name,
        dispatch_level=village.dispatch_level,
        missing=missing,
        surplus=surplus,
        sentence="、".join(said),
        clause=template.clause,
    )

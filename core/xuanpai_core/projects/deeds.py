"""What a project counts for: a project of its year, made public from the first day of its first notice (JZ-16)."""

from collections.abc import Sequence
from datetime import date, timedelta

from xuanpai_core.db.session import Work
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.projects import repository
from xuanpai_core.projects.models import Project, ProjectStatus, PublicNotice

RECORD_TYPE = "project"
LONGEST = 30


async def tell_project(work: Work, project: Project) -> None:
    """Tell duties what the project counts for now; one that was cancelled counts for nothing."""
    if project.status is ProjectStatus.CANCELLED:
        await tell(work, RECORD_TYPE, str(project.id), [])
        return
    parties = {of_region(project.region_code)}
    if project.posting_id is not None:
        parties.add(of_posting(project.posting_id))
    notices = await repository.notices_of(work, project.id)
    deed = Deed.of_day("project", frozenset(parties), project.established_on, notice_features(notices))
    await tell(work, RECORD_TYPE, str(project.id), [deed])


def notice_features(notices: Sequence[PublicNotice]) -> dict[str, date]:
    """``notice`` and ``evidence`` from the first day of the first notice; ``notice:7`` from its seventh day on.

    So a region demands seven days by the feature ``notice:7``; up to thirty can be demanded.
    """
    features: dict[str, date] = {}
    for notice in notices:
        features.setdefault("notice", notice.posted_on)
        features.setdefault("evidence", notice.posted_on)
        for days in range(2, min(LONGEST, (notice.until - notice.posted_on).days + 1) + 1):
            gained = notice.posted_on + timedelta(days=days - 1)
            name = f"notice:{days}"
            features[name] = min(features.get(name, gained), gained)
    return features

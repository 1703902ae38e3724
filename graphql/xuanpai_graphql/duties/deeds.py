"""What a deed is called: by the form of the place, or by the core's own name for its kind."""

from collections.abc import Mapping
from datetime import date

from xuanpai_core.db.session import Work
from xuanpai_core.duties.facts import Fact
from xuanpai_core.plugins.forms import ActivityForm, ReportForm
from xuanpai_core.registers.forms import forms_at
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_graphql.duties.types import DutyDeed

_KINDS: Mapping[str, str] = {
    "dispatch_meeting": "调度会",
    "meeting": "会议",
    "study": "学习",
    "talk": "谈心谈话",
    "visit": "走访",
    "training": "培训",
    "publicity": "宣传",
    "newsletter": "简报",
    "outreach": "宣讲",
    "delivery": "送服务",
    "observation": "观摩",
    "check": "检查",
    "note": "记事",
    "plan": "工作计划",
    "posting": "选派任职",
    "project": "项目",
    "party_transfer": "组织关系转接",
    "release": "脱离原单位工作",
}


async def titles_at(work: Work, region_code: str, on: date) -> dict[str, str]:
    """The title of each kind of deed at the place on the day."""
    books = await rulebooks(work)
    titles = dict(_KINDS)
    titles |= {form.code: form.title for form in await forms_at(work, region_code, on)}
    titles |= {form.code: form.title for _, form in books.every(ReportForm, region_code, on)}
    titles |= {form.code: form.title for _, form in books.every(ActivityForm, region_code, on)}
    return titles


def deed(fact: Fact, titles: Mapping[str, str], reason: str | None = None) -> DutyDeed:
    """The deed as it is shown; ``reason``: why it does not count."""
    return DutyDeed(
        kind=fact.kind,
        title=titles.get(fact.kind, "其他记录"),
        day=fact.day,
        until=fact.until,
        done_on=fact.done_on,
        reason=reason,
    )

"""Skeletons that logs start from: laid down by a place's offices for itself and everything below it."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place, within
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs
from xuanpai_core.worklogs.errors import TemplateNotFound
from xuanpai_core.worklogs.models import WorkLogTemplate

_SUBJECT = "work_log_template"
SKELETON_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A skeleton: headings and hints, for the logs of a place and below."""

    region_code: str
    title: str
    content: str


async def add_template(work: Work, new: NewTemplate, key: str) -> UUID:
    """Lay down a skeleton for a place within reach; returns its id. To change one, retire it and add another.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``Invalid`` (``INVALID_TEXT``), ``InvalidRegionCode``.
    """
    code = RegionCode.parse(new.region_code)
    require_place(work.ctx, Action.REGISTER_RECORD, code)
    title = one_line(new.title, path="title", title="模板名称", limit=60)
    content = paragraphs(new.content, path="content", title="模板内容", limit=SKELETON_LIMIT)

    async def act() -> Outcome:
        await known_region(work, code)
        template_id = new_id()
        work.session.add(
            WorkLogTemplate(
                tenant_id=work.tenant_id,
                id=template_id,
                region_code=str(code),
                title=title,
                content=content,
                recorded_by=work.ctx.actor.account_id,
            )
        )
        after = {"region_code": str(code), "title": title}
        record(work, "worklog:add_template", _SUBJECT, template_id, after=after)
        return {"template_id": str(template_id)}

    outcome = await once(work, "worklog:add_template", key, asdict(new), act)
    return UUID(outcome["template_id"])


async def retire_template(work: Work, template_id: UUID, key: str) -> UUID:
    """Offer it to nobody from now on; retiring it again changes nothing. Raises ``TemplateNotFound``, ``Forbidden``."""
    reach = require(work.ctx, Action.REGISTER_RECORD)

    async def act() -> Outcome:
        template = await work.session.scalar(
            select(WorkLogTemplate)
            .where(
                WorkLogTemplate.tenant_id == work.tenant_id,
                WorkLogTemplate.id == template_id,
                within(reach, region_code=WorkLogTemplate.region_code),
            )
            .with_for_update()
        )
        if template is None:
            raise TemplateNotFound
        if template.retired_at is None:
            template.retired_at = work.clock.now()
            record(work, "worklog:retire_template", _SUBJECT, template_id, before={"title": template.title})
        return {}

    await once(work, "worklog:retire_template", key, [template_id], act)
    return template_id

"""A draft's words, and whom it is about, made from what inspections found (FJ-21)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.bulletins.errors import NoGrounds
from xuanpai_core.bulletins.models import BulletinSubject
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.inspections.contradicting import VIOLATIONS
from xuanpai_core.inspections.models import FindingEnd, Inspection, InspectionFinding, InspectionMethod, Presence
from xuanpai_core.inspections.service import known_findings
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.models import Region
from xuanpai_core.units.models import OrgUnit

GROUNDS_LIMIT = 200
METHODS: Mapping[InspectionMethod, str] = {
    InspectionMethod.UNANNOUNCED: "暗访",
    InspectionMethod.SPOT_CHECK: "抽查",
    InspectionMethod.PHONE_CALL: "电话查岗",
    InspectionMethod.SUPERVISION_TOUR: "巡回督导",
    InspectionMethod.RANDOM_SURVEY: "随机调研",
    InspectionMethod.RANDOM_HOUSEHOLDS: "随机入户",
    InspectionMethod.COMPARATIVE_VISIT: "观摩评比",
}
_PRESENCE = {Presence.PRESENT: "在岗", Presence.ABSENT: "不在岗", Presence.ON_LEAVE: "请假"}


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Whom the findings are about as narrowly as it can be said, and the words to begin with."""

    subject: BulletinSubject
    region_code: str
    unit_id: UUID | None
    posting_id: UUID | None
    title: str
    content: str


@dataclass(frozen=True, slots=True)
class _Names:
    people: Mapping[UUID, str]
    units: Mapping[UUID, str]
    places: Mapping[str, str]


async def prefilled_bulletin(work: Work, finding_ids: Sequence[UUID]) -> Prefilled:
    """The words of a bulletin that rests on these findings; nothing is stored.

    Raises ``Forbidden``, ``NoGrounds``, ``FindingNotFound`` (also for one that the caller may not know of) and
    ``Invalid`` (``TOO_MANY_GROUNDS``).
    """
    require(work.ctx, Action.BULLETIN_PUBLISH)
    if not finding_ids:
        raise NoGrounds
    if len(finding_ids) > GROUNDS_LIMIT:
        raise Invalid(f"一份通报最多引用 {GROUNDS_LIMIT} 条检查结果。", code="TOO_MANY_GROUNDS")
    known = sorted(
        await known_findings(work, finding_ids), key=lambda pair: (pair[0].found_on, pair[0].region_code, pair[0].id)
    )
    names = await _names(work, [finding for finding, _ in known])
    subject, region_code, unit_id, posting_id, about = _subject(known, names)
    methods = "、".join(dict.fromkeys(METHODS[inspection.method] for _, inspection in known))
    lines = [_sentence(number, finding, names) for number, (finding, _) in enumerate(known, 1)]
    content = "\n".join((f"经{methods},发现以下情况:", *lines, "现予通报。请认真整改,举一反三。"))
    return Prefilled(subject, region_code, unit_id, posting_id, f"关于{about}驻村工作情况的通报", content)


def _subject(
    known: Sequence[tuple[InspectionFinding, Inspection]], names: _Names
) -> tuple[BulletinSubject, str, UUID | None, UUID | None, str]:
    """One person, else one unit, else the place that holds them all."""
    findings = [finding for finding, _ in known]
    postings = {finding.posting_id for finding in findings}
    units = {finding.sending_unit_id for finding in findings}
    first = findings[0]
    if len(postings) == 1 and first.posting_id is not None and first.cadre_id is not None:
        return BulletinSubject.PERSON, first.region_code, None, first.posting_id, names.people[first.cadre_id]
    if len(units) == 1 and first.sending_unit_id is not None:
        unit_id = first.sending_unit_id
        return BulletinSubject.UNIT, first.region_code, unit_id, None, names.units[unit_id]
    place = _common([finding.region_code for finding in findings])
    return BulletinSubject.PLACE, place, None, None, names.places[place]


def _common(codes: Sequence[str]) -> str:
    """The narrowest place above, or of, all of them; a tenant is one province, so there is one."""
    first = RegionCode.stored(min(codes))
    return next(place for place in (first, *first.ancestors()) if all(code.startswith(place) for code in codes))


def _sentence(number: int, finding: InspectionFinding, names: _Names) -> str:
    place = names.places[finding.region_code]
    said = f"{number}. {day_name(finding.found_on)},{place}"
    if finding.cadre_id is not None and finding.presence is not None:
        at_unit = "(派出单位查岗)" if finding.at_end is FindingEnd.UNIT else ""
        said += f"{names.people[finding.cadre_id]}{at_unit}{_PRESENCE[finding.presence]}"
    if finding.violation is not None:
        said += f",属“{VIOLATIONS[finding.violation]}”"
    if finding.note:
        said += f":{finding.note.rstrip('。')}"
    return said + "。"


async def _names(work: Work, findings: Sequence[InspectionFinding]) -> _Names:
    cadres = await work.session.execute(
        select(Cadre.id, Cadre.name).where(
            Cadre.tenant_id == work.tenant_id, Cadre.id.in_({one.cadre_id for one in findings})
        )
    )
    units = await work.session.execute(
        select(OrgUnit.id, OrgUnit.name).where(
            OrgUnit.tenant_id == work.tenant_id, OrgUnit.id.in_({one.sending_unit_id for one in findings})
        )
    )
    codes = {one.region_code for one in findings}
    codes |= {code[:length] for code in codes for length in (2, 4, 6, 9)}
    places = await work.session.execute(
        select(Region.code, Region.path_name).where(Region.tenant_id == work.tenant_id, Region.code.in_(codes))
    )
    return _Names(
        {row.id: row.name for row in cadres},
        {row.id: row.name for row in units},
        {row.code: row.path_name for row in places},
    )

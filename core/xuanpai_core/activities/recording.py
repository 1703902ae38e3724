"""One activity, filled in: read against its form, stored with its parties and files, and told as a deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from xuanpai_core.activities import repository
from xuanpai_core.activities.agenda import Topic, agenda_of, check_topics
from xuanpai_core.activities.attendees import PRESENT, parts_of, whole_attendance
from xuanpai_core.activities.errors import NotRanked, RankTaken, UnknownForm, WrongKind
from xuanpai_core.activities.models import Activity
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.evidence.service import Revealed, link, reveal
from xuanpai_core.forms.checking import Content, check_content, features_of
from xuanpai_core.parties.known import KnownParty, NamedParty
from xuanpai_core.parties.models import Attendance
from xuanpai_core.parties.service import known_parties, store_parties
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.plugins.forms import ActivityForm, Attendees
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_county, known_region
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.vocabulary import ActivityKind

RECORD_TYPE = "activity"
LOWEST_RANK = 999


@dataclass(frozen=True, slots=True)
class NewActivity:
    """Something that was held; ``topics`` maps topics to what was said, and may lack some.

    ``kind`` or ``form`` (a code of the region's rulebook) says what it was. ``content``: the form's fields.
    ``person_times``: how many people were reached, each as often as he came.
    """

    kind: ActivityKind | None
    region_code: str
    held_on: date
    title: str
    topics: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    posting_id: UUID | None = None
    parties: tuple[NamedParty, ...] = ()
    content: Mapping[str, object] = field(default_factory=dict)
    person_times: int | None = None
    note: str | None = None
    evidence_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """An activity as it was read against its form."""

    kind: ActivityKind
    form: ActivityForm | None
    agenda: tuple[Topic, ...]
    topics: dict[str, str]
    content: Content
    parties: tuple[KnownParty, ...]


async def store(work: Work, new: NewActivity, region_code: RegionCode, reach: Extent) -> UUID:
    """Check ``new`` against its place and its form, store it, and tell what it counts for; returns its id."""
    activity_id = new_id()
    posting_id = await _whose(work, new, region_code, reach)
    filled = await _fill(work, new, region_code, reach)
    activity = Activity(
        tenant_id=work.tenant_id,
        id=activity_id,
        kind=filled.kind,
        form=new.form,
        region_code=str(region_code),
        posting_id=posting_id,
        held_on=new.held_on,
        title=new.title,
        topics=filled.topics,
        agenda=[list(topic) for topic in filled.agenda],
        content=dict(filled.content),
        person_times=new.person_times,
        note=new.note,
        recorded_by=work.ctx.actor.account_id,
    )
    work.session.add(activity)
    await work.session.flush()
    await store_parties(work, RECORD_TYPE, activity_id, filled.parties)
    await _prove(work, activity, new.evidence_ids)
    await tell(work, RECORD_TYPE, str(activity_id), [_deed(activity, filled, proven=bool(new.evidence_ids))])
    record(work, Action.ACTIVITY_RECORD, RECORD_TYPE, activity_id, after=_told(activity, filled))
    return activity_id


async def _whose(work: Work, new: NewActivity, region_code: str, reach: Extent) -> UUID | None:
    """Whose record it is. A posted cadre records at the place of his own posting, and as his own.

    Raises ``Forbidden`` and ``PostingNotFound``.
    """
    if reach.covers_place(region_code):
        if new.posting_id is None:
            return None
        found = await repository.posting_within(work, new.posting_id, reach, new.held_on)
    else:
        own = reach.cadre_id and await repository.own_posting(work, reach.cadre_id, region_code, new.held_on)
        if not own:
            raise Forbidden("这个地方不在您的管辖范围内;选派干部只能登记任职期间本人任职地的活动。")
        found = own if new.posting_id in (None, own) else None
    if found is None:
        raise PostingNotFound
    return found


async def _fill(work: Work, new: NewActivity, region_code: RegionCode, reach: Extent) -> Filled:
    form = None if new.form is None else known_form(await rulebooks(work), new.form, region_code, new.held_on)
    kind = _kind(new, form)
    await _check_place(work, kind, region_code, new.held_on)
    agenda = agenda_of(kind, form)
    topics = check_topics(agenda, new.topics)
    content = check_content(form.fields if form else (), new.content)
    _check_ranks(kind, new.parties)
    named = await known_parties(work, new.parties, parts_of(form), reach)
    ranked = [replace(party, rank=said.rank) for party, said in zip(named, new.parties, strict=True)]
    parties = await whole_attendance(work, form, ranked, region_code, new.held_on)
    return Filled(kind, form, agenda, topics, content, parties)


def known_form(books: Rulebooks, code: str, region_code: str, on: date) -> ActivityForm:
    """The form of that code that is in force there that day; raises ``UnknownForm``, which lists those that are."""
    found = books.one(ActivityForm, f"activity:{code}", region_code, on)
    if found is None:
        known = books.every(ActivityForm, region_code, on)
        raise UnknownForm(code, on, [(form.code, form.title) for _, form in known])
    return found[1]


def _kind(new: NewActivity, form: ActivityForm | None) -> ActivityKind:
    if form is None:
        if new.kind is None:
            raise WrongKind("请写明活动的类别,或选择本地的活动名目。")
        return new.kind
    if new.kind not in (None, form.kind):
        raise WrongKind(f"“{form.title}”的类别是{form.kind},与所填的{new.kind}不符,请只填活动名目。")
    return form.kind


async def _check_place(work: Work, kind: ActivityKind, region_code: RegionCode, on: date) -> None:
    find = known_county if kind is ActivityKind.DISPATCH_MEETING else known_region
    place = await find(work, region_code)
    if place.valid_from is not None and on < place.valid_from:
        raise Invalid(f"{place.path_name}自{day_name(place.valid_from)}起才设立,请核对日期。", code="PLACE_NOT_YET")
    if place.valid_to is not None and on >= place.valid_to:
        raise Invalid(f"{place.path_name}已于{day_name(place.valid_to)}撤销,请核对日期或地方。", code="PLACE_NO_MORE")


def _check_ranks(kind: ActivityKind, parties: Sequence[NamedParty]) -> None:
    """Where parties are compared (观摩评比), no two have the same rank (HD-23)."""
    taken: set[int] = set()
    for number, party in enumerate(parties):
        if party.rank is None:
            continue
        if kind is not ActivityKind.OBSERVATION or not 1 <= party.rank <= LOWEST_RANK:
            raise NotRanked(f"parties.{number}.rank")
        if party.rank in taken:
            raise RankTaken(f"parties.{number}.rank", party.rank)
        taken.add(party.rank)


async def _prove(work: Work, activity: Activity, evidence_ids: Sequence[UUID]) -> None:
    """Bind the files: whoever reaches the posting reads them, or the place where it is nobody's own record."""
    key = str(activity.id)
    await link(work, evidence_ids, RECORD_TYPE, key, posting_id=activity.posting_id, checked=True)
    if evidence_ids and activity.posting_id is None:
        await reveal(work, RECORD_TYPE, [Revealed(key, None, activity.region_code)])


def _deed(activity: Activity, filled: Filled, *, proven: bool) -> Deed:
    tokens = {party.token for party in filled.parties if party.attendance in PRESENT}
    tokens.add(of_region(activity.region_code))
    if activity.posting_id is not None:
        tokens.add(of_posting(activity.posting_id))
    features = [f"topic:{code}" for code in filled.topics]
    if filled.form is not None:
        features += features_of(filled.form.fields, filled.content)
    if proven:
        features.append("evidence")
    if _nobody_absent(filled):
        features.append("full_attendance")
    kind = activity.form or activity.kind.lower()
    return Deed.of_day(kind, frozenset(tokens), activity.held_on, dict.fromkeys(features, activity.held_on))


def _nobody_absent(filled: Filled) -> bool:
    """Where attendance was taken at all."""
    taken = filled.form is not None and filled.form.must_attend is Attendees.POSTED
    states = {party.attendance for party in filled.parties}
    return (taken or Attendance.ATTENDED in states) and Attendance.ABSENT not in states


def _told(activity: Activity, filled: Filled) -> dict[str, object]:
    """What the trail keeps: what it was, where and when, and who took part how."""
    return {
        "kind": activity.kind,
        "form": activity.form,
        "region_code": activity.region_code,
        "held_on": activity.held_on,
        "title": activity.title,
        "parties": [[party.code, party.token, party.attendance] for party in filled.parties],
    }

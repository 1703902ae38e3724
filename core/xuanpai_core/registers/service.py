"""The verbs of registers: add an entry, end it, correct it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.service import Revealed, link, reveal
from xuanpai_core.forms.checking import check_content
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parties.known import KnownParty, NamedParty
from xuanpai_core.parties.service import known_parties, store_parties
from xuanpai_core.plugins.forms import RegisterForm
from xuanpai_core.plugins.reviews import EntryDraft
from xuanpai_core.registers import repository
from xuanpai_core.registers.counting import gained, tell_entry
from xuanpai_core.registers.crossing import derived
from xuanpai_core.registers.drafts import DraftParty, entry_draft
from xuanpai_core.registers.errors import (
    CannotReplace,
    EntryEnded,
    EntryInUse,
    EntryNotFound,
    EvidenceRequired,
    InvalidPeriod,
    PartyEnded,
    PartyTaken,
)
from xuanpai_core.registers.forms import form_in_force
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.registers.placing import Ground, check_days, ground_of
from xuanpai_core.registers.repository import RECORD_TYPE, REPLACES
from xuanpai_core.rulebooks.reviewing import objections, settle
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import one_line, paragraphs


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be written down. ``content``: field code to value; ``parties``: whom the form names.

    ``last_day``: None while it stands. ``posting_id``: the posting that it belongs to. ``accepted``: for the code of
    a soft objection, why the entry is right nevertheless.
    """

    form: str
    region_code: str
    title: str
    valid_from: date
    content: Mapping[str, object] = field(default_factory=dict)
    parties: tuple[NamedParty, ...] = ()
    evidence_ids: tuple[UUID, ...] = ()
    posting_id: UUID | None = None
    last_day: date | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """The whole content as it ought to be, and why; ``evidence_ids`` are added to what proves the entry already."""

    content: Mapping[str, object]
    reason: str
    evidence_ids: tuple[UUID, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)


async def add_entry(work: Work, new: NewEntry, key: str) -> UUID:
    """Write an entry of a register; returns its id.

    Raises ``Forbidden``, ``UnknownForm``, ``PostingNotFound``, ``InvalidPeriod``, ``InvalidContent``,
    ``PartyMisfit``, ``UnknownParty``, ``PartyEnded``, ``PartyTaken``, ``CannotReplace``, ``EvidenceRequired``,
    ``EvidenceNotFound``, ``ReviewRefused``, ``ObjectionNotAccepted``, and ``NotFound`` (``UNKNOWN_REGION``).
    """
    reach = require(work.ctx, Action.REGISTER_RECORD)

    async def act() -> Outcome:
        return {"id": str(await _add(work, new, reach))}

    return UUID((await once(work, "register:add", key, asdict(new), act))["id"])


async def _add(work: Work, new: NewEntry, reach: Extent) -> UUID:
    ground = await ground_of(work, new.region_code, new.posting_id, reach)
    place, now = ground.region.code, today(work.clock)
    check_days(ground.region, new.valid_from, new.last_day, now)
    form = form_in_force(await rulebooks(work), new.form, place, new.valid_from)
    content = _content(form, new.content)
    parties = await known_parties(work, new.parties, form.parties, reach)
    _demand_running(form, parties, new.valid_from)
    if form.proof and not new.evidence_ids:
        raise EvidenceRequired(form.title)
    await _replace(work, form, parties, new.valid_from, reach)
    await _demand_only_once(work, form, parties, new)
    drafted = [DraftParty(one.code, one.token, one.region_code, one.unit_id, one.entry_id) for one in parties]
    draft = await entry_draft(work, form.code, place, new.valid_from, content, drafted)
    entry = _row(work, new, form, ground, content, await _reviewed(work, draft, new.accepted))
    entry.features = gained(form, content, {}, new.valid_from, now if new.evidence_ids else None)
    work.session.add(entry)
    await work.session.flush()
    await store_parties(work, RECORD_TYPE, entry.id, parties)
    await _prove(work, entry, new.evidence_ids)
    await tell_entry(work, entry)
    _note_added(work, entry, parties, len(new.evidence_ids))
    return entry.id


def _note_added(work: Work, entry: RegisterEntry, parties: Sequence[KnownParty], files: int) -> None:
    after = {
        "form": entry.form,
        "title": entry.title,
        "region_code": entry.region_code,
        "valid_from": entry.valid_from,
        "content": entry.content,
        "parties": [party.token for party in parties],
    }
    record(work, Action.REGISTER_RECORD, RECORD_TYPE, entry.id, after=after, files=files, accepted=entry.accepted)


async def end_entry(work: Work, entry_id: UUID, last_day: date, reason: str, key: str) -> None:
    """Let an entry stand until ``last_day`` and no longer; ``reason`` is kept.

    Raises ``EntryNotFound`` (unknown and out of reach look the same), ``EntryEnded``, ``EntryInUse``,
    ``InvalidPeriod``.
    """
    reach = require(work.ctx, Action.REGISTER_RECORD)
    because = paragraphs(reason, path="reason", title="结束的原因", limit=500)

    async def act() -> Outcome:
        entry = await _held(work, entry_id, reach)
        if entry.valid_to is not None and (entry.valid_to < today(work.clock) or last_day >= entry.valid_to):
            raise EntryEnded(entry.valid_to)
        if last_day < entry.valid_from:
            raise InvalidPeriod("lastDay", "结束日期不能早于开始日期,请核对。")
        await _demand_unused(work, entry, last_day)
        await _end(work, entry, last_day, because)
        return {}

    content = {"id": str(entry_id), "last_day": last_day.isoformat(), "reason": because}
    await once(work, "register:end", key, content, act)


async def correct_entry(work: Work, entry_id: UUID, correction: Correction, key: str) -> None:
    """Put the content right; what stood there before is kept in the audit trail, with the reason.

    Raises ``EntryNotFound``, ``InvalidContent``, ``EvidenceNotFound``, ``ReviewRefused``, ``ObjectionNotAccepted``.
    """
    reach = require(work.ctx, Action.REGISTER_RECORD)
    because = paragraphs(correction.reason, path="reason", title="更正的原因", limit=500)

    async def act() -> Outcome:
        await _correct(work, await _held(work, entry_id, reach), correction, because)
        return {}

    await once(work, "register:correct", key, {"id": str(entry_id), **asdict(correction)}, act)


async def _correct(work: Work, entry: RegisterEntry, correction: Correction, because: str) -> None:
    form = form_in_force(await rulebooks(work), entry.form, entry.region_code, entry.valid_from)
    content = _content(form, correction.content)
    parties = await _drafted(work, entry)
    draft = await entry_draft(work, form.code, entry.region_code, entry.valid_from, content, parties, besides=entry.id)
    kept = await _reviewed(work, draft, correction.accepted)
    before, entry.content = entry.content, dict(content)
    now = today(work.clock)
    entry.features = gained(form, content, entry.features, now, now if correction.evidence_ids else None)
    entry.accepted = [*entry.accepted, *kept]
    await work.session.flush()
    await _prove(work, entry, correction.evidence_ids)
    await tell_entry(work, entry)
    files = len(correction.evidence_ids)
    record(work, "register:correct", RECORD_TYPE, entry.id, before=before, after=content, reason=because, files=files)


def _content(form: RegisterForm, given: Mapping[str, object]) -> dict[str, object]:
    checked = check_content(form.fields, given)
    return {**checked, **derived(form.code, checked)}


async def _drafted(work: Work, entry: RegisterEntry) -> list[DraftParty]:
    """The stored parties of an entry, with where they are today."""
    stored = await repository.parties_of(work, entry.id)
    places = await repository.posting_places(work, [one.posting_id for one in stored if one.posting_id])
    entries = await repository.entries(work, [one.entry_id for one in stored if one.entry_id])
    found = []
    for one in stored:
        place = one.region_code or entry.region_code
        if one.posting_id is not None:
            place = places[one.posting_id]
        elif one.entry_id is not None:
            place = entries[one.entry_id].region_code
        found.append(DraftParty(one.code, one.token, place, one.unit_id, one.entry_id))
    return found


async def _reviewed(work: Work, draft: EntryDraft, accepted: Mapping[str, str]) -> list[dict[str, str]]:
    return settle(await objections(work, draft, draft.region_code, draft.valid_from), accepted)


def _row(
    work: Work,
    new: NewEntry,
    form: RegisterForm,
    ground: Ground,
    content: Mapping[str, object],
    kept: Sequence[Mapping[str, str]],
) -> RegisterEntry:
    return RegisterEntry(
        tenant_id=work.tenant_id,
        id=new_id(),
        form=form.code,
        title=one_line(new.title, path="title", title="名称"),
        region_code=ground.region.code,
        posting_id=new.posting_id,
        valid_from=new.valid_from,
        valid_to=new.last_day,
        content=dict(content),
        accepted=list(kept),
        features={},
        recorded_by=work.ctx.actor.account_id,
        created_at=work.clock.now(),
    )


async def _prove(work: Work, entry: RegisterEntry, evidence_ids: Sequence[UUID]) -> None:
    await link(work, evidence_ids, RECORD_TYPE, str(entry.id), posting_id=entry.posting_id, checked=True)
    await reveal(work, RECORD_TYPE, [Revealed(str(entry.id), entry.posting_id, entry.region_code)])


async def _held(work: Work, entry_id: UUID, reach: Extent) -> RegisterEntry:
    entry = await repository.writable(work, entry_id, reach)
    if entry is None:
        raise EntryNotFound
    return entry


async def _end(work: Work, entry: RegisterEntry, last_day: date, because: str) -> None:
    before = {"valid_to": entry.valid_to}
    entry.valid_to, entry.ended_because = last_day, because
    await work.session.flush()
    await tell_entry(work, entry)
    record(work, "register:end", RECORD_TYPE, entry.id, before=before, after={"valid_to": last_day}, reason=because)


async def _replace(
    work: Work, form: RegisterForm, parties: Sequence[KnownParty], valid_from: date, reach: Extent
) -> None:
    """End the entry whose place the new one takes, on the day before; it stays readable (DY-05)."""
    for party in parties:
        if party.code != REPLACES or party.entry_id is None or party.form != form.code:
            continue
        old = await _held(work, party.entry_id, reach)
        if old.valid_to is not None or old.valid_from >= valid_from:
            raise CannotReplace(old.title)
        await _end(work, old, valid_from - timedelta(days=1), "由新版替代")


def _demand_running(form: RegisterForm, parties: Sequence[KnownParty], first: date) -> None:
    """Refuse a party that was over before; what is replaced is another matter."""
    named = {part.code: part.title for part in form.parties}
    for number, party in enumerate(parties):
        if party.code != REPLACES and party.last_day is not None and party.last_day < first:
            raise PartyEnded(f"parties.{number}", named[party.code], party.last_day)


async def _demand_only_once(work: Work, form: RegisterForm, parties: Sequence[KnownParty], new: NewEntry) -> None:
    """Nobody stands twice where one may stand once (DY-11); whoever comes second of two at once waits, and is told."""
    alone = {part.code: part for part in form.parties if part.only_one}
    await repository.hold(work, [f"{form.code}:{one.code}:{one.token}" for one in parties if one.code in alone])
    for number, party in enumerate(parties):
        if party.code not in alone:
            continue
        other = await repository.taken(work, form.code, party.code, party.token, new.valid_from, new.last_day)
        if other is not None:
            known = extent(work.ctx, Action.REGISTER_READ).covers_place(other.region_code)
            title = other.title if known else None
            path, part = f"parties.{number}", alone[party.code].title
            raise PartyTaken(path, part, form.title, title, other.valid_from if known else None)


async def _demand_unused(work: Work, entry: RegisterEntry, last_day: date) -> None:
    users = await repository.built_on(work, entry.id, last_day)
    if users:
        reach = extent(work.ctx, Action.REGISTER_READ)
        raise EntryInUse([other.title for other in users if reach.covers_place(other.region_code)][:5])

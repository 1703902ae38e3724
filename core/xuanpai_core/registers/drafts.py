"""An entry as the regions see it before it is written: its parties, and what is known of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.plugins.reviews import EntryDraft, PartyFacts
from xuanpai_core.registers import repository

_VILLAGE = 12


@dataclass(frozen=True, slots=True)
class DraftParty:
    """A party of an entry: a posting, a unit, a place or an entry, and where it is."""

    code: str
    token: str
    region_code: str
    unit_id: UUID | None = None
    entry_id: UUID | None = None


async def entry_draft(
    work: Work,
    form: str,
    region_code: str,
    valid_from: date,
    content: Mapping[str, object],
    parties: Sequence[DraftParty],
    *,
    besides: UUID | None = None,
) -> EntryDraft:
    """What the regions are told of an entry that is about to be written, or written anew (``besides`` is itself)."""
    return EntryDraft(
        form=form,
        region_code=region_code,
        valid_from=valid_from,
        values=dict(content),
        parties=await party_facts(work, parties, valid_from),
        others=await repository.running(work, form, region_code, valid_from, besides),
    )


async def party_facts(work: Work, parties: Sequence[DraftParty], on: date) -> tuple[PartyFacts, ...]:
    """What is known of each party on that day: of whatever lies in a village, the village's tags and neighbours too."""
    villages = sorted({party.region_code for party in parties if len(party.region_code) == _VILLAGE})
    tags = await repository.village_tags(work, villages, on)
    neighbours = await repository.neighbours(work, villages, on)
    names = await repository.unit_names(work, [party.unit_id for party in parties if party.unit_id])
    categories = await repository.unit_categories(work, [party.token for party in parties if party.unit_id], on)
    entries = await repository.entries(work, [party.entry_id for party in parties if party.entry_id])
    found = []
    for party in parties:
        known: dict[str, str] = {}
        if len(party.region_code) == _VILLAGE:
            known["tags"] = ",".join(tags.get(party.region_code, ()))
            known["neighbours"] = ",".join(neighbours.get(party.region_code, ()))
        if party.unit_id is not None:
            known |= {"name": names.get(party.unit_id, ""), "category": categories.get(party.token, "")}
        if party.entry_id is not None and party.entry_id in entries:
            known |= {code: _text(value) for code, value in entries[party.entry_id].content.items()}
        found.append(PartyFacts(code=party.code, token=party.token, region_code=party.region_code, known=known))
    return tuple(found)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

"""What an entry counts for: a deed for itself, for each of its parties, for its posting and for its place."""

from collections.abc import Mapping
from datetime import date

from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.duties.service import subject_changed
from xuanpai_core.forms.checking import features_of
from xuanpai_core.parties.tokens import of_entry, of_posting, of_region
from xuanpai_core.plugins.forms import RegisterForm
from xuanpai_core.registers import repository
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.registers.repository import RECORD_TYPE

EVIDENCE = "evidence"


def gained(
    form: RegisterForm,
    content: Mapping[str, object],
    before: Mapping[str, str],
    since: date,
    proved_on: date | None,
) -> dict[str, str]:
    """The features of an entry with the day on which each was gained: a pure function.

    What it had ``before`` and still has keeps its day; what is new was gained on ``since``; proof stays.
    """
    found = {name: before.get(name, since.isoformat()) for name in features_of(form.fields, content)}
    if EVIDENCE in before:
        found[EVIDENCE] = before[EVIDENCE]
    elif proved_on is not None:
        found[EVIDENCE] = proved_on.isoformat()
    return found


async def tell_entry(work: Work, entry: RegisterEntry) -> None:
    """Tell duties what the entry counts for as it now stands, and that it is another than before."""
    await work.session.flush()
    tokens = {of_entry(entry.id), of_region(entry.region_code)}
    tokens |= {party.token for party in await repository.parties_of(work, entry.id)}
    if entry.posting_id is not None:
        tokens.add(of_posting(entry.posting_id))
    deed = Deed(
        kind=entry.form,
        parties=frozenset(tokens),
        day=entry.valid_from,
        until=entry.valid_to,
        done_on=civil_date(entry.created_at),
        features={name: date.fromisoformat(day) for name, day in entry.features.items()},
    )
    await tell(work, RECORD_TYPE, str(entry.id), [deed])
    # Beside what it counts for, the entry may itself owe duties: a pairing, a work team, a household.
    await subject_changed(work, entries=[entry.id])

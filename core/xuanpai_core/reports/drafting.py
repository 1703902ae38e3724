"""What stands in a report: typed as its form asks, filled from the records where nothing was written, compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuanpai_core.db.session import Work
from xuanpai_core.forms.checking import Content, check_content
from xuanpai_core.plugins.forms import Field, FieldKind, ReportForm, ReportItem
from xuanpai_core.reports.errors import UnknownReason
from xuanpai_core.reports.models import ReportLine
from xuanpai_core.reports.sources import Recorded, Subject, recorded
from xuanpai_core.texts import paragraphs

FIGURES = frozenset({FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.MONEY})
WORDS_LIMIT = 20_000
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a report: what is written, and what the records say."""

    item: ReportItem
    value: Decimal | None
    words: str | None
    recorded: Recorded | None
    reason: str | None = None

    @property
    def difference(self) -> Decimal | None:
        """What is claimed beyond the records (DY-06); None where there is nothing to compare."""
        if self.value is None or self.recorded is None or self.recorded.value is None:
            return None
        return self.value - self.recorded.value


async def sayings(work: Work, form: ReportForm, subject: Subject, first: date, last: date) -> dict[str, Recorded]:
    """What the records of the period say of each item that has a source; raises ``UnknownSource``."""
    return {item.code: await recorded(work, item.source, subject, first, last) for item in form.items if item.source}


def written_lines(
    form: ReportForm, content: Mapping[str, object], reasons: Mapping[str, object], said: Mapping[str, Recorded]
) -> list[Line]:
    """The lines of a report in which ``content`` was written; an item that it does not name is what the records say.

    An item named without a value stays empty. Raises ``InvalidContent``, ``UnknownReason`` and ``Invalid``
    (``INVALID_TEXT``).
    """
    checked = check_content(map(_field, form.items), content)
    explained = _reasons(form, reasons)
    return [
        _line(
            item,
            checked,
            named=item.code in content,
            said=said.get(item.code),
            reason=explained.get(item.code),
        )
        for item in form.items
    ]


def compared(stored: ReportLine, said: Recorded | None) -> None:
    """Bring what the records say, and the difference, of a stored line up to date."""
    if said is None:
        return
    stored.recorded, stored.records, stored.difference = said.value, said.records, None
    if stored.value is not None and said.value is not None:
        stored.difference = stored.value - said.value


def _field(item: ReportItem) -> Field:
    """Any item may stay empty until the report is handed in."""
    most = WORDS_LIMIT if item.kind is FieldKind.TEXT else None
    return Field(code=item.code, title=item.title, kind=item.kind, unit=item.unit, most=most)


def _reasons(form: ReportForm, reasons: Mapping[str, object]) -> dict[str, str]:
    titles = {item.code: item.title for item in form.items if item.source and item.kind in FIGURES}
    found = {}
    for code, words in reasons.items():
        if code not in titles:
            raise UnknownReason(code)
        if str(words or "").strip():
            title = f"{titles[code]}的差异原因"
            found[code] = paragraphs(str(words), path=f"reasons.{code}", title=title, limit=REASON_LIMIT)
    return found


def _line(item: ReportItem, checked: Content, *, named: bool, said: Recorded | None, reason: str | None) -> Line:
    written = checked.get(item.code)
    if not named and said is not None:
        return Line(item, said.value, said.words, said, reason)
    if written is None:
        return Line(item, None, None, said, reason)
    if item.kind in FIGURES:
        return Line(item, Decimal(str(written)), None, said, reason)
    words = str(written).lower() if isinstance(written, bool) else str(written)
    return Line(item, None, words, said, reason)

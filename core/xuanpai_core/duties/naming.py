"""What the features of a duty's deeds are called at a place: the codes of forms are no words for people."""

from datetime import date

from xuanpai_core.plugins.duties import Duty
from xuanpai_core.plugins.forms import ReportForm
from xuanpai_core.rulebooks.in_force import Rulebooks


def feature_titles(books: Rulebooks, duty: Duty, region_code: str, on: date) -> dict[str, str]:
    """The titles of features by name, as the forms in force there that day call them: ``recipient:TOWNSHIP`` 镇党委."""
    forms = [books.one(ReportForm, f"report:{kind}", region_code, on) for kind in duty.fulfilled_by]
    return {f"recipient:{code}": title for found in forms if found for code, title in found[1].recipients}

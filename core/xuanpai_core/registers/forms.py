"""Which registers a place has on a day: the core's, and the region's own in their stead or beside them."""

from dataclasses import replace
from datetime import date

from xuanpai_core.db.session import Work
from xuanpai_core.plugins.forms import RegisterForm
from xuanpai_core.plugins.rulebook import Wording
from xuanpai_core.registers.core_forms import CORE_FORMS
from xuanpai_core.registers.errors import UnknownForm
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.service import rulebooks


def form_in_force(books: Rulebooks, code: str, region_code: str, on: date) -> RegisterForm:
    """The form of this code that holds at the place on the day; raises ``UnknownForm``."""
    found = books.one(RegisterForm, f"register:{code}", region_code, on)
    form = found[1] if found else CORE_FORMS.get(code)
    if form is None:
        raise UnknownForm(code)
    return _worded(books, form, region_code, on)


async def forms_at(work: Work, region_code: str, on: date) -> list[RegisterForm]:
    """Every form that holds at the place on the day: the core's in their order, then those that only the region has."""
    books = await rulebooks(work)
    own = {form.code: form for _, form in books.every(RegisterForm, region_code, on)}
    found = {code: own.pop(code, form) for code, form in CORE_FORMS.items()} | own
    return [_worded(books, form, region_code, on) for form in found.values()]


def _worded(books: Rulebooks, form: RegisterForm, region_code: str, on: date) -> RegisterForm:
    """The form under the name that the region calls it by."""
    wording = books.one(Wording, f"wording:{form.matter}", region_code, on)
    return form if wording is None else replace(form, title=wording[1].title)

"""The registers that every place has; a region may lay down its own form of any of them, and further ones."""

from collections.abc import Mapping

from xuanpai_core.plugins.forms import RegisterForm
from xuanpai_core.registers.core_people import PEOPLE_FORMS
from xuanpai_core.registers.core_places import PLACE_FORMS

CORE_FORMS: Mapping[str, RegisterForm] = {form.code: form for form in (*PLACE_FORMS, *PEOPLE_FORMS)}
"""By code. A party called ``replaces`` names the entry of the same register whose place the new one takes."""

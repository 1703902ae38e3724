"""A form of activity as the API shows it."""

from xuanpai_core.activities.agenda import agenda_of
from xuanpai_core.activities.attendees import parts_of
from xuanpai_core.plugins import forms as core
from xuanpai_core.plugins.forms import Attendees
from xuanpai_graphql.activities.types import ActivityForm, ActivityTopic
from xuanpai_graphql.forms.types import shown_field, shown_part


def shown_form(form: core.ActivityForm) -> ActivityForm:
    """A form of activity, with what the core adds to it."""
    return ActivityForm(
        code=form.code,
        title=form.title,
        kind=form.kind,
        topics=[ActivityTopic(code=code, title=title) for code, title in agenda_of(form.kind, form)],
        fields=[shown_field(field) for field in form.fields],
        parties=[shown_part(part) for part in parts_of(form)],
        everybody_attends=form.must_attend is Attendees.POSTED,
        clause_words=form.clause.words if form.clause else None,
        clause_reference=form.clause.reference if form.clause else None,
    )

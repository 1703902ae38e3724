"""A register's form as the API shows it."""

from xuanpai_core.plugins import forms as core
from xuanpai_graphql.forms.types import shown_field, shown_part
from xuanpai_graphql.registers.types import RegisterForm


def shown_form(form: core.RegisterForm) -> RegisterForm:
    """A register's form."""
    return RegisterForm(
        code=form.code,
        title=form.title,
        proof=form.proof,
        pairs=form.pairs,
        clause_words=form.clause.words if form.clause else None,
        clause_reference=form.clause.reference if form.clause else None,
        fields=[shown_field(field) for field in form.fields],
        parties=[shown_part(party) for party in form.parties],
    )

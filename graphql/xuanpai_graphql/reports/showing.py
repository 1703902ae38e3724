"""Forms and prefilled reports as GraphQL shows them."""

import strawberry

from xuanpai_core.plugins.forms import ReportForm
from xuanpai_core.reports.service import Line, Prefilled
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.reports.types import (
    ReportDraft,
    ReportDraftLine,
    ReportFormItem,
    ReportFormRecipient,
    ReportFormShown,
)


def shown_form(form: ReportForm) -> ReportFormShown:
    """A form of report."""
    return ReportFormShown(
        code=form.code,
        title=form.title,
        cadence=form.cadence,
        clause_words=form.clause.words,
        clause_document=form.clause.document,
        clause_reference=form.clause.reference,
        items=[
            ReportFormItem(
                code=item.code,
                title=item.title,
                kind=item.kind,
                required=item.required,
                unit=item.unit,
                source=item.source or None,
            )
            for item in form.items
        ],
        recipients=[ReportFormRecipient(code=code, title=title) for code, title in form.recipients],
    )


def shown_draft(draft: Prefilled) -> ReportDraft:
    """A report that is yet to be written."""
    return ReportDraft(
        report_id=None if draft.report_id is None else strawberry.ID(global_id("Report", draft.report_id)),
        state=draft.state,
        form=shown_form(draft.form),
        period_start=draft.period_start,
        period_end=draft.period_end,
        lines=[_line(line) for line in draft.lines],
    )


def _line(line: Line) -> ReportDraftLine:
    item, said = line.item, line.recorded
    return ReportDraftLine(
        code=item.code,
        title=item.title,
        kind=item.kind,
        required=item.required,
        unit=item.unit,
        value=line.value,
        words=line.words,
        source=item.source or None,
        source_title=None if said is None else said.title,
        recorded=None if said is None else said.value,
        records=None if said is None else said.records,
        difference=line.difference,
        reason=line.reason,
    )

"""What services find out about postings, as the schema shows it."""

import strawberry

from xuanpai_core.postings.service_record import ServiceRecord as Certificate
from xuanpai_core.postings.templates import PostGap as Gap
from xuanpai_core.postings.terms import OverdueTerm as Overdue
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.postings.records import OverdueTerm, PostGap, ServiceRecord, ServiceStretch


def gap(one: Gap) -> PostGap:
    """A village whose posts are not those of the template."""
    return PostGap(
        region_code=one.region_code,
        place_name=one.place_name,
        dispatch_level=one.dispatch_level,
        missing=list(one.missing),
        surplus=one.surplus,
        sentence=one.sentence,
        clause_words=one.clause.words,
        clause_document=one.clause.document,
        clause_reference=one.clause.reference,
    )


def overdue(one: Overdue, cadre_name: str) -> OverdueTerm:
    """A posting that runs past its term, its cadre named as lists name him."""
    clause = one.clause
    return OverdueTerm(
        posting_id=strawberry.ID(global_id("Posting", str(one.posting_id))),
        cadre_name=cadre_name,
        region_code=one.region_code,
        place_name=one.place_name,
        term_ended_on=one.term_ended_on,
        days=one.days,
        sentence=one.sentence,
        clause_words=clause.words if clause else None,
        clause_document=clause.document if clause else None,
        clause_reference=clause.reference if clause else None,
    )


def certificate(one: Certificate) -> ServiceRecord:
    """A service record with its stretches."""
    return ServiceRecord(
        cadre_id=strawberry.ID(global_id("Cadre", str(one.cadre_id))),
        stretches=[
            ServiceStretch(
                role=stretch.role,
                place_name=stretch.place_name,
                first_day=stretch.first_day,
                last_day=stretch.last_day,
                days=stretch.days,
                running=stretch.running,
            )
            for stretch in one.stretches
        ],
        total_days=one.total_days,
        longest_days=one.longest_days,
        one_year=one.one_year,
        sentence=one.sentence,
    )

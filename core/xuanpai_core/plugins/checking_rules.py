"""What a machine can tell of a rulebook: clauses cited, texts in Chinese, deeds that something can do."""

import re
from collections.abc import Iterator

from xuanpai_core.plugins.duties import Duty
from xuanpai_core.plugins.forms import ActivityForm, RegisterForm, ReportForm
from xuanpai_core.plugins.rulebook import Rule, Rulebook
from xuanpai_core.reports.errors import UnknownSource
from xuanpai_core.reports.sources import find_source

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MATTER = re.compile(r"[a-z][A-Za-z0-9_.:]{0,80}")

Finding = tuple[str, str, str]
"""A stable code, where, and what to do."""


def rulebook_problems(book: Rulebook) -> Iterator[Finding]:
    """Everything that is wrong with the rules as they are written down."""
    for rule in book.rules():
        where = f"rulebook:{rule.matter}"
        if not _MATTER.fullmatch(rule.matter):
            yield "WRONG_MATTER", where, f"事项代码 {rule.matter} 只能用小写英文、数字、下划线和点。"
        if rule.clause is None:
            yield "NO_CLAUSE", where, f"“{rule.title}”没有写明依据的条款。"
        if not _CHINESE.search(rule.title):
            yield "NOT_CHINESE", where, f"{rule.matter} 的名称须用中文。"
        yield from _texts(rule, where)
        yield from _unknown_sources(rule, where)
    yield from _reports_without_form(book)


def _texts(rule: Rule, where: str) -> Iterator[Finding]:
    """Labels that a person reads, below the title."""
    labels: list[str] = []
    if isinstance(rule, (ActivityForm, RegisterForm)):
        labels += [field.title for field in rule.fields] + [party.title for party in rule.parties]
        labels += [label for field in rule.fields for _, label in field.choices]
    if isinstance(rule, ReportForm):
        labels += [item.title for item in rule.items] + [title for _, title in rule.recipients]
    for label in labels:
        if not _CHINESE.search(label):
            yield "NOT_CHINESE", where, f"“{label}”须用中文。"


def _unknown_sources(rule: Rule, where: str) -> Iterator[Finding]:
    """Figures that nothing is recorded for could neither be filled in nor checked."""
    if not isinstance(rule, ReportForm):
        return
    for item in rule.items:
        if item.source:
            try:
                find_source(item.source)
            except UnknownSource as error:
                yield "UNKNOWN_SOURCE", where, f"“{item.title}”:{error.message}"


def _reports_without_form(book: Rulebook) -> Iterator[Finding]:
    """A duty of reporting needs its report, or the county's above; a report that nobody owes is a mistake."""
    owed = {kind for duty in book.duties for kind in duty.fulfilled_by}
    for report in book.reports:
        if report.code not in owed:
            yield "REPORT_NOT_OWED", f"rulebook:{report.matter}", f"没有责任事项要求报送“{report.title}”。"
        for duty in book.duties:
            if report.code in duty.fulfilled_by:
                yield from _unknown_recipients(duty, report)


def _unknown_recipients(duty: Duty, report: ReportForm) -> Iterator[Finding]:
    known = {f"recipient:{code}" for code, _ in report.recipients}
    for need in duty.needs:
        if need.startswith("recipient:") and need not in known:
            yield "UNKNOWN_RECIPIENT", f"rulebook:{duty.matter}", f"报告“{report.title}”没有 {need} 这个接收方。"

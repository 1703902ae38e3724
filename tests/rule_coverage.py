"""Notes which rules' acceptance tests ran and passed, so that ``make rules`` counts nothing that was not shown."""

import json
from pathlib import Path

import pytest

RECORD = Path(__file__).resolve().parents[1] / "var" / "rules.json"
PROPERTY = "rule"


class RuleCoverage:
    """Collects, at the end of a run, the rules whose every marked test passed."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole
        self._outcomes: dict[str, tuple[list[str], bool]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a marked test: passed only if set-up, call and clean-up all did."""
        rules = [str(value) for name, value in report.user_properties if name == PROPERTY]
        if not rules:
            return
        _, so_far = self._outcomes.get(report.nodeid, (rules, True))
        self._outcomes[report.nodeid] = (rules, so_far and report.passed)

    def pytest_sessionfinish(self) -> None:
        """Write the record: a whole run replaces it, a partial run changes only what it ran."""
        known = {} if self._whole else read_record()
        known |= {test: {"rules": rules, "passed": passed} for test, (rules, passed) in self._outcomes.items()}
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True))


def read_record() -> dict[str, dict[str, object]]:
    """Test id to its rules and whether it passed, of the last runs; empty when nothing was run."""
    if not RECORD.exists():
        return {}
    record: dict[str, dict[str, object]] = json.loads(RECORD.read_text())
    return record

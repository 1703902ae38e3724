"""Prints which of the 119 rules have acceptance tests that ran and passed: ``make rules``."""

import csv
import sys
from pathlib import Path

from tests.rule_coverage import read_record

LIST = Path(__file__).resolve().parents[1] / "docs" / "rules.csv"


def covered() -> dict[str, list[str]]:
    """Rule to the tests that show it: every test marked with the rule must have passed."""
    shown: dict[str, list[str]] = {}
    failed: set[str] = set()
    for test, entry in read_record().items():
        for rule in entry["rules"]:  # type: ignore[attr-defined]
            shown.setdefault(rule, []).append(test)
            if not entry["passed"]:
                failed.add(rule)
    return {rule: tests for rule, tests in shown.items() if rule not in failed}


def main() -> int:
    """Print a line a rule, and the count."""
    with LIST.open(encoding="utf-8") as lines:
        rules = [(row["id"], row["title"]) for row in csv.DictReader(lines)]
    shown = covered()
    for rule, title in rules:
        tests = shown.get(rule, [])
        sys.stdout.write(f"{'✓' if tests else '·'} {rule}  {title}{f'  ({len(tests)})' if tests else ''}\n")
    sys.stdout.write(f"rules: {sum(rule in shown for rule, _ in rules)} of {len(rules)} covered\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What docs/security says of settings, limits and files is what the code does."""

import json
import re
import sys
from datetime import datetime, timedelta
from io import StringIO

import pytest
import structlog

from tests.architecture.sources import ROOT, imports
from xuanpai_core.config import Settings
from xuanpai_core.evidence import inspection, uploads
from xuanpai_core.identity.models import SignInMethod
from xuanpai_core.identity.passwords import common_passwords, hash_password
from xuanpai_core.jobs import runner
from xuanpai_core.logs import configure_logs
from xuanpai_core.roster import workbook
from xuanpai_core.single_sign_on import provider
from xuanpai_graphql import limits
from xuanpai_graphql.context import Credential

SECURITY = ROOT / "docs" / "security"
INDEX = (SECURITY / "README.md").read_text(encoding="utf-8")
OPERATED = (SECURITY / "limits-and-connections.md").read_text(encoding="utf-8")


def test_the_index_names_every_document() -> None:
    linked = set(re.findall(r"\]\(([a-z-]+\.(?:md|csv|txt))\)", INDEX))

    assert linked == {path.name for path in SECURITY.iterdir()} - {"README.md"}


def test_every_default_that_is_told_is_the_default() -> None:
    told = re.findall(r"`([A-Z][A-Z_0-9]+)` \(([0-9.]+)\)", OPERATED)

    assert len(told) > 25
    assert [pair for pair in told if str(Settings.model_fields[pair[0].lower()].default) != pair[1]] == []


def test_the_password_policy_tells_the_defaults() -> None:
    text = (SECURITY / "password-policy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \| ([^|]+) \|", text, re.MULTILINE)
    told = {
        name: value.strip(" `")
        for names, values in rows
        for name, value in zip(re.findall(r"[A-Z_]+", names), values.split(","), strict=True)
    }

    assert len(told) >= 12
    assert {name: str(Settings.model_fields[name.lower()].default) for name in told} == told


def test_every_setting_of_the_other_documents_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SECURITY.glob("*.md")]
    named = {name.lower() for text in texts for name in re.findall(r"XUANPAI_([A-Z0-9_]+)", text)}

    assert len(named) > 8
    assert named - set(Settings.model_fields) == set()


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("{} million pixels of a plain JPEG", inspection.JPEG_CAP // 1_000_000),
        ("{} million of anything else", inspection.WHOLE_CAP // 1_000_000),
        ("| {} bytes | its first bytes", uploads.DOCUMENT_MAX_BYTES),
        ("{} bytes unpacked", workbook.UNPACKED_LIMIT),
        ("a job {} times", runner.MAX_RETRIES),
        ("{} KiB an answer", provider.LARGEST_ANSWER // 1024),
        ("a page has {} rows at most", limits.MAX_PAGE),
    ],
)
def test_the_limits_that_are_told_are_the_limits(sentence: str, number: int) -> None:
    assert sentence.format(number) in OPERATED


def test_the_kinds_of_files_that_are_told_are_those_accepted() -> None:
    told = set(re.findall(r"`((?:image|application)/[a-z.-]+)`", OPERATED))

    assert told == {kind for kinds in inspection.CONTENT_TYPES.values() for kind in kinds}


def test_every_class_of_personal_data_says_how_it_is_kept_and_shown() -> None:
    text = (SECURITY / "personal-data.md").read_text(encoding="utf-8")
    fields = text.partition("## Fields")[2].partition("## ")[0]
    rows = [row.split("|")[1:-1] for row in fields.splitlines() if row.startswith("| ") and "---" not in row][1:]

    assert len(rows) >= 14
    assert [row for row in rows if not all(cell.strip() for cell in row[:4])] == []
    for number in ("ID number", "phone", "bank account", "address"):
        [row] = [row for row in rows if row[0].strip() == f"cadre: {number}"]
        assert (row[1].strip(), row[2].split(",")[0].strip(), row[4].strip()) == ("sensitive", "sealed", "`unmask`")


def _section(text: str, title: str) -> list[list[str]]:
    """The cells of a section's table, without its head."""
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]


def test_every_way_in_is_documented() -> None:
    ways = [row[0] for row in _section(OPERATED, "Ways in")]

    assert [way.split()[-1] for way in ways] == ["product", "shell", "header", "server"]
    assert {method.partition("_AND_")[0] for method in SignInMethod} == {"PASSWORD", "OIDC"}
    assert {kind.name for kind in Credential} == {"SESSION", "TOKEN"}
    for title in ("**Sessions.**", "**Federated sessions.**"):
        assert title in OPERATED


def test_the_inventory_of_cryptography_names_what_is_imported() -> None:
    rows = _section(INDEX, "Inventory of cryptography")
    named = {word for row in rows for word in re.findall(r"`([a-z0-9]+)`", row[2])}
    ours = ["argon2", "authlib", "cryptography", "hashlib", "hmac", "joserfc", "minio", "pyotp", "secrets"]
    others = ["bcrypt", "Crypto", "Cryptodome", "ecdsa", "gmssl", "jose", "jwt", "nacl", "passlib", "rsa"]

    assert {name.split(".")[0] for _, name in imports()} & {*ours, *others} == named == set(ours)


def test_passwords_are_hashed_at_the_cost_that_is_told() -> None:
    [row] = [row for row in _section(INDEX, "Inventory of cryptography") if row[0] == "passwords"]

    assert row[1] == "Argon2id, 64 MiB, 3 passes, 4 lanes"
    assert hash_password("Any-Password-1").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_common_passwords_are_three_thousand_at_least() -> None:
    assert len(common_passwords()) >= 3_000


def test_the_time_to_mend_is_told_for_every_grade() -> None:
    rows = _section(OPERATED, "Dependencies")
    days = [int(found[0]) for row in rows if (found := re.findall(r"(\d+) days", row[1]))]

    assert [row[0].split()[0].rstrip(",") for row in rows] == ["exploited", "high", "moderate", "low"]
    assert days == sorted(days) == [3, 14, 30, 90]


def test_a_line_of_the_process_log_tells_its_time_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = StringIO()
    monkeypatch.setattr(sys, "stderr", lines)
    configure_logs()
    structlog.get_logger("test").info("said")
    monkeypatch.undo()
    configure_logs()

    assert datetime.fromisoformat(json.loads(lines.getvalue())["timestamp"]).utcoffset() == timedelta(0)

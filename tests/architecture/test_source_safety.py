"""What the sources never do: run text as code, start a shell, build SQL from values, trust a stranger's certificate."""

import ast
import re
from collections.abc import Iterator
from re import _constants, _parser
from typing import Any

import pytest

from tests.architecture.sources import ROOT, called, imports, nodes, trees

CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE|ALTER|GRANT|REVOKE|CREATE|DROP|BEGIN|SET LOCAL|COPY|TRUNCATE)\b"
)
# What stands in SQL although it is no constant: names of our own tables and roles, and a UUID made of its parts.
IN_SQL = {
    "core/xuanpai_core/db/rls.py": {"table", "verbs"},
    "core/xuanpai_core/db/session.py": {"mode", "UUID(str(tenant_id))"},
    "core/xuanpai_core/migrations/versions/2026-11-21-2200_first_schema.py": {
        "name",
        "signature",
        "verbs",
        "'SEQUENCE ' if name.endswith('_seq') else ''",
    },
    "tenants/xuanpai_tenants/demo/bulk.py": {"model.__tablename__", "quoted", "arrays"},
}
# Literal text made of something else than a constant: an ordinal, a limit, a table of the model,
# bits of a column of the model, a list in a revision.
LITERAL_SQL = {
    "'true' if self.call.after else 'false'",
    "str(position)",
    "str(limit)",
    "str(int(digits))",
    "f'NULL::{table.name}'",
    "f'(({column} >> {shift}) & 65535)::integer'",
    "tables",
    "functions",
    "verb",
    "attributes",
}
FORMATTED = re.compile(r"_?[A-Z][A-Z0-9_]*|rng\.choice\(_[A-Z]+\)|sql\.SQL\('[^']*'\)|sentence|'[^']*'")


def test_the_whole_product_is_looked_at() -> None:
    assert len(trees()) > 350
    assert {path.split("/", 1)[0] for path in trees()} == {"core", "tenants", "graphql", "plugins"}


def test_no_text_is_run_as_code() -> None:
    running = {"eval", "exec", "compile", "__import__", "builtins.eval", "builtins.exec"}

    assert [(path, call.lineno) for path, call in nodes(ast.Call) if called(call) in running] == []


def test_nothing_is_read_in_a_form_that_can_carry_code() -> None:
    carrying = re.compile(r"(pickle|marshal|shelve|dill|cloudpickle|jsonpickle|yaml|ruamel|jinja2|mako|cffi)\b")

    assert {found for found in imports() if carrying.match(found[1])} == set()


def test_xml_is_read_by_the_one_parser_that_refuses_document_types() -> None:
    readers = re.compile(r"xml\.(etree|dom|sax)|lxml|bs4|html5lib|xmltodict")
    parsers = [path for path, call in nodes(ast.Call) if called(call).endswith("ParserCreate")]
    handled = [
        path
        for path, node in nodes(ast.Attribute)
        if node.attr == "StartDoctypeDeclHandler" and isinstance(node.ctx, ast.Store)
    ]

    assert {found for found in imports() if readers.match(found[1])} == set()
    assert parsers == handled == ["core/xuanpai_core/roster/sheet.py"]


def test_programs_are_started_by_the_embedded_stack_alone_and_never_through_a_shell() -> None:
    replacing = {path for path, call in nodes(ast.Call) if re.match(r"os\.(exec|spawn|posix_spawn)", called(call))}
    starting = {path for path, name in imports() if name.split(".")[0] in {"subprocess", "pty"}} | replacing
    shells = re.compile(r"os\.(system|popen)|.*create_subprocess_shell|.*getoutput")

    assert starting == {f"core/xuanpai_core/stack/{name}.py" for name in ("account", "child", "programs", "tether")}
    assert [(path, called(call)) for path, call in nodes(ast.Call) if shells.fullmatch(called(call))] == []
    assert [path for path, keyword in nodes(ast.keyword) if keyword.arg == "shell"] == []


def test_sql_is_put_together_of_constants() -> None:
    found: dict[str, set[str]] = {}
    for path, text in nodes(ast.JoinedStr):
        written = "".join(str(part.value) for part in text.values if isinstance(part, ast.Constant))
        inserted = [ast.unparse(part.value) for part in text.values if isinstance(part, ast.FormattedValue)]
        strange = {value for value in inserted if not _constant(value)}
        if SQL.search(written) and strange:
            found.setdefault(path, set()).update(strange)

    assert found == IN_SQL


def test_literal_sql_is_written_out() -> None:
    literal = {"text", "sa.text", "sqlalchemy.text", "literal_column", "sql.SQL"}
    given = [(path, call.args[0]) for path, call in nodes(ast.Call) if called(call) in literal and call.args]
    made = [
        (path, ast.unparse(argument))
        for path, argument in given
        if not isinstance(argument, ast.Constant)
        and not (isinstance(argument, ast.JoinedStr) and path.endswith("migrations/env.py"))
        and not _constant(ast.unparse(argument))
    ]

    assert len(given) > 20
    assert {argument for _, argument in made} <= LITERAL_SQL, made


def test_sql_is_not_put_together_by_operators() -> None:
    sides = [(path, side) for path, node in nodes(ast.BinOp) for side in (node.left, node.right)]
    strings = [(path, side.value) for path, side in sides if isinstance(side, ast.Constant)]

    assert [found for found in strings if isinstance(found[1], str) and SQL.search(found[1])] == []


def test_only_our_own_sentences_are_formatted() -> None:
    formatted = [
        (path, ast.unparse(call.func.value))
        for path, call in nodes(ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"format", "format_map"}
    ]

    assert len(formatted) > 10
    assert [found for found in formatted if not FORMATTED.fullmatch(found[1])] == []


def test_secrets_come_from_the_system_and_never_from_a_seeded_generator() -> None:
    seeded = {path for path, name in imports() if name.split(".")[0] == "random"}

    assert {path for path in seeded if not path.startswith("tenants/xuanpai_tenants/demo/")} == set()


def test_no_weak_cryptography_is_named() -> None:
    weak = re.compile(r"(?i)\b(md5|sha1|des|3des|rc4|arc4|blowfish|ecb|cbc|pkcs1v15)\b")
    words = {
        *((path, node.attr) for path, node in nodes(ast.Attribute)),
        *((path, node.id) for path, node in nodes(ast.Name)),
        *((path, node.value) for path, node in nodes(ast.Constant) if isinstance(node.value, str)),
        *((path, name.rpartition(".")[2]) for path, name in imports()),
    }

    assert {(path, word) for path, word in words if weak.fullmatch(word)} == set()


def test_certificates_are_always_checked_and_redirects_never_followed() -> None:
    off = {"verify", "cert_check", "check_hostname", "follow_redirects", "allow_redirects"}
    keywords = {(keyword.arg, ast.unparse(keyword.value)) for _, keyword in nodes(ast.keyword) if keyword.arg in off}

    assert keywords == {("follow_redirects", "False")}
    for _, node in nodes(ast.Attribute):
        assert node.attr not in {"CERT_NONE", "_create_unverified_context", "check_hostname", "disable_warnings"}


def test_the_product_calls_out_from_these_modules_alone() -> None:
    clients = re.compile(r"(httpx2?|requests|aiohttp|urllib3|urllib\.request|http\.client|smtplib|ftplib|minio)\b")

    assert {path for path, name in imports() if clients.match(name)} == {
        "core/xuanpai_core/evidence/s3.py",  # the object store
        "core/xuanpai_core/stack/probes.py",  # this machine's own object store, to see whether it answers
        "core/xuanpai_core/single_sign_on/provider.py",  # the providers that an operator registered
        "graphql/xuanpai_graphql/cli/stack.py",  # this machine's own web server, to see whether it answers
    }


def test_no_archive_is_unpacked_to_a_file_system() -> None:
    unpacking = re.compile(r".*\.(extract|extractall)|shutil\.unpack_archive")

    assert [(path, called(call)) for path, call in nodes(ast.Call) if unpacking.fullmatch(called(call))] == []


def test_logs_go_to_standard_error_alone() -> None:
    made = re.compile(r"(\w+\.)*[A-Z]\w*Handler")
    handlers = [(path, called(call)) for path, call in nodes(ast.Call) if made.fullmatch(called(call))]
    outputs = [(path, ast.unparse(call)) for path, call in nodes(ast.Call) if called(call).endswith("LoggerFactory")]

    assert handlers == [("core/xuanpai_core/logs.py", "logging.StreamHandler")]
    assert outputs == [("core/xuanpai_core/logs.py", "structlog.PrintLoggerFactory(sys.stderr)")]


def _constant(expression: str) -> bool:
    """A constant of the module, or one formatted with constants."""
    if CONSTANT.fullmatch(expression):
        return True
    tree = ast.parse(expression, mode="eval").body
    if not (isinstance(tree, ast.Call) and isinstance(tree.func, ast.Attribute) and tree.func.attr == "format"):
        return False
    given = [*tree.args, *(keyword.value for keyword in tree.keywords)]
    return bool(CONSTANT.fullmatch(ast.unparse(tree.func.value))) and all(
        isinstance(value, ast.Constant) or CONSTANT.fullmatch(ast.unparse(value)) for value in given
    )


def _expressions() -> Iterator[tuple[str, ast.expr]]:
    for path, call in nodes(ast.Call):
        if called(call) in {f"re.{verb}" for verb in ("compile", "match", "search", "fullmatch", "sub", "split")}:
            yield path, call.args[0]
    for path, keyword in nodes(ast.keyword):
        if keyword.arg == "pattern":
            yield path, keyword.value


def _in_clear(expression: ast.expr) -> str | None:
    """The text of a regular expression; what a constant stands for is a word like any other."""
    if isinstance(expression, ast.Constant):
        return str(expression.value)
    if not isinstance(expression, ast.JoinedStr):
        return None
    parts = []
    for part in expression.values:
        if isinstance(part, ast.FormattedValue):
            names = {node.id for node in ast.walk(part.value) if isinstance(node, ast.Name)}
            if not all(CONSTANT.fullmatch(name) for name in names):
                return None
        parts.append(str(part.value) if isinstance(part, ast.Constant) else "word")
    return "".join(parts)


def _repeats_within_a_repeat(parsed: Any, inside: bool = False) -> bool:
    """Whether something that may repeat without end is repeated without end: the shape that takes exponential time."""
    for operation, argument in parsed:
        endless = operation in {_constants.MAX_REPEAT, _constants.MIN_REPEAT} and argument[1] is _constants.MAXREPEAT
        if endless and inside:
            return True
        inner = argument if isinstance(argument, tuple | list) else ()
        for part in inner:
            several = part if isinstance(part, list) else [part]
            for one in several:
                if isinstance(one, _parser.SubPattern) and _repeats_within_a_repeat(one, inside or endless):
                    return True
    return False


def test_regular_expressions_are_constants_without_repeats_within_repeats() -> None:
    written = [(path, _in_clear(expression)) for path, expression in _expressions()]

    assert len(written) > 20
    assert [path for path, text in written if text is None] == []
    assert [(path, text) for path, text in written if text and _repeats_within_a_repeat(_parser.parse(text))] == []


@pytest.mark.parametrize("text", [r"(a+)+", r"(a|b*)*c", r"((?:x{2,})y?)+"])
def test_a_repeat_within_a_repeat_would_be_found(text: str) -> None:
    assert _repeats_within_a_repeat(_parser.parse(text))


def test_no_key_lies_in_the_repository() -> None:
    private = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b")
    folders = ("core", "tenants", "graphql", "plugins", "helm", "frontend/src", "docs")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = [(path, path.read_bytes()) for path in paths if path.suffix not in {".xz", ".pyc", ".png", ".so"}]

    assert len(texts) > 500
    assert [str(path) for path, content in texts if private.search(content.decode(errors="ignore"))] == []


def test_every_dependency_is_locked_to_a_version_and_its_hashes() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines) if line and not line[0].isspace() and not line.startswith("#")]

    assert len(named) > 80
    for number in named:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,-]+\])?==\S+( ; [^\\]+)? \\$", lines[number]), lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:"), lines[number]
